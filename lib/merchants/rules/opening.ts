import { addDays, type Instant, localDate, wallTime, weekdayOf } from "@/lib/kernel/time";

type Hours = { readonly days: readonly number[]; readonly from: string; readonly until: string };
/** `from` null = since the day before. */
type Span = { readonly from: string | null; readonly until: string };

/**
 * When a store opens on the day that it is there at `now`, from the morning on; empty = it stays closed. What began the day
 * before and is not over stands first; what lasts past midnight is else told on its own day. Null where nothing is told of
 * its hours.
 */
export function hoursToday(hours: readonly Hours[], now: Instant, timeZone: string): readonly Span[] | null {
  if (hours.length === 0) return null;
  const date = localDate(now, timeZone);
  const time = wallTime(now, timeZone).slice(-5);
  const of = (day: number) => hours.filter(({ days }) => days.includes(day));
  const fromYesterday = of(weekdayOf(addDays(date, -1)))
    .filter(({ from, until }) => until < from && time < until)
    .map(({ until }) => ({ from: null, until }));
  const today = of(weekdayOf(date))
    .map(({ from, until }) => ({ from, until }))
    .sort((a, b) => a.from.localeCompare(b.from));
  return [...fromYesterday, ...today];
}

/** A week of hours in one line, for a file: "Mon–Fri 09:00–18:00; Sun 10:00–14:00", its days in the language of `locale`. */
export function weekInWords(hours: readonly Hours[], locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  // 1 January 2024 was a Monday.
  const named = (day: number) => format.format(Date.UTC(2024, 0, day));
  const spans = (days: readonly number[]) =>
    runsOf(days).flatMap(([first, last]) =>
      last - first > 1 ? [`${named(first)}–${named(last)}`] : [...new Set([first, last])].map(named),
    );
  return hours.map(({ days, from, until }) => `${spans(days).join(", ")} ${from}–${until}`).join("; ");
}

/** The first and the last of days that follow each other. */
function runsOf(days: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}
