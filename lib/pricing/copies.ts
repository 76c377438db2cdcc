import { byApplication, byStandIn } from "@/lib/pricing/application-order";
import type { Entry } from "@/lib/pricing/entry";
import { copiesAllowed, isExclusive } from "@/lib/pricing/stacking";
import { leastRanks, type Ranks, ranksOf } from "@/lib/pricing/tie-break";

/** A candidate that could be used alone, and what it would take off then. */
export type Usable = { readonly entry: Entry; readonly savingMinor: number };

/** Copies of one coupon under one version of its terms: which of them is used changes no price. */
export type Copies = {
  readonly first: Entry;
  /** In the order in which they are used, and their ranks. */
  readonly entries: readonly Entry[];
  readonly ranks: readonly Ranks[];
  /** The lowest of each rank among them. */
  readonly least: Ranks;
  readonly savingMinor: number;
  /** How many of its coupon these terms allow on the order, and how many of these could be used. */
  readonly allowed: number;
  readonly atMost: number;
};

function copiesOf(group: readonly Usable[], ranks: ReadonlyMap<Entry, Ranks>, mostOnOrder: number): Copies[] {
  const entries = group.map(({ entry }) => entry).sort(byStandIn);
  const own = entries.flatMap((entry) =>
    [ranks.get(entry) ?? []].filter((one): one is Ranks => one.length > 0),
  );
  const [[first], [rank]] = [entries, own];
  if (!first || !rank) return [];
  const allowed = isExclusive(first) ? 1 : Math.max(1, copiesAllowed(first));
  return [
    {
      first,
      entries,
      ranks: own,
      least: own.reduce(leastRanks, rank),
      savingMinor: Math.max(...group.map((one) => one.savingMinor)),
      allowed,
      atMost: Math.min(allowed, entries.length, mostOnOrder),
    },
  ];
}

/** The usable vouchers as groups of copies, in the order of application. */
export function groupCopies(usable: readonly Usable[], mostOnOrder: number): Copies[] {
  const ranks = ranksOf(usable.map(({ entry }) => entry));
  const groups = new Map<string, Usable[]>();
  for (const one of usable) {
    const key = `${one.entry.candidate.termsVersion} ${one.entry.candidate.couponId}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()]
    .flatMap((group) => copiesOf(group, ranks, mostOnOrder))
    .sort((a, b) => byApplication(a.first, b.first));
}
