import { getISO } from "temporal-polyfill/fns/Calendar";
import { fromEpochMilliseconds, toZonedDateTimeISO } from "temporal-polyfill/fns/Instant";
import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import * as PlainDateTime from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";
import type { Instant, LocalDate } from "@/lib/kernel/local-date";

export { type Instant, isLocalDate, isOrdinary, type LocalDate } from "@/lib/kernel/local-date";

// The library's functions, not its classes: a browser gets those that are used here and no other.
const zoned = (instant: Instant, zone: string) =>
  toZonedDateTimeISO(fromEpochMilliseconds(instant.getTime()), zone);
const day = (date: LocalDate) => PlainDate.fromString(date, getISO);

/** Whether the runtime knows this IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone })) && zone.length <= 64;
  } catch {
    return false;
  }
}

/** The day it is in `zone` at `instant`. */
export function localDate(instant: Instant, zone: string): LocalDate {
  return PlainDate.toString(ZonedDateTime.toPlainDate(zoned(instant, zone)));
}

/** `date` moved by `days`, on the calendar. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return PlainDate.toString(PlainDate.addDays(day(date), days));
}

/**
 * The first instant of `date` in `zone`. Where the clocks skip midnight (Cairo, Santiago, Beirut) it is the first
 * instant that exists on that day.
 */
export function startOfDay(date: LocalDate, zone: string): Instant {
  return new Date(PlainDate.toZonedDateTime(day(date), zone).epochMilliseconds);
}

/** The first instant of the day after the one it is in `zone` at `instant`: when a daily limit resets. */
export function nextMidnight(instant: Instant, zone: string): Instant {
  return startOfDay(addDays(localDate(instant, zone), 1), zone);
}

/**
 * A wall-clock time as an instant: "2026-12-24T10:00" in `zone`. A time the clocks skip moves forward by the gap, one
 * they repeat is its first occurrence (RFC 5545's rule, Temporal's "compatible").
 */
export function toInstant(local: string, zone: string): Instant {
  const wall = PlainDateTime.fromString(local, getISO);
  return new Date(PlainDateTime.toZonedDateTime(wall, zone).epochMilliseconds);
}

/** The wall-clock time in `zone` at `instant`, to the minute: "2026-12-24T10:00". The inverse of `toInstant`. */
export function wallTime(instant: Instant, zone: string): string {
  const wall = ZonedDateTime.toPlainDateTime(zoned(instant, zone));
  return PlainDateTime.toString(wall, { smallestUnit: "minute" });
}

/** `instant` plus whole hours of elapsed time (not of wall clock). */
export function addHours(instant: Instant, hours: number): Instant {
  return new Date(instant.getTime() + hours * 3_600_000);
}

/** A stretch of time in which a zone's clock shows UTC plus `offsetMs`. It begins at `startsAt` (ms, UTC). */
export type ClockSpan = { readonly startsAt: number; readonly offsetMs: number };

/** How far the wall clock in `zone` is ahead of UTC at `instant`, in milliseconds. */
export function clockOffset(instant: Instant, zone: string): number {
  return ZonedDateTime.offsetNanoseconds(zoned(instant, zone)) / 1_000_000;
}

/**
 * How the clock of `zone` runs in the `days` days after `from`: the first span begins at `from`, each other one where
 * the clock is put forward or back. (No zone has changed its clock twice within 24 hours.)
 */
export function clockSpans(from: Instant, days: number, zone: string): ClockSpan[] {
  const offset = (ms: number) => clockOffset(new Date(ms), zone);
  const spans: ClockSpan[] = [{ startsAt: from.getTime(), offsetMs: offset(from.getTime()) }];
  for (let day = 0, before = spans[0]?.offsetMs; day < days; day++) {
    const [start, end] = [from.getTime() + day * 86_400_000, from.getTime() + (day + 1) * 86_400_000];
    const after = offset(end);
    if (after === before) continue;
    let [low, high] = [start, end];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    spans.push({ startsAt: high, offsetMs: after });
    before = after;
  }
  return spans;
}

/** The day of the week: 1 = Monday to 7 = Sunday. */
export function weekdayOf(date: LocalDate): number {
  return PlainDate.dayOfWeek(day(date));
}

/** `dayInMonth` of the month that is `months` after that of `date`; a month without it gives its last day. */
export function dayOfMonth(date: LocalDate, months: number, dayInMonth: number): LocalDate {
  const month = PlainDate.addMonths(PlainDate.withFields(day(date), { day: 1 }), months);
  const last = PlainDate.daysInMonth(month);
  return PlainDate.toString(PlainDate.withFields(month, { day: Math.min(dayInMonth, last) }));
}
