import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";

/**
 * A phone as typed, in E.164 ("+85261234567"), or null when no such number can exist. A number typed with its country
 * code keeps it; any other is one of `country` (ISO 3166). Full-width digits, spaces and hyphens are forgiven.
 */
export function parsePhone(text: string, country: string): string | null {
  const plain = text.normalize("NFKC").trim();
  if (plain.length > 32 || !isSupportedCountry(country)) return null;
  const parsed = parsePhoneNumberFromString(plain.replace(/^00/, "+"), {
    defaultCountry: country,
    extract: false,
  });
  return parsed?.isValid() ? parsed.number : null;
}

/** An E.164 phone with all but its country code and last four digits hidden: "+852 •••• 4567". */
export function maskPhone(phone: string): string {
  const code = parsePhoneNumberFromString(phone)?.countryCallingCode;
  return `${code ? `+${code} ` : ""}•••• ${phone.slice(-4)}`;
}

/** An E.164 phone as people of its country write it, for its owner: "+852 6123 4567". */
export function formatPhone(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}

export type CountryOption = { readonly code: string; readonly name: string; readonly callingCode: string };

/** Every country a phone may be of, by its name in `locale`. */
export function countryOptions(locale: string): CountryOption[] {
  const names = new Intl.DisplayNames([locale], { type: "region" });
  const order = new Intl.Collator(locale);
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code, callingCode: getCountryCallingCode(code) }))
    .sort((a, b) => order.compare(a.name, b.name));
}

let countries: ReadonlyMap<string, CountryCode> | undefined;
const canonicalZones = new Map<string, string>();

/**
 * The country whose clocks show `timeZone`, for a form's first choice; `fallback` where the runtime knows none. Throws a
 * RangeError for what is no time zone. Asked in the way of every search by phone: what the runtime takes tens of
 * milliseconds to tell is asked once.
 */
export function countryOfZone(timeZone: string, fallback: CountryCode = "US"): CountryCode {
  const canonical =
    canonicalZones.get(timeZone) ?? new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  canonicalZones.set(timeZone, canonical);
  countries ??= countriesByZone();
  return countries.get(canonical) ?? fallback;
}

/** The first country, in the order of their codes, of each zone. */
function countriesByZone(): Map<string, CountryCode> {
  const pairs = getCountries().flatMap((code) => zonesOf(code).map((zone) => [zone, code] as const));
  return new Map(pairs.reverse());
}

function zonesOf(country: CountryCode): readonly string[] {
  const locale: Intl.Locale & { getTimeZones?: () => string[] | undefined } = new Intl.Locale(
    `und-${country}`,
  );
  return locale.getTimeZones?.() ?? [];
}
