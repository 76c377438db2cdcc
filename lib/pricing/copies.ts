import { byApplication, byStandIn } from "@/lib/pricing/application-order";
import type { Entry } from "@/lib/pricing/entry";
import { copiesAllowed, isExclusive } from "@/lib/pricing/stacking";
import { leastRanks, type Ranks, ranksOf } from "@/lib/pricing/tie-break";

/** A candidate that could be used alone, and what it would take off then. */
export type Usable = { readonly entry: Entry; readonly savingMinor: number };

/** Copies of one coupon under one version of its terms: which of them is used changes no price. */
export type Copies = {
  readonly first: Entry;
  /** In the order in which they are used. */
  readonly entries: readonly Entry[];
  /** What the first takes off alone. */
  readonly savingMinor: number;
  /** How many of its coupon these terms allow on the order, and how many of these could be used. */
  readonly allowed: number;
  readonly atMost: number;
  /** The part of all that is left of the goods that each takes off, 0 to 1; 0 where that is not all there is to say of it. */
  readonly share: number;
};

/** The ranks of copies in the order in which they are used, and the lowest of each among them. */
export type CopiesRanks = { readonly each: readonly Ranks[]; readonly least: Ranks };

/** All that could be used, as groups of copies in the order of application. A group is named by its place. */
export type Groups = {
  readonly copies: readonly Copies[];
  /** By place, among all that could be used; made when first asked for: most carts have no two sets of equal saving. */
  readonly ranks: () => readonly CopiesRanks[];
};

function ranksAmong(entries: readonly Entry[], all: ReadonlyMap<Entry, Ranks>): CopiesRanks {
  const each = entries.flatMap((entry) => {
    const ranks = all.get(entry);
    return ranks ? [ranks] : [];
  });
  return { each, least: each.reduce(leastRanks) };
}

/** Of a rate of the whole cart: its cap is none that counts where it does not count now, with all there is to take from. */
function shareOf({ candidate, scope }: Entry, savingMinor: number): number {
  const { benefit } = candidate.terms;
  if (benefit.type !== "percent_off" || scope.lines.length < scope.has.length) return 0;
  return savingMinor < (benefit.maxOffMinor ?? Number.POSITIVE_INFINITY) ? benefit.bps / 10_000 : 0;
}

function copiesOf(group: [Usable, ...Usable[]], mostOnOrder: number): Copies {
  if (group.length > 1) group.sort((a, b) => byStandIn(a.entry, b.entry));
  const [{ entry: first, savingMinor }] = group;
  const entries = group.map(({ entry }) => entry);
  const allowed = isExclusive(first) ? 1 : Math.max(1, copiesAllowed(first));
  const atMost = Math.min(allowed, entries.length, mostOnOrder);
  return { first, entries, savingMinor, allowed, atMost, share: shareOf(first, savingMinor) };
}

function isSame(a: Usable, b: Usable): boolean {
  const [one, two] = [a.entry.candidate, b.entry.candidate];
  return one.couponId === two.couponId && one.termsVersion === two.termsVersion;
}

/** The usable vouchers as groups of copies, which are neighbours in the order of application. */
export function groupCopies(usable: readonly Usable[], mostOnOrder: number): Groups {
  const alike: [Usable, ...Usable[]][] = [];
  for (const one of usable.toSorted((a, b) => byApplication(a.entry, b.entry))) {
    const last = alike.at(-1);
    if (last && isSame(last[0], one)) last.push(one);
    else alike.push([one]);
  }
  const copies = alike.map((group) => copiesOf(group, mostOnOrder));
  let ranks: readonly CopiesRanks[] | null = null;
  return {
    copies,
    ranks: () => {
      if (ranks) return ranks;
      const all = ranksOf(usable.map(({ entry }) => entry));
      ranks = copies.map((group) => ranksAmong(group.entries, all));
      return ranks;
    },
  };
}
