import { byName, type Entry } from "@/lib/pricing/entry";

/** Places of a voucher among all that could be used: by when it ends (none is last), was issued, and by name. */
export type Ranks = readonly [until: number, issued: number, name: number];

/** The sorted ranks of a set: the three lists that decide between sets of equal saving and number (section 8). */
export type TieKey = readonly [readonly number[], readonly number[], readonly number[]];

/** The rank of each value, by the value. */
function places(values: readonly number[]): ReadonlyMap<number, number> {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  return new Map(distinct.map((value, rank) => [value, rank]));
}

/** The ranks of each entry; equal ends and issues have equal ranks, names never. */
export function ranksOf(entries: readonly Entry[]): Map<Entry, Ranks> {
  const untils = places(entries.map(({ untilMs }) => untilMs));
  const issues = places(entries.map(({ issuedMs }) => issuedMs));
  const ranks = new Map<Entry, Ranks>();
  for (const [name, entry] of entries.toSorted(byName).entries())
    ranks.set(entry, [untils.get(entry.untilMs) ?? 0, issues.get(entry.issuedMs) ?? 0, name]);
  return ranks;
}

/** The lower of two in each of the three. */
export function leastRanks(a: Ranks, b: Ranks): Ranks {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.min(a[2], b[2])];
}

/** The key of a set by the ranks of its vouchers. */
export function tieKey(set: readonly Ranks[]): TieKey {
  const list = (place: 0 | 1 | 2) => set.map((ranks) => ranks[place]).sort((a, b) => a - b);
  return [list(0), list(1), list(2)];
}

/** The lowest key that `count` more of `others` could give a set, each list by itself; each may be taken `times`. */
export function lowestKey(
  set: readonly Ranks[],
  others: Iterable<readonly [ranks: Ranks, times: number]>,
  count: number,
): TieKey {
  const lists: [number[], number[], number[]] = [[], [], []];
  for (const [ranks, times] of others) {
    lists.forEach((list, place) => {
      const rank = ranks[place] ?? 0;
      for (let n = Math.min(times, count); n > 0; n--) {
        if (list.length === count && rank >= (list[count - 1] ?? 0)) break;
        if (list.length === count) list.pop();
        let at = list.length;
        while (at > 0 && (list[at - 1] ?? 0) > rank) at--;
        list.splice(at, 0, rank);
      }
    });
  }
  const [a, b, c] = tieKey(set);
  const merged = (one: readonly number[], more: readonly number[]) => [...one, ...more].sort((x, y) => x - y);
  return [merged(a, lists[0]), merged(b, lists[1]), merged(c, lists[2])];
}

/** Whether the first of two keys of as many vouchers decides for its set. */
export function isEarlier(a: TieKey, b: TieKey): boolean {
  for (const [place, list] of a.entries()) {
    for (const [i, rank] of list.entries()) {
      const other = b[place]?.[i] ?? 0;
      if (rank !== other) return rank < other;
    }
  }
  return false;
}
