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
  /** A local day, or an hour as `partsOf` calls it. */
  readonly day: string;
  readonly claimed: number;
  readonly used: number;
  /** Different members who won something that day. */
  readonly participants: number;
  readonly joined: number;
};

/** So many orders with coupons are added up at most, the latest first: half a second of reading one index. */
export const ORDER_CAP = 500_000;

/** What orders with coupons came to on one day, in minor units of the merchant's currency. */
export type DaySales = {
  /** A local day, or an hour as `partsOf` calls it. */
  readonly day: string;
  /** What coupons took off, goods and delivery. */
  readonly discountMinor: number;
  /** Paid, less what was given back since. */
  readonly salesMinor: number;
};

/** What came of an activity (A13); views and visitors of a channel are the openings of its links. */
export type ActivityFigures = {
  views: number;
  visitors: number;
  /** Members who won something in it for the first time. */
  participants: number;
  issued: number;
  used: number;
  /** Paid with its coupons, in the merchant's currency, without those that were given back in full. */
  orders: number;
  /** What they came to, less what was given back since. */
  salesMinor: number;
};

/** Those of one channel; of none, where `channel` is empty. */
export type ActivityPart = ActivityFigures & { readonly channel: string };
