import { addDays, addHours, type Instant, localDate, startOfDay } from "@/lib/kernel/time";
import type { ItemStart } from "@/lib/packs/schema";

/** When a delivered coupon is good: `from <= t < until`. */
export type ItemWindow = { readonly from: Instant; readonly until: Instant };

/** How long a coupon may be good at all; null = open on that side. */
export type CouponBounds = { readonly from: Instant | null; readonly until: Instant | null };

/**
 * The window of a coupon delivered at `at`, days being days of `zone` (K2), counted as a coupon's own validity is: at once
 * or after hours it is good from that instant until the local midnight that ends `validDays` later; after days, for
 * `validDays` whole local days. It is counted from the delivery itself, so that a late one takes nothing from its member.
 * A coupon with fixed dates is never good beyond them. Null = nothing would be left of it.
 */
export function itemWindow(
  item: { readonly starts: ItemStart; readonly validDays: number },
  at: Instant,
  zone: string,
  bounds: CouponBounds,
): ItemWindow | null {
  const { from, until } = ownWindow(item.starts, item.validDays, at, zone);
  const begins = bounds.from && bounds.from > from ? bounds.from : from;
  const ends = bounds.until && bounds.until < until ? bounds.until : until;
  return begins < ends && at < ends ? { from: begins, until: ends } : null;
}

function ownWindow(starts: ItemStart, validDays: number, at: Instant, zone: string): ItemWindow {
  if (starts.type === "days") {
    const first = addDays(localDate(at, zone), starts.days);
    return { from: startOfDay(first, zone), until: startOfDay(addDays(first, validDays), zone) };
  }
  const from = starts.type === "hours" ? addHours(at, starts.hours) : at;
  return { from, until: startOfDay(addDays(localDate(from, zone), validDays + 1), zone) };
}
