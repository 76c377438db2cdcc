import { type Instant, localDate, weekdayOf } from "@/lib/kernel/time";

type Hours = { readonly days: readonly number[]; readonly from: string; readonly until: string };

/**
 * When a store opens on the day that it is there at `now`, from the morning on; empty = it stays closed. What began the day
 * before and lasts past midnight is that day's. Null where nothing is told of its hours.
 */
export function hoursToday(
  hours: readonly Hours[],
  now: Instant,
  timeZone: string,
): readonly Pick<Hours, "from" | "until">[] | null {
  if (hours.length === 0) return null;
  const today = weekdayOf(localDate(now, timeZone));
  return hours
    .filter(({ days }) => days.includes(today))
    .map(({ from, until }) => ({ from, until }))
    .sort((a, b) => a.from.localeCompare(b.from));
}
