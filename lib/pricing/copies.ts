import { byApplication, byStandIn } from "@/lib/pricing/application-order";
import type { Entry } from "@/lib/pricing/entry";
import { copiesAllowed, isExclusive } from "@/lib/pricing/stacking";

/** A candidate that could be used alone, and what it would take off then. */
export type Usable = { readonly entry: Entry; readonly savingMinor: number };

/** Copies of one coupon under one version of its terms: which of them is used changes no price. */
export type Copies = {
  readonly first: Entry;
  /** In the order in which they are used. */
  readonly entries: readonly Entry[];
  readonly savingMinor: number;
  /** How many of its coupon these terms allow on the order, and how many of these could be used. */
  readonly allowed: number;
  readonly atMost: number;
};

/** The usable vouchers as groups of copies, in the order of application. */
export function groupCopies(usable: readonly Usable[], mostOnOrder: number): Copies[] {
  const groups = new Map<string, Usable[]>();
  for (const one of usable) {
    const key = `${one.entry.candidate.termsVersion} ${one.entry.candidate.couponId}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const copies = [...groups.values()].flatMap((group) => {
    const entries = group.map(({ entry }) => entry).sort(byStandIn);
    const [first] = entries;
    if (!first) return [];
    const allowed = isExclusive(first) ? 1 : Math.max(1, copiesAllowed(first));
    const savingMinor = Math.max(...group.map((one) => one.savingMinor));
    return [{ first, entries, savingMinor, allowed, atMost: Math.min(allowed, entries.length, mostOnOrder) }];
  });
  return copies.sort((a, b) => byApplication(a.first, b.first));
}
