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
