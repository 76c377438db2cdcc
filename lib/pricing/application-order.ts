import { byName, type Entry } from "@/lib/pricing/entry";
import type { BenefitType } from "@/lib/pricing/shapes";

const ranks: Record<BenefitType, number> = {
  product: 0,
  percent_off: 1,
  threshold_off: 2,
  amount_off: 3,
  delivery_off: 4,
  points: 5,
  cash: 5,
  generic: 5,
  external: 5,
};

const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The order in which vouchers apply (section 7): higher priority; product, percent, threshold, amount, delivery; coupon
 * id; terms version; earlier end; name. No two entries are equal in it.
 */
export function byApplication(a: Entry, b: Entry): number {
  const one = a.candidate;
  const two = b.candidate;
  return (
    compare(two.terms.stacking.priority, one.terms.stacking.priority) ||
    compare(ranks[one.terms.benefit.type], ranks[two.terms.benefit.type]) ||
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
