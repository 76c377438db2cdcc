import { addDays, type LocalDate } from "@/lib/kernel/time";

/** Ranges that Home offers, in days. */
export const homeRanges = { "7d": 7, "30d": 30, "90d": 90 } as const;
export type HomeRange = keyof typeof homeRanges;

/** A figure of today is counted up to so many rows; days that are over are added up whole. */
export const LIVE_CAP = 100_000;

export type DayRange = {
  /** First and last day, both included, and the day the range before begins with. */
  readonly first: LocalDate;
  readonly last: LocalDate;
  readonly before: LocalDate;
};

/** The last `days` days up to `today`, and as many before. */
export function rangeUpTo(today: LocalDate, days: number): DayRange {
  return { first: addDays(today, 1 - days), last: today, before: addDays(today, 1 - 2 * days) };
}

export type DayFigures = {
  readonly day: LocalDate;
  readonly claimed: number;
  readonly used: number;
  /** Different members who won something that day. */
  readonly participants: number;
  readonly joined: number;
};
