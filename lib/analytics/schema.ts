import type { LocalDate } from "@/lib/kernel/time";

/** A figure of today is counted up to so many rows; days that are over are added up whole. */
export const LIVE_CAP = 100_000;

export type DayRange = {
  /** First and last day, both included, and the day the range before begins with. */
  readonly first: LocalDate;
  readonly last: LocalDate;
  readonly before: LocalDate;
};

export type DayFigures = {
  readonly day: LocalDate;
  readonly claimed: number;
  readonly used: number;
  /** Different members who won something that day. */
  readonly participants: number;
  readonly joined: number;
};
