import {
  addDays,
  dayOfMonth,
  type Instant,
  type LocalDate,
  localDate,
  startOfDay,
  weekdayOf,
} from "@/lib/kernel/time";
import type { PackEvery, PackSchedule } from "@/lib/packs/schema";

/** How many deliveries a pack has in all. */
export function cyclesOf(schedule: PackSchedule): number {
  return schedule.type === "once" ? 1 : schedule.cycles;
}

/**
 * The local day of delivery number `cycle` (1 = the first) of a pack that began on `startedOn`: the first on that day, each
 * other on the next day after it that the schedule names. A month without its day has it on its last.
 */
export function dueDate(every: PackEvery, startedOn: LocalDate, cycle: number): LocalDate {
  if (cycle <= 1) return startedOn;
  const nth = cycle - 1;
  switch (every.unit) {
    case "day":
      return addDays(startedOn, nth);
    case "week":
      return nthWeekday(every.weekdays, startedOn, nth);
    case "month": {
      const isLater = dayOfMonth(startedOn, 0, every.day) > startedOn;
      return dayOfMonth(startedOn, isLater ? nth - 1 : nth, every.day);
    }
  }
}

/** The nth day after `date` that is one of these weekdays (1 = Monday). */
function nthWeekday(weekdays: readonly number[], date: LocalDate, nth: number): LocalDate {
  const from = weekdayOf(date);
  // Days until each weekday after `date`, 1 to 7, the soonest first.
  const ahead = weekdays.map((day) => ((day - from + 6) % 7) + 1).sort((a, b) => a - b);
  const weeks = Math.floor((nth - 1) / ahead.length);
  return addDays(date, weeks * 7 + (ahead[(nth - 1) % ahead.length] ?? 0));
}

/**
 * When delivery number `cycle` is due: at the first instant of its local day in `zone`, which exists however the clocks are
 * put there (I-19). Null = there is no such delivery. The first is made at once, whenever that is.
 */
export function dueAt(
  schedule: PackSchedule,
  startedOn: LocalDate,
  cycle: number,
  zone: string,
): Instant | null {
  if (schedule.type === "once" || cycle > schedule.cycles) return null;
  return startOfDay(dueDate(schedule.every, startedOn, cycle), zone);
}

/** A delivery that is to come. */
export type ComingDelivery = { readonly cycle: number; readonly date: LocalDate; readonly at: Instant };

/** The next deliveries from number `fromCycle` on, at most `count`. */
export function comingDeliveries(
  schedule: PackSchedule,
  startedOn: LocalDate,
  fromCycle: number,
  zone: string,
  count: number,
): ComingDelivery[] {
  if (schedule.type === "once") return [];
  const { every, cycles } = schedule;
  const many = Math.max(0, Math.min(count, cycles - fromCycle + 1));
  return Array.from({ length: many }, (_, i) => {
    const date = dueDate(every, startedOn, fromCycle + i);
    return { cycle: fromCycle + i, date, at: startOfDay(date, zone) };
  });
}

/** What somebody who gets the pack now would get and when, for the form's calendar: the first at `now`, then by its days. */
export function previewDeliveries(
  schedule: PackSchedule,
  now: Instant,
  zone: string,
  count = 6,
): ComingDelivery[] {
  const today = localDate(now, zone);
  const first = { cycle: 1, date: today, at: now };
  return [first, ...comingDeliveries(schedule, today, 2, zone, count - 1)].slice(0, count);
}
