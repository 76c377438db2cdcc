import { byName, type Entry } from "@/lib/pricing/entry";

const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The order in which vouchers apply (section 7): higher priority; product, percent, threshold, amount, delivery; coupon
 * id; terms version; earlier end; name. No two entries are equal in it.
 */
export function byApplication(a: Entry, b: Entry): number {
  const one = a.candidate;
  const two = b.candidate;
  return (
    compare(a.turn, b.turn) ||
    (one.couponId < two.couponId ? -1 : one.couponId > two.couponId ? 1 : 0) ||
    compare(one.termsVersion, two.termsVersion) ||
    compare(a.untilMs, b.untilMs) ||
    byName(a, b)
  );
}

/** How copies of one coupon stand in for each other: earlier end, earlier issue, lower name first (section 8). */
export function byStandIn(a: Entry, b: Entry): number {
  return compare(a.untilMs, b.untilMs) || compare(a.issuedMs, b.issuedMs) || byName(a, b);
}
