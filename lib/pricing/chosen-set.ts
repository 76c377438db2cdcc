import { byApplication } from "@/lib/pricing/application-order";
import { type Entry, namesOf } from "@/lib/pricing/entry";
import type { Left } from "@/lib/pricing/left";
import { noReasons } from "@/lib/pricing/reasons";
import type { Reason } from "@/lib/pricing/shapes";
import { disallowedWith, exclusiveWith } from "@/lib/pricing/stacking";
import { type Application, apply, takeTurn } from "@/lib/pricing/turn";

/** What the other vouchers of a set say against this one. */
export function amongReasons(entry: Entry, others: readonly Entry[]): readonly Reason[] {
  const exclusive = exclusiveWith(entry, others);
  const disallowed = disallowedWith(entry, others);
  if (exclusive.length + disallowed.length === 0) return noReasons;
  const reasons: Reason[] = [];
  if (exclusive.length > 0) reasons.push({ code: "exclusive", with: namesOf(exclusive) });
  if (disallowed.length > 0) reasons.push({ code: "combination_disallowed", with: namesOf(disallowed) });
  return reasons;
}

/** A chosen set after its walk: what applies, and the reasons of those with any. */
export type Walk = {
  readonly applied: readonly Application[];
  readonly refused: ReadonlyMap<Entry, readonly Reason[]>;
};

const isAnothers = (entry: Entry) => entry.fixed[0]?.code === "not_holder";

/**
 * The walk of section 8 over a chosen set: once, in the order of application, each voucher tested with what is left at
 * its turn; one with a reason takes nothing and the walk goes on. Another's voucher is no part of the tests between.
 */
export function walkChosen(root: Left, entries: readonly Entry[], limit: number): Walk {
  const refused = new Map<Entry, readonly Reason[]>();
  const held: Entry[] = [];
  for (const entry of entries) {
    if (isAnothers(entry)) refused.set(entry, entry.fixed);
    else held.push(entry);
  }
  held.sort(byApplication);
  const applied: Application[] = [];
  const taken = new Map<string, number>();
  let left = root;
  for (const entry of held) {
    const others = held.filter((other) => other !== entry);
    const among = [...amongReasons(entry, others)];
    if (held.length > limit) among.push({ code: "too_many_vouchers", limit });
    const { couponId } = entry.candidate;
    const turn = takeTurn(entry, left, taken.get(couponId) ?? 0, among);
    if (turn.reasons.length > 0) {
      refused.set(entry, turn.reasons);
      continue;
    }
    taken.set(couponId, (taken.get(couponId) ?? 0) + turn.offMinor);
    left = apply(entry, left, turn.offMinor);
    applied.push({ entry, offMinor: turn.offMinor, left });
  }
  return { applied, refused };
}
