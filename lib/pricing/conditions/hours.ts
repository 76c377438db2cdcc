import { type ClockSpan, clockOffset, clockSpans } from "@/lib/kernel/time";
import { instantText, noReasons } from "@/lib/pricing/reasons";
import type { Candidate, Cart, Reason } from "@/lib/pricing/shapes";
import type { ConditionTerms, HoursTerms } from "@/lib/pricing/terms";

const DAY_MS = 86_400_000;
/** A weekly window comes round within seven days, or fourteen where the clock skips it once. */
const HORIZON_DAYS = 15;

/** Whether it is good on every day of the week. */
function isDaily(weekdays: readonly number[]): boolean {
  let days = 0;
  for (const day of weekdays) days |= 1 << day;
  return days === 0b1111_1110;
}

type Windows = Pick<ConditionTerms, "weekdays" | "hours">;

/** "HH:MM" as milliseconds of the day; "24:00" is the whole day. */
function ofDay(text: string): number {
  return Number(text.slice(0, 2)) * 3_600_000 + Number(text.slice(3, 5)) * 60_000;
}

/** 1 = Monday .. 7 = Sunday, of the day of that number since 1970-01-01 (a Thursday). */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Whether the wall clock `wallMs` (milliseconds since 1970 as if it were UTC) is inside a window. */
function isOpen({ weekdays, hours }: Windows, wallMs: number): boolean {
  const day = Math.floor(wallMs / DAY_MS);
  const time = wallMs - day * DAY_MS;
  const today = weekdays.includes(weekdayOf(day));
  if (hours.length === 0) return today;
  return hours.some(({ from, to }: HoursTerms) => {
    const [start, end] = [ofDay(from), ofDay(to)];
    if (start < end) return today && start <= time && time < end;
    return (today && time >= start) || (weekdays.includes(weekdayOf(day - 1)) && time < end);
  });
}

/** The first instant after `at` inside a window; null where there is none. */
function nextOpening(windows: Windows, spans: readonly ClockSpan[], at: number): number | null {
  const starts =
    windows.hours.length === 0 ? [0] : windows.hours.map((hours) => ofDay(hours.from)).sort((a, b) => a - b);
  for (const [i, { startsAt, offsetMs }] of spans.entries()) {
    // Where the clock jumps it may land inside a window.
    if (startsAt > at && isOpen(windows, startsAt + offsetMs)) return startsAt;
    const first = Math.max(startsAt, at + 1) + offsetMs;
    const end = (spans[i + 1]?.startsAt ?? at + HORIZON_DAYS * DAY_MS) + offsetMs;
    for (let day = Math.floor(first / DAY_MS); day * DAY_MS < end; day++) {
      const start = starts
        .map((time) => day * DAY_MS + time)
        .find((wall) => wall >= first && wall < end && isOpen(windows, wall));
      if (start !== undefined) return start - offsetMs;
    }
  }
  return null;
}

/**
 * `outside_time_window{next}` for each candidate of one cart: weekdays and hours are the wall clock of the store's zone,
 * half-open; hours past midnight belong to the weekday on which they begin; an hour the clock skips is never open, one
 * it repeats is open both times. `next` is null where nothing opens before the voucher ends.
 */
export function timeReasons(cart: Cart): (candidate: Candidate) => readonly Reason[] {
  const at = cart.at.getTime();
  let wallMs: number | null = null;
  let spans: ClockSpan[] | null = null;
  const openings = new Map<string, number | null>();
  return ({ terms: { conditions }, validUntil }) => {
    if (conditions.hours.length === 0 && isDaily(conditions.weekdays)) return noReasons;
    wallMs ??= at + clockOffset(cart.at, cart.store.timeZone);
    if (isOpen(conditions, wallMs)) return noReasons;
    spans ??= clockSpans(cart.at, HORIZON_DAYS, cart.store.timeZone);
    const key = JSON.stringify([conditions.weekdays, conditions.hours]);
    const known = openings.get(key);
    const opening = known === undefined ? nextOpening(conditions, spans, at) : known;
    openings.set(key, opening);
    const next =
      opening !== null && (!validUntil || opening < validUntil.getTime()) ? new Date(opening) : null;
    return [{ code: "outside_time_window", next: next && instantText(next) }];
  };
}
