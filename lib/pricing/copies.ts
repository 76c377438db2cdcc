import { byApplication, byStandIn } from "@/lib/pricing/application-order";
import type { Entry } from "@/lib/pricing/entry";
import type { Candidate } from "@/lib/pricing/shapes";
import { copiesAllowed, isExclusive } from "@/lib/pricing/stacking";
import { leastRanks, type Ranks, ranksOf } from "@/lib/pricing/tie-break";

/** A candidate that could be used alone, and what it would take off then. */
export type Usable = { readonly entry: Entry; readonly savingMinor: number };

/** Copies of one coupon under one version of its terms: which of them is used changes no price. */
export type Copies = {
  readonly first: Entry;
  /** In the order in which they are used. */
  readonly entries: readonly Entry[];
  /** Their ranks among all that could be used. */
  readonly ranks: () => CopiesRanks;
  readonly savingMinor: number;
  /** How many of its coupon these terms allow on the order, and how many of these could be used. */
  readonly allowed: number;
  readonly atMost: number;
};

/** The ranks of copies in the order in which they are used, and the lowest of each among them. */
export type CopiesRanks = { readonly each: readonly Ranks[]; readonly least: Ranks };

/** What `make` makes, made when it is first asked for: most carts have no two sets of equal saving, and ask no ranks. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function ranksAmong(entries: readonly Entry[], all: ReadonlyMap<Entry, Ranks>): CopiesRanks {
  const each = entries.flatMap((entry) => {
    const ranks = all.get(entry);
    return ranks ? [ranks] : [];
  });
  return { each, least: each.reduce(leastRanks) };
}

/** One group of copies, of which `group` are in the order of application. */
function copiesOf(
  group: readonly Usable[],
  all: () => ReadonlyMap<Entry, Ranks>,
  mostOnOrder: number,
): Copies[] {
  const entries = group.map(({ entry }) => entry);
  if (entries.length > 1) entries.sort(byStandIn);
  const [first] = entries;
  if (!first) return [];
  const allowed = isExclusive(first) ? 1 : Math.max(1, copiesAllowed(first));
  return [
    {
      first,
      entries,
      ranks: once(() => ranksAmong(entries, all())),
      savingMinor: Math.max(...group.map((one) => one.savingMinor)),
      allowed,
      atMost: Math.min(allowed, entries.length, mostOnOrder),
    },
  ];
}

const isSame = (a: Candidate, b: Candidate) => a.couponId === b.couponId && a.termsVersion === b.termsVersion;

/** The usable vouchers as groups of copies, in the order of application, in which copies are neighbours. */
export function groupCopies(usable: readonly Usable[], mostOnOrder: number): Copies[] {
  const ranks = once(() => ranksOf(usable.map(({ entry }) => entry)));
  const groups: Usable[][] = [];
  for (const one of usable.toSorted((a, b) => byApplication(a.entry, b.entry))) {
    const last = groups.at(-1);
    if (last?.[0] && isSame(last[0].entry.candidate, one.entry.candidate)) last.push(one);
    else groups.push([one]);
  }
  return groups.flatMap((group) => copiesOf(group, ranks, mostOnOrder));
}
