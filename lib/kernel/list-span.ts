import { type Days, readDays } from "@/lib/kernel/list-filter";
import { addDays, type Instant, isOrdinary, startOfDay } from "@/lib/kernel/time";

/** `from <= t < until`; null = no bound. */
export type Span = { readonly from: Instant | null; readonly until: Instant | null };

/** When days begin and end by the clock of `zone`; the last so many days end now and are of 24 hours each. */
export function spanOf(days: Days, zone: string, now: Instant): Span {
  if ("last" in days) return { from: new Date(now.getTime() - days.last * 86_400_000), until: null };
  const end = days.until === null ? null : startOfDay(addDays(days.until, 1), zone);
  return {
    from: days.from === null ? null : startOfDay(days.from, zone),
    until: end && isOrdinary(end) ? end : null,
  };
}

/** What the days of a list's address come to, as JSON has it; null = they ask nothing. */
export function wireSpan(text: string | undefined, zone: string, now: Instant) {
  const days = text === undefined ? null : readDays(text);
  if (!days) return null;
  const { from, until } = spanOf(days, zone, now);
  return { from: from?.toISOString() ?? null, until: until?.toISOString() ?? null };
}
