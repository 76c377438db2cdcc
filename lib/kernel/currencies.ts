import { otherDecimals } from "@/lib/kernel/minor-units";

/**
 * Every currency that prices may be in and whose minor unit has two decimals: ISO 4217, list one of January 2026, and codes
 * it once had that merchants may still have stored. Pinned here, since a runtime says how many decimals people like to
 * see (CLDR has 0 for HUF), and says it differently from one release to the next.
 */
const ofTwoDecimals = `
  AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC
  CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD
  KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR
  NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT
  TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG ZWL`;

const codes: ReadonlySet<string> = new Set([...ofTwoDecimals.trim().split(/\s+/), ...otherDecimals.keys()]);

/** Every currency that prices may be in, in the order of their codes. */
export const currencyCodes: readonly string[] = [...codes].toSorted();

/** An ISO 4217 code of a currency that prices may be in; anything else is malformed. */
export function isCurrency(code: string): boolean {
  return codes.has(code);
}
