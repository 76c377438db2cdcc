import { formatMoney } from "@/lib/kernel/money";

/** What a field knows of how its value is said. */
export type Said = {
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly currency?: string;
  /** The value is in basis points. */
  readonly isPercent?: boolean;
};

/** A field's value in words, as its form shows it; blank is a dash. */
export function valueWords(
  value: unknown,
  said: Said,
  locale: string,
  yesNo: (yes: boolean) => string,
): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return yesNo(value);
  if (Array.isArray(value)) {
    return value.length === 0 ? "–" : value.map((one) => valueWords(one, said, locale, yesNo)).join(" · ");
  }
  if (typeof value === "number") {
    if (said.currency) return formatMoney(value, said.currency, locale);
    return (
      new Intl.NumberFormat(locale).format(said.isPercent ? value / 100 : value) + (said.isPercent ? "%" : "")
    );
  }
  // An image: what it shows.
  if (typeof value === "object" && "alt" in value) return String(value.alt || "–");
  if (typeof value === "object") return JSON.stringify(value);
  return said.options?.find((option) => option.value === value)?.label ?? String(value);
}
