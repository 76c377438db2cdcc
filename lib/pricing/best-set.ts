import { type Copies, groupCopies, type Usable } from "@/lib/pricing/copies";
import type { Entry } from "@/lib/pricing/entry";
import type { Left } from "@/lib/pricing/left";
import { admitEachOther, areCopies, isExclusive } from "@/lib/pricing/stacking";
import { byTieBreak } from "@/lib/pricing/tie-break";
import { apply, weighTurn } from "@/lib/pricing/turn";

/** Sets examined at most; a count and never a time, so that the same input always gives the same quote. */
export const MOST_SETS = 200_000;

/** The best set; `optimal` is false where the search was cut off before it could know. */
export type BestSet = {
  readonly entries: readonly Entry[];
  readonly examined: number;
  readonly optimal: boolean;
};

/** Copies that may still join a set, and the most that one more of them could take off. */
type Joiner = { readonly at: number; mostMinor: number };

/** A set that a voucher has joined: by what, what it took off, who may join next and the most they could take off. */
type Branch = {
  readonly at: number;
  readonly offMinor: number;
  readonly next: Joiner[];
  readonly boundMinor: number;
};

/** The search: groups of copies in the order of application, and what it has found. Groups are named by their place. */
type Search = {
  readonly groups: readonly Copies[];
  readonly mostOnOrder: number;
  /** By place x place: 1 where the second may follow the first. */
  readonly together: Uint8Array;
  best: { totalMinor: number; entries: readonly Entry[] };
  examined: number;
  cut: boolean;
};

function pairs(groups: readonly Copies[]): Uint8Array {
  const together = new Uint8Array(groups.length ** 2);
  groups.forEach(({ first: a }, i) => {
    for (let j = i + 1; j < groups.length; j++) {
      const b = groups[j]?.first;
      if (!b || isExclusive(a) || isExclusive(b)) continue;
      if (areCopies(a, b) || admitEachOther(a, b)) together[i * groups.length + j] = 1;
    }
  });
  return together;
}

/** Whether a set of this total and number, or one bounded by it, could be better than the best: ties included. */
function isWorth({ best }: Search, totalMinor: number, count: number): boolean {
  return totalMinor === best.totalMinor ? count <= best.entries.length : totalMinor > best.totalMinor;
}

/** The first copies of each chosen group, as many as it was chosen. */
function entriesOf({ groups }: Search, chosen: readonly number[]): Entry[] {
  return chosen.flatMap((at, i) => {
    const earlier = chosen.indexOf(at);
    return groups[at]?.entries[i - earlier] ?? [];
  });
}

function consider(search: Search, chosen: readonly number[], totalMinor: number): void {
  const { best } = search;
  if (!isWorth(search, totalMinor, chosen.length)) return;
  const entries = entriesOf(search, chosen);
  const tie = totalMinor === best.totalMinor && entries.length === best.entries.length;
  if (!tie || byTieBreak(entries, best.entries) < 0) search.best = { totalMinor, entries };
}

/** The sum of the `count` largest amounts, each as often as its copies could be used. */
function topSum({ groups }: Search, joiners: readonly Joiner[], count: number): number {
  const top: number[] = [];
  for (const { at, mostMinor } of joiners) {
    for (let copies = Math.min(groups[at]?.atMost ?? 0, count); copies > 0; copies--) {
      if (top.length === count) {
        if (mostMinor <= (top[count - 1] ?? 0)) break;
        top.pop();
      }
      let place = top.length;
      while (place > 0 && (top[place - 1] ?? 0) < mostMinor) place--;
      top.splice(place, 0, mostMinor);
    }
  }
  return top.reduce((sum, most) => sum + most, 0);
}

/** Whether one more of the group at `at` is allowed with those chosen, as far as copies of its coupon go. */
function allowsCopy({ groups }: Search, chosen: readonly number[], at: number): boolean {
  const group = groups[at];
  if (!group) return false;
  let [limit, copies, same] = [group.allowed, 0, 0];
  for (const other of chosen) {
    const one = groups[other];
    if (!one || !areCopies(one.first, group.first)) continue;
    copies++;
    if (other === at) same++;
    limit = Math.min(limit, one.allowed);
  }
  return copies < limit && same < group.entries.length;
}

/** What the chosen vouchers of the group's coupon take off, in the order in which they were chosen. */
function takenBy({ groups }: Search, chosen: readonly number[], offs: readonly number[], at: number): number {
  const group = groups[at];
  let taken = 0;
  if (!group || group.first.candidate.budgetLeftMinor === null) return taken;
  for (const [i, other] of chosen.entries()) {
    const one = groups[other];
    if (one && areCopies(one.first, group.first)) taken += offs[i] ?? 0;
  }
  return taken;
}

/** A set of the search: who is in it, what each took off, what is left and who may join. */
type Found = {
  readonly left: Left;
  readonly totalMinor: number;
  readonly chosen: readonly number[];
  readonly offs: readonly number[];
  readonly joiners: readonly Joiner[];
};

/** Examines every set of one more voucher than `found`; those that took something off. */
function examine(search: Search, found: Found): { readonly at: number; readonly offMinor: number }[] {
  const { left, totalMinor, chosen, offs, joiners } = found;
  const slots = search.mostOnOrder - chosen.length;
  const restMinor = slots > 1 ? topSum(search, joiners, slots - 1) : 0;
  const longer: { readonly at: number; readonly offMinor: number }[] = [];
  for (const joiner of joiners) {
    const group = search.groups[joiner.at];
    if (!group || !isWorth(search, totalMinor + joiner.mostMinor + restMinor, chosen.length + 1)) continue;
    if (search.examined === MOST_SETS) {
      search.cut = true;
      return [];
    }
    search.examined++;
    const turn = weighTurn(group.first, left, takenBy(search, chosen, offs, joiner.at));
    joiner.mostMinor = turn.mostMinor;
    if (turn.offMinor === 0) continue;
    consider(search, [...chosen, joiner.at], totalMinor + turn.offMinor);
    longer.push({ at: joiner.at, offMinor: turn.offMinor });
  }
  return longer;
}

/** Who may join once the group at `at` has: later in the order, standing with it, and able to take something off. */
function joinersAfter(search: Search, { chosen, joiners }: Found, at: number): Joiner[] {
  const next = [...chosen, at];
  return joiners.flatMap((joiner) => {
    const follows = joiner.at === at || search.together[at * search.groups.length + joiner.at] === 1;
    return follows && joiner.mostMinor > 0 && allowsCopy(search, next, joiner.at) ? [{ ...joiner }] : [];
  });
}

/** Examines every set that is `found` and more, the most promising branch first. */
function extend(search: Search, found: Found): void {
  const { left, totalMinor, chosen, offs } = found;
  const slots = search.mostOnOrder - chosen.length - 1;
  const longer = examine(search, found);
  if (slots === 0) return;
  const branches = longer.flatMap(({ at, offMinor }): Branch[] => {
    const next = joinersAfter(search, found, at);
    const payable = left.goodsMinor + left.deliveryMinor - offMinor;
    const boundMinor = totalMinor + offMinor + Math.min(topSum(search, next, slots), payable);
    return next.length > 0 ? [{ at, offMinor, next, boundMinor }] : [];
  });
  branches.sort((a, b) => b.boundMinor - a.boundMinor || a.at - b.at);
  for (const { at, offMinor, next, boundMinor } of branches) {
    const group = search.groups[at];
    if (search.cut || !group || !isWorth(search, boundMinor, chosen.length + 2)) continue;
    extend(search, {
      left: apply(group.first, left, offMinor),
      totalMinor: totalMinor + offMinor,
      chosen: [...chosen, at],
      offs: [...offs, offMinor],
      joiners: next,
    });
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
    best: { totalMinor: 0, entries: [] },
    examined: 0,
    cut: false,
  };
  const joiners = groups.map(({ savingMinor: mostMinor }, at) => ({ at, mostMinor }));
  if (mostOnOrder > 0) extend(search, { left: root, totalMinor: 0, chosen: [], offs: [], joiners });
  return { entries: search.best.entries, examined: search.examined, optimal: !search.cut };
}
