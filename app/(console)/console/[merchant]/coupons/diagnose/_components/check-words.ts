import { weekdayWords } from "@/components/coupons/summary-sentence";
import { type ReasonContext, reasonWords } from "@/components/pricing/reason-words";
import { formatMoney } from "@/lib/kernel/money";
import type { Refusal } from "@/lib/kernel/result";
import type { Diagnosed } from "@/lib/orders/diagnose-coupon";
import type { CheckedClaim, CheckedUse, UseCheck } from "@/lib/orders/rules/checks";
import { whenWords } from "@/lib/platform/when-words";

type Translate = (key: string, values?: Record<string, string | number>) => string;

/** Readers of the namespaces `diagnose`, `reasons` and `coupons`. */
export type DiagnoseWords = {
  readonly t: Translate;
  readonly reasons: Translate;
  readonly coupons: Translate;
  readonly locale: string;
  /** In which instants are told. */
  readonly timeZone: string;
  readonly now: Date;
};

/** One line of the answer: what is asked, how it stands, and more where it is not met. */
export type CheckLine = {
  readonly key: string;
  readonly state: CheckedUse["state"];
  readonly label: string;
  readonly note: string | null;
};

/** Everything the coupon asks of its use, in words. */
export function usedLines(found: Diagnosed, words: DiagnoseWords): CheckLine[] {
  const { t, reasons, locale, timeZone, now } = words;
  const context: ReasonContext = {
    ...{ locale, timeZone, now, currency: found.off?.currency ?? found.coupon.currency },
    names: new Map(Object.entries(found.names)),
    own: found.coupon.name,
    offers: found.isHeldByOffers ? "all" : undefined,
  };
  const hasCart = found.timeZone !== null;
  return found.use.map(({ key, state, reason }) => {
    const open = state === "open" ? t(hasCart ? "hidden" : "needsCart") : null;
    const note = reason ? reasonWords(reason, context, reasons) : open;
    return { key, state, label: labelOf(key, found, words), note };
  });
}

function labelOf(key: UseCheck, found: Diagnosed, words: DiagnoseWords): string {
  const { t, coupons, locale } = words;
  const { coupon, order } = found;
  const { conditions } = coupon;
  const money = (minor: number) => formatMoney(minor, coupon.currency, locale, { trim: true });
  const list = (parts: readonly string[]) =>
    new Intl.ListFormat(locale, { type: "conjunction" }).format(parts);
  switch (key) {
    case "days":
      return daysLabel(coupon, words);
    case "currency":
      return t("use.currency", { currency: coupon.currency });
    case "store":
      return storesLabel(found, words);
    case "channel":
      return t("use.channel", {
        channel: list(conditions.channels.map((one) => coupons(`channels.${one}`))),
      });
    case "device":
      return t("use.device", { devices: list(conditions.devices.map((one) => coupons(`devices.${one}`))) });
    case "hours":
      return hoursLabel(found, words, list);
    case "audience":
      return t(`use.audience.${conditions.audience.type === "all" ? "match" : conditions.audience.type}`);
    case "products":
      return productsLabel(found, words);
    case "minSpend":
      return t("use.minSpend", { amount: money(spendAsked(coupon)) });
    case "minItems":
      return t("use.minItems", { count: conditions.minItems });
    case "uses":
      return t("use.uses", { limit: conditions.maxUsesPerMember ?? 0, uses: coupon.uses });
    case "budget":
      return t("use.budget", { left: money(coupon.budgetLeftMinor ?? 0) });
    case "together":
      return t("use.together", { names: list((order?.others ?? []).map((name) => `“${name}”`)) });
    default:
      return t(`use.${key}`);
  }
}

function spendAsked({ conditions, benefit }: Diagnosed["coupon"]): number {
  if (benefit.type !== "threshold_off") return conditions.minSpendMinor;
  const first = benefit.every?.spendMinor ?? benefit.tiers?.[0]?.spendMinor ?? 0;
  return Math.max(conditions.minSpendMinor, first);
}

function daysLabel({ validFrom, validUntil }: Diagnosed["coupon"], words: DiagnoseWords): string {
  const { t, locale, timeZone, now } = words;
  const from = whenWords(validFrom, now, timeZone, locale);
  // The end is the first instant it is no longer good: people are told the last one it is.
  const until = validUntil && whenWords(new Date(validUntil.getTime() - 1), now, timeZone, locale);
  return until ? t("use.days", { from, until }) : t("use.daysOpen", { from });
}

function storesLabel({ coupon, stores }: Diagnosed, { t, locale }: DiagnoseWords): string {
  const { storeIds } = coupon.conditions;
  const more = storeIds === "all" ? 0 : storeIds.length - stores.length;
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(stores);
  return more > 0 ? t("use.storesMore", { names: stores.join(t("comma")), more }) : t("use.store", { names });
}

function hoursLabel(
  { coupon }: Diagnosed,
  { t, coupons, locale }: DiagnoseWords,
  list: (parts: readonly string[]) => string,
): string {
  const { weekdays, hours } = coupon.conditions;
  const days = weekdays.length < 7 ? weekdayWords(weekdays, coupons, locale) : t("use.everyDay");
  const windows = list(hours.map((window) => coupons("sentence.hour", window)));
  return windows ? t("use.hours", { days, hours: windows }) : t("use.weekdays", { days });
}

function productsLabel({ coupon, productName }: Diagnosed, { t }: DiagnoseWords): string {
  const isWide = "products" in coupon.scope;
  if (coupon.benefit.type === "product" && productName) return t("use.product", { name: productName });
  if (isWide) return t("use.notOnOffer");
  return t(coupon.conditions.combinesWithOffers ? "use.products" : "use.productsNotOnOffer");
}

/** Everything a claim asks, in words. */
export function claimLines({ claim, limits }: Diagnosed, { t }: DiagnoseWords): CheckLine[] {
  return claim.map(({ key, state, reason }: CheckedClaim<Refusal>) => ({
    ...{ key, state },
    label: t(`claim.${key}`, { limit: (key === "today" ? limits.claimLimitPerDay : limits.claimLimit) ?? 0 }),
    note: reason ? t(`claimMissed.${reason.code}`) : null,
  }));
}
