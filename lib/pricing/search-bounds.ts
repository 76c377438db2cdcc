import type { Copies, Groups } from "@/lib/pricing/copies";
import { isEarlier, lowestKey, type Ranks, type TieKey, tieKey } from "@/lib/pricing/tie-break";

/**
 * Who may still join a set, in the order of application: columns of which the first `count` are in use. Groups of copies by
 * their place; the most that one more of each could take off; what it takes off if it is the next, nought where it takes
 * nothing or is done with; and no less than it and all that may join after it could take off.
 */
export type Joiners = {
  count: number;
  readonly at: number[];
  readonly most: number[];
  readonly off: number[];
  readonly bound: number[];
};

/** By how many are in the set that they join. One search writes over what the one before has left: each runs to its end. */
const kept: Joiners[] = [];

/** Room for so many joiners of a set of `chosen`, with nobody among them. */
export function joinersOf(chosen: number, size: number): Joiners {
  const column = () => Array.from({ length: Math.max(64, size) }, () => 0);
  let own = kept[chosen];
  if (!own || own.at.length < size) {
    own = { count: 0, at: column(), most: column(), off: column(), bound: column() };
    kept[chosen] = own;
  }
  own.count = 0;
  return own;
}

/** The best set so far: its groups by their places; its key only once another set saves the same. */
export type Best = { readonly totalMinor: number; readonly chosen: readonly number[]; key: TieKey | null };

/** Puts an amount, as often as `copies` says, among the `count` largest, largest first. */
export function addTop(top: number[], amount: number, copies: number, count: number): void {
  for (let left = Math.min(copies, count); left > 0; left--) {
    if (top.length < count) top.push(amount);
    else if (amount <= (top[count - 1] ?? 0)) return;
    let place = top.length - 1;
    for (; place > 0 && (top[place - 1] ?? 0) < amount; place--) top[place] = top[place - 1] ?? 0;
    top[place] = amount;
  }
}

/** The `count` largest amounts that joiners could take off, each as often as its copies could be used; largest first. */
export function topMost(groups: readonly Copies[], { count, at, most }: Joiners, slots: number): number[] {
  const top: number[] = [];
  if (slots > 0)
    for (let i = 0; i < count; i++) addTop(top, most[i] ?? 0, groups[at[i] ?? 0]?.atMost ?? 0, slots);
  return top;
}

/**
 * What the best of some joiners could take off, largest first: shares of all that is left of the goods, which lessen each
 * other, and amounts of any other kind.
 */
export type Hope = { readonly shares: number[]; readonly amounts: number[] };
export const noHope = (): Hope => ({ shares: [], amounts: [] });

/** Puts the `i`th joiner among the `slots` best of either kind. */
export function addHope(
  groups: readonly Copies[],
  { at, most }: Joiners,
  i: number,
  slots: number,
  hope: Hope,
): void {
  const group = groups[at[i] ?? 0];
  const mostMinor = most[i] ?? 0;
  if (!group || mostMinor === 0) return;
  if (group.share > 0) addTop(hope.shares, group.share, group.atMost, slots);
  else addTop(hope.amounts, mostMinor, group.atMost, slots);
}

/**
 * No less than `slots` of them could take off together where `goodsMinor` of the goods is left. Shares take most where they
 * come before all else and none was lessened but by another share: then what is left is what each leaves of it. Each is rounded
 * up by half a unit at most, for which a whole one is counted.
 */
export function mostOf({ shares, amounts }: Hope, goodsMinor: number, slots: number): number {
  let others = sumOf(amounts);
  let [most, leftMinor] = [others, goodsMinor];
  for (let n = 1; n <= shares.length; n++) {
    // With one more share there is room for one amount less.
    if (amounts.length > slots - n) others -= amounts[slots - n] ?? 0;
    leftMinor *= 1 - (shares[n - 1] ?? 0);
    most = Math.max(most, Math.ceil(goodsMinor - leftMinor) + n + others);
  }
  return most;
}

/** All of them together. */
export function sumOf(amounts: readonly number[]): number {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return sum;
}

/** The ranks of the first copies of each chosen group, as many as it was chosen. */
export function chosenRanks(groups: Groups, chosen: readonly number[]): Ranks[] {
  return chosen.flatMap(
    (at, i) =>
      groups
        .ranks()
        [at]?.each.slice(i - chosen.indexOf(at))
        .slice(0, 1) ?? [],
  );
}

function keyOf(groups: Groups, best: Best): TieKey {
  best.key ??= tieKey(chosenRanks(groups, best.chosen));
  return best.key;
}

/** Whether a set of this total is better than the best. */
export function isBetter(best: Best, groups: Groups, totalMinor: number, chosen: readonly number[]): boolean {
  if (totalMinor !== best.totalMinor) return totalMinor > best.totalMinor;
  if (chosen.length !== best.chosen.length) return chosen.length < best.chosen.length;
  return isEarlier(tieKey(chosenRanks(groups, chosen)), keyOf(groups, best));
}

/**
 * Whether a set with more of `joiners`, whose largest amounts are `top`, could be better than the best: by its total, by
 * fewer vouchers, or by what decides between sets of equal saving and number.
 */
export function couldBeBetter(
  best: Best,
  groups: Groups,
  set: { readonly totalMinor: number; readonly chosen: readonly number[]; readonly payableMinor: number },
  joiners: Pick<Joiners, "at" | "count">,
  top: readonly number[],
): boolean {
  const wantedMinor = best.totalMinor - set.totalMinor;
  const mostMinor = Math.min(set.payableMinor, sumOf(top));
  if (mostMinor !== wantedMinor) return mostMinor > wantedMinor;
  let [more, sum] = [0, 0];
  while (sum < wantedMinor) sum += top[more++] ?? wantedMinor;
  const [number, count] = [set.chosen.length + more, best.chosen.length];
  if (number !== count) return number < count;
  const ranks = groups.ranks();
  const others = joiners.at.slice(0, joiners.count).flatMap((at) => {
    const [own, group] = [ranks[at], groups.copies[at]];
    return own && group ? [[own.least, group.atMost] as const] : [];
  });
  return isEarlier(lowestKey(chosenRanks(groups, set.chosen), others, more), keyOf(groups, best));
}
