/** An instant as people say it: "18:05", with the date when it is another day there, and the zone's name. */
export function clockWords(at: Date, now: Date, timeZone: string, locale: string): string {
  const day = (date: Date) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(date);
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  const date = { year: "numeric", month: "short", day: "numeric" } as const;
  const options = day(at) === day(now) ? time : { ...date, ...time };
  const words = new Intl.DateTimeFormat(locale, { ...options, timeZone, hourCycle: "h23" }).format(at);
  return `${words} ${zoneWord(at, timeZone, locale)}`;
}

function zoneWord(at: Date, timeZone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** How far away an instant is: "in 12 minutes", "3 days ago". Seconds are rounded up to a minute. */
export function distanceWords(at: Date, now: Date, locale: string): string {
  const ms = at.getTime() - now.getTime();
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  for (const [unit, length] of UNITS) {
    if (Math.abs(ms) >= length) return words.format(Math.sign(ms) * Math.floor(Math.abs(ms) / length), unit);
  }
  return words.format(ms < 0 ? -1 : 1, "minute");
}

/** Both: "18:05 GMT+8 (in 12 minutes)". */
export function whenWords(at: Date, now: Date, timeZone: string, locale: string): string {
  const [open, close] = locale.startsWith("zh") ? ["（", "）"] : [" (", ")"];
  return `${clockWords(at, now, timeZone, locale)}${open}${distanceWords(at, now, locale)}${close}`;
}
