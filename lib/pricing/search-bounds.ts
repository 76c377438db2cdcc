import type { Copies } from "@/lib/pricing/copies";
import { isEarlier, lowestKey, type Ranks, type TieKey, tieKey } from "@/lib/pricing/tie-break";

/** Copies that may still join a set (by their place among the groups), and the most that one more could take off. */
export type Joiner = { readonly at: number; mostMinor: number };

/** The best set so far: its groups by their places; its key only once another set saves the same. */
export type Best = { readonly totalMinor: number; readonly chosen: readonly number[]; key: TieKey | null };

/** Puts what a joiner could take off, as often as its copies could be used, among the `count` largest, largest first. */
export function addTop(
  groups: readonly Copies[],
  joiner: Joiner | undefined,
  count: number,
  top: number[],
): void {
  if (joiner === undefined) return;
  const { at, mostMinor } = joiner;
  for (let copies = Math.min(groups[at]?.atMost ?? 0, count); copies > 0; copies--) {
    if (top.length < count) top.push(mostMinor);
    else if (mostMinor <= (top[count - 1] ?? 0)) return;
    let place = Math.min(top.length, count) - 1;
    for (; place > 0 && (top[place - 1] ?? 0) < mostMinor; place--) top[place] = top[place - 1] ?? 0;
    top[place] = mostMinor;
  }
}

/** The `count` largest amounts that joiners could take off, each as often as its copies could be used; largest first. */
export function topMost(groups: readonly Copies[], joiners: readonly Joiner[], count: number): number[] {
  const top: number[] = [];
  if (count > 0) for (const joiner of joiners) addTop(groups, joiner, count, top);
  return top;
}

/** `amounts` and `first` together. */
export function sumOf(amounts: readonly number[], first = 0): number {
  let sum = first;
  for (const amount of amounts) sum += amount;
  return sum;
}

/** The ranks of the first copies of each chosen group, as many as it was chosen. */
export function chosenRanks(groups: readonly Copies[], chosen: readonly number[]): Ranks[] {
  return chosen.flatMap((at, i) => {
    const ranks = groups[at]?.ranks().each[i - chosen.indexOf(at)];
    return ranks ? [ranks] : [];
  });
}

function keyOf(groups: readonly Copies[], best: Best): TieKey {
  best.key ??= tieKey(chosenRanks(groups, best.chosen));
  return best.key;
}

/** Whether a set of this total is better than the best. */
export function isBetter(
  best: Best,
  groups: readonly Copies[],
  totalMinor: number,
  chosen: readonly number[],
): boolean {
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
  groups: readonly Copies[],
  set: { readonly totalMinor: number; readonly chosen: readonly number[]; readonly payableMinor: number },
  joiners: readonly Joiner[],
  top: readonly number[],
): boolean {
  const wantedMinor = best.totalMinor - set.totalMinor;
  const mostMinor = Math.min(set.payableMinor, sumOf(top));
  if (mostMinor !== wantedMinor) return mostMinor > wantedMinor;
  let [more, sum] = [0, 0];
  while (sum < wantedMinor) sum += top[more++] ?? wantedMinor;
  const [number, count] = [set.chosen.length + more, best.chosen.length];
  if (number !== count) return number < count;
  const others = joiners.flatMap(({ at }) => {
    const group = groups[at];
    return group ? [[group.ranks().least, group.atMost] as const] : [];
  });
  return isEarlier(lowestKey(chosenRanks(groups, set.chosen), others, more), keyOf(groups, best));
}
