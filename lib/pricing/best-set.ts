import { type Copies, groupCopies, type Usable } from "@/lib/pricing/copies";
import type { Entry } from "@/lib/pricing/entry";
import type { Left } from "@/lib/pricing/left";
import {
  addTop,
  type Best,
  couldBeBetter,
  isBetter,
  type Joiner,
  sumOf,
  topMost,
} from "@/lib/pricing/search-bounds";
import { admitEachOther, areCopies, isExclusive } from "@/lib/pricing/stacking";
import { apply, weighTurn } from "@/lib/pricing/turn";

/** Sets examined at most; a count and never a time, so that the same input always gives the same quote. */
export const MOST_SETS = 200_000;

/** The best set; `optimal` is false where the search was cut off before it could know. */
export type BestSet = {
  readonly entries: readonly Entry[];
  readonly examined: number;
  readonly optimal: boolean;
};

/** The search: groups of copies in the order of application, and what it has found. Groups are named by their place. */
type Search = {
  readonly groups: readonly Copies[];
  readonly mostOnOrder: number;
  /** By place x place: 1 where the second may follow the first. */
  readonly together: Uint8Array;
  /** By place: the first place that has the same coupon. */
  readonly kin: Int32Array;
  best: Best;
  examined: number;
  cut: boolean;
};

/** A set of the search: who is in it, what each took off, what is left and who may join. */
type Found = {
  readonly left: Left;
  readonly totalMinor: number;
  readonly chosen: readonly number[];
  readonly offs: readonly number[];
  readonly joiners: readonly Joiner[];
};

/** A voucher that took something off at its turn. */
type Taker = { readonly at: number; readonly offMinor: number };

/** A set that a voucher has joined, and no less than what it and all that may still join could take off. */
type Branch = Taker & { readonly boundMinor: number };

function pairs(groups: readonly Copies[]): Uint8Array {
  const together = new Uint8Array(groups.length ** 2);
  const social = groups.flatMap(({ first }, at) => (isExclusive(first) ? [] : [{ first, at }]));
  for (const [i, a] of social.entries()) {
    const row = a.at * groups.length;
    for (let j = i + 1; j < social.length; j++) {
      const b = social[j];
      if (b && (admitEachOther(a.first, b.first) || areCopies(a.first, b.first))) together[row + b.at] = 1;
    }
  }
  return together;
}

function kinOf(groups: readonly Copies[]): Int32Array {
  const firsts = new Map<string, number>();
  return Int32Array.from(groups, ({ first }, at) => {
    const { couponId } = first.candidate;
    const found = firsts.get(couponId) ?? at;
    firsts.set(couponId, found);
    return found;
  });
}

function consider(search: Search, found: Found, { at, offMinor }: Taker): void {
  const totalMinor = found.totalMinor + offMinor;
  if (totalMinor < search.best.totalMinor) return;
  const chosen = [...found.chosen, at];
  if (isBetter(search.best, search.groups, totalMinor, chosen))
    search.best = { totalMinor, chosen, key: null };
}

/** Whether one more of the group at `at` is allowed with those chosen, as far as copies of its coupon go. */
function allowsCopy({ groups, kin }: Search, chosen: readonly number[], at: number): boolean {
  const group = groups[at];
  if (!group) return false;
  let limit = group.allowed;
  let [copies, same] = [0, 0];
  for (const other of chosen) {
    if (kin[other] !== kin[at]) continue;
    copies++;
    if (other === at) same++;
    limit = Math.min(limit, groups[other]?.allowed ?? limit);
  }
  return copies < limit && same < group.entries.length;
}

/** What the chosen vouchers of the group's coupon take off together; asked only where the coupon has a budget. */
function takenBy({ groups }: Search, { chosen, offs }: Found, { first }: Copies): number {
  if (first.candidate.budgetLeftMinor === null) return 0;
  let taken = 0;
  for (const [i, other] of chosen.entries()) {
    const one = groups[other];
    if (one && areCopies(one.first, first)) taken += offs[i] ?? 0;
  }
  return taken;
}

/** Whether a set that this joiner joins, and more of the others, could be better than the best. */
function isWorth(search: Search, found: Found, joiner: Joiner, top: readonly number[]): boolean {
  const { totalMinor, chosen, left } = found;
  const bound = sumOf(top, totalMinor + joiner.mostMinor);
  if (bound !== search.best.totalMinor) return bound > search.best.totalMinor;
  if (top.length > 0) return chosen.length < search.best.chosen.length;
  const set = { totalMinor, chosen, payableMinor: left.goodsMinor + left.deliveryMinor };
  return couldBeBetter(search.best, search.groups, set, [joiner], [joiner.mostMinor]);
}

/** Examines every set of one more voucher than `found`; those that took something off. */
function examine(search: Search, found: Found): Taker[] {
  const { left, chosen, joiners } = found;
  const others = topMost(search.groups, joiners, search.mostOnOrder - chosen.length - 1);
  const takers: Taker[] = [];
  for (const joiner of joiners) {
    const group = search.groups[joiner.at];
    if (!group || !isWorth(search, found, joiner, others)) continue;
    if (search.examined === MOST_SETS) {
      search.cut = true;
      return [];
    }
    search.examined++;
    const turn = weighTurn(group.first, left, takenBy(search, found, group));
    joiner.mostMinor = turn.mostMinor;
    if (turn.offMinor === 0) continue;
    const taker = { at: joiner.at, offMinor: turn.offMinor };
    consider(search, found, taker);
    takers.push(taker);
  }
  return takers;
}

/** Who may join once the group at `at` has: later in the order, standing with it, and able to take something off. */
function joinersAfter(search: Search, { chosen, joiners }: Found, at: number): Joiner[] {
  const { kin } = search;
  const set = [...chosen, at];
  const row = at * search.groups.length;
  const next: Joiner[] = [];
  for (const { at: other, mostMinor } of joiners) {
    if (mostMinor === 0 || (other !== at && search.together[row + other] !== 1)) continue;
    // Of another coupon no more are chosen than when it was let in.
    if (kin[other] === kin[at] && !allowsCopy(search, set, other)) continue;
    next.push({ at: other, mostMinor });
  }
  return next;
}

/**
 * The sets that takers have joined, the most promising first. Who comes later in the order is counted as if all of them stood
 * with the taker: who really does is looked at only where this leaves hope.
 */
function branchesOf(search: Search, found: Found, takers: readonly Taker[], slots: number): Branch[] {
  const { joiners, totalMinor } = found;
  const branches: Branch[] = [];
  const top: number[] = [];
  let at = joiners.length - 1;
  for (let n = takers.length - 1; n >= 0; n--) {
    const taker = takers[n];
    if (!taker) continue;
    for (; at >= 0 && (joiners[at]?.at ?? -1) >= taker.at; at--)
      addTop(search.groups, joiners[at], slots, top);
    const boundMinor = sumOf(top, taker.offMinor);
    if (totalMinor + boundMinor < search.best.totalMinor) continue;
    branches.push({ at: taker.at, offMinor: taker.offMinor, boundMinor });
  }
  const least = (one: Branch) => search.groups[one.at]?.ranks().least[0] ?? 0;
  return branches.sort((a, b) => b.boundMinor - a.boundMinor || least(a) - least(b) || a.at - b.at);
}

/** Examines every set that is `found` and more, the most promising branch first. */
function extend(search: Search, found: Found): void {
  const { left, chosen, offs } = found;
  const slots = search.mostOnOrder - chosen.length - 1;
  const takers = examine(search, found);
  if (slots === 0) return;
  for (const { at, offMinor, boundMinor } of branchesOf(search, found, takers, slots)) {
    if (search.cut || found.totalMinor + boundMinor < search.best.totalMinor) return;
    const group = search.groups[at];
    const next = joinersAfter(search, found, at);
    if (!group || next.length === 0) continue;
    const totalMinor = found.totalMinor + offMinor;
    const payableMinor = left.goodsMinor + left.deliveryMinor - offMinor;
    const set = { totalMinor, chosen: [...chosen, at], payableMinor };
    const top = topMost(search.groups, next, slots);
    if (!couldBeBetter(search.best, search.groups, set, next, top)) continue;
    const after = apply(group.first, left, offMinor);
    extend(search, { ...set, left: after, offs: [...offs, offMinor], joiners: next });
  }
}

/**
 * The set of section 8: among permitted sets in which every voucher takes something off and none is refused at its turn,
 * the largest total, the fewest vouchers, the earliest ends, issues and names. It searches depth first in the order of
 * application, so that each set is priced from the one it extends, and leaves out what cannot be better: with less left
 * no voucher takes more.
 */
export function findBestSet(root: Left, usable: readonly Usable[], mostOnOrder: number): BestSet {
  const groups = groupCopies(usable, mostOnOrder);
  const search: Search = {
    groups,
    mostOnOrder,
    together: pairs(groups),
    kin: kinOf(groups),
    best: { totalMinor: 0, chosen: [], key: null },
    examined: 0,
    cut: false,
  };
  const joiners = groups.map(({ savingMinor: mostMinor }, at) => ({ at, mostMinor }));
  if (mostOnOrder > 0) extend(search, { left: root, totalMinor: 0, chosen: [], offs: [], joiners });
  const { chosen } = search.best;
  const entries = chosen.flatMap((at, i) => groups[at]?.entries[i - chosen.indexOf(at)] ?? []);
  return { entries, examined: search.examined, optimal: !search.cut };
}
