import { currencyDecimals } from "@/lib/kernel/minor-units";

/**
 * How many decimals Stripe's amounts have where that is not the currency's own minor unit or is to be known exactly
 * (docs.stripe.com/currencies): MGA is counted in whole ariary; ISK and UGX, which have no decimals any more, in hundredths
 * that must be 00. HUF and TWD are charged in hundredths like most.
 */
const decimalsAtStripe: Readonly<Record<string, number>> = { MGA: 0, ISK: 2, UGX: 2 };
/** Stripe takes no tenth of the smallest coin of these: their last digit is 0. */
const inTens: ReadonlySet<string> = new Set(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]);

const decimalsOf = (currency: string) => decimalsAtStripe[currency] ?? currencyDecimals(currency);

/**
 * Minor units (ISO 4217) as Stripe counts them, exactly; null = Stripe cannot move such an amount: part of an ariary, a
 * single fils, or more than an exact number holds.
 */
export function toStripe(minor: number, currency: string): number | null {
  if (inTens.has(currency) && minor % 10 !== 0) return null;
  return scaled(minor, decimalsOf(currency) - currencyDecimals(currency));
}

/** What Stripe counts as minor units (ISO 4217), exactly: the inverse of `toStripe`; null = it is no whole number of them. */
export function fromStripe(amount: number, currency: string): number | null {
  return scaled(amount, currencyDecimals(currency) - decimalsOf(currency));
}

/** Times ten to the power of `by`; null where that is no safe integer. */
function scaled(amount: number, by: number): number | null {
  const factor = 10 ** Math.abs(by);
  if (by < 0 && amount % factor !== 0) return null;
  const result = by < 0 ? amount / factor : amount * factor;
  return Number.isSafeInteger(result) ? result : null;
}
