import { currencyDecimals } from "@/lib/kernel/minor-units";

/** How many decimals an amount is shown with: the minor unit's, whatever the runtime would show. */
function shownDecimals(currency: string) {
  const digits = currencyDecimals(currency);
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

/** Minor units as money in words, e.g. 5000 HKD -> "HK$50.00". `trim` drops decimals that are all zero ("HK$50"). */
export function formatMoney(
  minor: number,
  currency: string,
  locale: string,
  options: { trim?: boolean } = {},
): string {
  const decimals = currencyDecimals(currency);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    ...shownDecimals(currency),
    trailingZeroDisplay: options.trim ? "stripIfInteger" : "auto",
  }).format(minor / 10 ** decimals);
}

/** The parts of an amount that a ticket sets in two sizes: the symbol and the number, in the locale's order. */
export function moneyParts(
  minor: number,
  currency: string,
  locale: string,
): { symbol: string; number: string; symbolFirst: boolean } {
  const parts = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    ...shownDecimals(currency),
    trailingZeroDisplay: "stripIfInteger",
  }).formatToParts(minor / 10 ** currencyDecimals(currency));
  const symbol = parts.find((part) => part.type === "currency")?.value ?? currency;
  const number = parts
    .filter((part) => part.type !== "currency" && part.type !== "literal")
    .map((part) => part.value)
    .join("");
  return { symbol, number, symbolFirst: parts[0]?.type === "currency" };
}

/**
 * Typed text as minor units, exactly: "1,234.5" USD -> 123450. Null when it is not an amount of that currency
 * (letters, a sign, too many decimals, beyond 10^12 minor units). Never goes through a float.
 */
export function parseMoney(text: string, currency: string): number | null {
  const match = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text.normalize("NFKC").replace(/[\s_]/g, ""));
  if (!match?.[1]) return null;
  const decimals = currencyDecimals(currency);
  const fraction = match[2] ?? "";
  if (fraction.length > decimals) return null;
  const minor = Number(`${match[1].replaceAll(",", "")}${fraction.padEnd(decimals, "0")}`);
  return minor <= 1_000_000_000_000 ? minor : null;
}

/** Minor units as plain editable text: 123450 USD -> "1234.50". The inverse of `parseMoney`. */
export function moneyText(minor: number, currency: string): string {
  const decimals = currencyDecimals(currency);
  const digits = String(minor).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
