import { type Copies, type Groups, groupCopies, type Usable } from "@/lib/pricing/copies";
import type { Entry } from "@/lib/pricing/entry";
import type { Left } from "@/lib/pricing/left";
import {
  addHope,
  type Best,
  couldBeBetter,
  isBetter,
  type Joiners,
  joinersOf,
  mostOf,
  noHope,
  sumOf,
  topMost,
} from "@/lib/pricing/search-bounds";
import { admitEachOther, areCopies, isExclusive } from "@/lib/pricing/stacking";
import { apply, isDelivery, isForbidden, mostAt, offAt } from "@/lib/pricing/turn";

/** Sets examined at most; a count and never a time, so that the same input always gives the same quote. */
export const MOST_SETS = 200_000;

/** The best set; `optimal` is false where the search was cut off before it could know. */
export type BestSet = {
  readonly entries: readonly Entry[];
  readonly examined: number;
  readonly optimal: boolean;
};

/**
 * The search: groups of copies in the order of application, and what it has found. Groups are named by their place. It goes
 * depth first: what it keeps of the set it is at, and of those that this one extends, lies in columns that are used again.
 */
type Search = {
  readonly groups: Groups;
  readonly copies: readonly Copies[];
  readonly mostOnOrder: number;
  /** By place: 1 at each place that may follow it; made when it is first asked for. */
  readonly together: (Uint8Array | undefined)[];
  /** By place: the first place that has the same coupon. */
  readonly kin: readonly number[];
  /** The set it is at: who is in it, and what each took off. */
  readonly chosen: number[];
  readonly offs: number[];
  best: Best;
  examined: number;
  cut: boolean;
};

function rowOf({ copies }: Search, at: number): Uint8Array {
  const row = new Uint8Array(copies.length);
  const first = copies[at]?.first;
  if (!first || isExclusive(first)) return row;
  for (let other = at + 1; other < copies.length; other++) {
    const next = copies[other]?.first;
    if (!next || isExclusive(next)) continue;
    if (admitEachOther(first, next) || areCopies(first, next)) row[other] = 1;
  }
  return row;
}

function kinOf(copies: readonly Copies[]): number[] {
  const firsts = new Map<string, number>();
  return copies.map(({ first }, at) => {
    const { couponId } = first.candidate;
    const found = firsts.get(couponId);
    if (found === undefined) firsts.set(couponId, at);
    return found ?? at;
  });
}

/** Takes the set that the group at `at` makes of the one it is at, where it is better than the best. */
function consider(search: Search, totalMinor: number, at: number): void {
  if (totalMinor < search.best.totalMinor) return;
  const chosen = [...search.chosen, at];
  if (isBetter(search.best, search.groups, totalMinor, chosen))
    search.best = { totalMinor, chosen, key: null };
}

/** Whether the group at `at` may be used once more with those chosen, as far as copies of its coupon go. */
function allowsCopy({ copies, kin, chosen }: Search, at: number): boolean {
  const group = copies[at];
  if (!group) return false;
  let limit = group.allowed;
  let [used, same] = [0, 0];
  for (const other of chosen) {
    if (kin[other] !== kin[at]) continue;
    used++;
    if (other === at) same++;
    limit = Math.min(limit, copies[other]?.allowed ?? limit);
  }
  return used < limit && same < group.entries.length;
}

/** What the chosen vouchers of the group's coupon take off together; asked only where the coupon has a budget. */
function takenBy({ copies, chosen, offs }: Search, { first }: Copies): number {
  if (first.candidate.budgetLeftMinor === null) return 0;
  let taken = 0;
  for (const [i, other] of chosen.entries()) {
    const one = copies[other];
    if (one && areCopies(one.first, first)) taken += offs[i] ?? 0;
  }
  return taken;
}

/** What those who join after a joiner could take off at most, and whether any could. */
type Others = { readonly sumMinor: number; readonly any: boolean };

/** Whether a set that a joiner joins, and more of the others, could be better than the best. */
function isWorth(
  { best, groups, chosen }: Search,
  left: Left,
  totalMinor: number,
  at: number,
  mostMinor: number,
  others: Others,
): boolean {
  const boundMinor = totalMinor + mostMinor + others.sumMinor;
  if (boundMinor !== best.totalMinor) return boundMinor > best.totalMinor;
  if (others.any) return chosen.length < best.chosen.length;
  const payableMinor = left.goodsMinor + left.deliveryMinor;
  return couldBeBetter(best, groups, { totalMinor, chosen, payableMinor }, { at: [at], count: 1 }, [
    mostMinor,
  ]);
}

/**
 * Examines every set of one more voucher than the one it is at: what each takes off, and could take off later. `top` are the
 * largest amounts of as many joiners as there is room for; it is used up.
 */
function examine(search: Search, joiners: Joiners, left: Left, totalMinor: number, top: number[]): void {
  // One of the places is the joiner's own.
  if (top.length === search.mostOnOrder - search.chosen.length) top.pop();
  const others = { sumMinor: sumOf(top), any: top.length > 0 };
  for (let i = 0; i < joiners.count; i++) {
    const at = joiners.at[i] ?? 0;
    const group = search.copies[at];
    joiners.off[i] = 0;
    if (!group || !isWorth(search, left, totalMinor, at, joiners.most[i] ?? 0, others)) continue;
    if (search.examined === MOST_SETS) {
      search.cut = true;
      return;
    }
    search.examined++;
    const offMinor = offAt(group.first, left);
    const takenMinor = takenBy(search, group);
    joiners.most[i] = mostAt(group.first, offMinor, takenMinor);
    if (offMinor === 0 || isForbidden(group.first, left, offMinor, takenMinor)) continue;
    joiners.off[i] = offMinor;
    consider(search, totalMinor + offMinor, at);
  }
}

/** Puts down who may join once the `i`th of `joiners` has: later in the order, standing with it, able to take something off. */
function letJoin(search: Search, joiners: Joiners, i: number, next: Joiners): void {
  const { kin } = search;
  const at = joiners.at[i] ?? 0;
  search.together[at] ??= rowOf(search, at);
  const row = search.together[at];
  next.count = 0;
  for (let j = i; j < joiners.count; j++) {
    const other = joiners.at[j] ?? 0;
    const mostMinor = joiners.most[j] ?? 0;
    if (mostMinor === 0 || (other !== at && row?.[other] !== 1)) continue;
    // Of another coupon no more are chosen than when it was let in.
    if (kin[other] === kin[at] && !allowsCopy(search, other)) continue;
    next.at[next.count] = other;
    next.most[next.count] = mostMinor;
    next.count++;
  }
}

/**
 * Bounds for each set that a taker joins: no less than what it and all that may still join could take off. Who comes later in
 * the order is counted as if all of them stood with the taker: who really does is looked at only where this leaves hope.
 */
function boundBranches(search: Search, joiners: Joiners, left: Left, slots: number): void {
  const hope = noHope();
  for (let i = joiners.count - 1; i >= 0; i--) {
    addHope(search.copies, joiners, i, slots, hope);
    const offMinor = joiners.off[i] ?? 0;
    const first = search.copies[joiners.at[i] ?? 0]?.first;
    const ofGoods = first && !isDelivery(first) ? offMinor : 0;
    joiners.bound[i] = offMinor === 0 ? 0 : offMinor + mostOf(hope, left.goodsMinor - ofGoods, slots);
  }
}

/** The most promising branch that is not done with; -1 where none is. */
function nextBranch(search: Search, { count, at, off, bound }: Joiners): number {
  let found = -1;
  let most = -1;
  for (let i = 0; i < count; i++) {
    if (off[i] === 0) continue;
    const one = bound[i] ?? 0;
    if (one < most || (one === most && !endsEarlier(search, at[i] ?? 0, at[found] ?? 0))) continue;
    found = i;
    most = one;
  }
  return found;
}

function endsEarlier({ copies }: Search, at: number, other: number): boolean {
  return (copies[at]?.first.untilMs ?? 0) < (copies[other]?.first.untilMs ?? 0);
}

/** Examines every set that is one of `joiners` joined to the one it is at, and more, the most promising branch first. */
function extend(search: Search, joiners: Joiners, left: Left, totalMinor: number): void {
  const { copies, chosen, offs, mostOnOrder } = search;
  const slots = mostOnOrder - chosen.length - 1;
  if (slots === 0) return;
  boundBranches(search, joiners, left, slots);
  const next = joinersOf(chosen.length + 1, copies.length);
  for (let i = nextBranch(search, joiners); i >= 0 && !search.cut; i = nextBranch(search, joiners)) {
    if (totalMinor + (joiners.bound[i] ?? 0) < search.best.totalMinor) return;
    const at = joiners.at[i] ?? 0;
    const offMinor = joiners.off[i] ?? 0;
    joiners.off[i] = 0;
    chosen.push(at);
    offs.push(offMinor);
    letJoin(search, joiners, i, next);
    const first = copies[at]?.first;
    const after = totalMinor + offMinor;
    const payableMinor = left.goodsMinor + left.deliveryMinor - offMinor;
    const top = topMost(copies, next, slots);
    if (first && couldExtend(search, next, { totalMinor: after, chosen, payableMinor }, top)) {
      const rest = apply(first, left, offMinor);
      examine(search, next, rest, after, top);
      extend(search, next, rest, after);
    }
    chosen.pop();
    offs.pop();
  }
}

function couldExtend(
  { best, groups }: Search,
  next: Joiners,
  set: Parameters<typeof couldBeBetter>[2],
  top: readonly number[],
): boolean {
  return next.count > 0 && couldBeBetter(best, groups, set, next, top);
}

/** Every voucher alone, as it was priced before the search: the first sets of all. */
function startAlone(search: Search): Joiners {
  const { copies } = search;
  const joiners = joinersOf(0, copies.length);
  joiners.count = copies.length;
  search.examined = copies.length;
  for (const [at, { savingMinor }] of copies.entries()) {
    joiners.at[at] = at;
    joiners.most[at] = savingMinor;
    joiners.off[at] = savingMinor;
    consider(search, savingMinor, at);
  }
  return joiners;
}

/**
 * The set of section 8: among permitted sets in which every voucher takes something off and none is refused at its turn,
 * the largest total, the fewest vouchers, the earliest ends, issues and names. It searches depth first in the order of
 * application, so that each set is priced from the one it extends, and leaves out what cannot be better: with less left
 * no voucher takes more.
 */
export function findBestSet(root: Left, usable: readonly Usable[], mostOnOrder: number): BestSet {
  const groups = groupCopies(usable, mostOnOrder);
  const { copies } = groups;
  const search: Search = {
    ...{ groups, copies, mostOnOrder, together: [], kin: kinOf(copies), chosen: [], offs: [] },
    best: { totalMinor: 0, chosen: [], key: null },
    examined: 0,
    cut: false,
  };
  if (mostOnOrder > 0) extend(search, startAlone(search), root, 0);
  const { chosen } = search.best;
  const entries = chosen.flatMap((at, i) => copies[at]?.entries[i - chosen.indexOf(at)] ?? []);
  return { entries, examined: search.examined, optimal: !search.cut };
}
