import type { Option } from "@/components/ui/select";
import { currencyCodes } from "@/lib/kernel/currencies";

/** Every currency there is, the named ones first: "HKD – Hong Kong Dollar". */
export function currencyOptions(locale: string, first: readonly string[]): Option[] {
  const names = new Intl.DisplayNames([locale], { type: "currency" });
  const codes = new Set([...first, ...currencyCodes]);
  return [...codes].map((code) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` }));
}

/** Every time zone there is, the named one first: "Asia/Hong Kong (GMT+8)". */
export function timeZoneOptions(locale: string, first: string, now: Date): Option[] {
  const zones = new Set([first, ...Intl.supportedValuesOf("timeZone"), "UTC"]);
  return [...zones].map((zone) => ({
    value: zone,
    label: `${zone.replaceAll("_", " ")} (${offsetOf(zone, locale, now)})`,
  }));
}

function offsetOf(timeZone: string, locale: string, now: Date): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "shortOffset" }).formatToParts(now);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}
