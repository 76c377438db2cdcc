import type { Entry } from "@/lib/pricing/entry";

const stackingOf = (entry: Entry) => entry.candidate.terms.stacking;

/** Whether the two are copies of one coupon, whatever version of its terms they were issued under. */
export function areCopies(a: Entry, b: Entry): boolean {
  return a.candidate.couponId === b.candidate.couponId;
}

/** Whether it stands alone on the order. */
export function isExclusive(entry: Entry): boolean {
  return stackingOf(entry).exclusive;
}

function admits(a: Entry, b: Entry): boolean {
  const { stacksWith } = stackingOf(a);
  return stacksWith === "all" || stacksWith.includes(stackingOf(b).group ?? b.candidate.terms.benefit.type);
}

/** Whether vouchers of two coupons may stand together, exclusive ones aside: each one's list admits the other's group. */
export function admitEachOther(a: Entry, b: Entry): boolean {
  return admits(a, b) && admits(b, a);
}

/** How many vouchers of its coupon this copy allows on one order. */
export function copiesAllowed({ candidate }: Entry): number {
  const { maxUsesPerMember } = candidate.terms.conditions;
  const { maxPerOrder } = candidate.terms.stacking;
  return maxUsesPerMember === null ? maxPerOrder : Math.min(maxPerOrder, maxUsesPerMember - candidate.uses);
}

/** Whether these copies of one coupon are too many for one order; one alone never is. */
export function tooManyCopies(copies: readonly Entry[]): boolean {
  return copies.length > Math.max(1, Math.min(...copies.map(copiesAllowed)));
}

const nobody: readonly Entry[] = [];

/** Those of `others` because of which `entry` is refused as `exclusive`: all of them, or the exclusive ones. */
export function exclusiveWith(entry: Entry, others: readonly Entry[]): readonly Entry[] {
  if (isExclusive(entry)) return others;
  return others.some(isExclusive) ? others.filter(isExclusive) : nobody;
}

/** Whether neither lists nor copies are anything between the two. */
function standsWith(a: Entry, b: Entry): boolean {
  return !areCopies(a, b) && admitEachOther(a, b);
}

/**
 * Those of `others` with which `entry` does not stand: of other coupons by their lists, and all copies of its own
 * coupon where they are too many with it. A pair with an exclusive one is not meant here.
 */
export function disallowedWith(entry: Entry, others: readonly Entry[]): readonly Entry[] {
  if (isExclusive(entry) || others.every((other) => standsWith(entry, other))) return nobody;
  const copies = others.filter((other) => areCopies(entry, other));
  const crowded = copies.length > 0 && tooManyCopies([entry, ...copies]);
  return others.filter((other) => {
    if (isExclusive(other)) return false;
    return areCopies(entry, other) ? crowded : !admitEachOther(entry, other);
  });
}
