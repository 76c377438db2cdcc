import type { Checkout } from "@/lib/orders/open-checkout";
import type { Candidate } from "@/lib/pricing/shapes";

export type ChoiceRow = {
  readonly candidate: Candidate;
  readonly isTicked: boolean;
  /** What it would take off alone, in minor units; null = it is in the best set. */
  readonly alone: number | null;
  /** What it takes off now; null = it is not applied. */
  readonly taken: number | null;
};

/** The vouchers that could be used: those ticked first, then by what they save. What was chosen stays ticked where it does not work. */
export function choiceRows({
  candidates,
  best,
  quote,
  chosen,
}: Pick<Checkout, "candidates" | "best" | "quote" | "chosen">): ChoiceRow[] {
  const taken = new Map(
    quote.applied.map((one) => [one.voucherId, one.discountMinor + one.deliveryDiscountMinor]),
  );
  const inBest = new Set(best.applied.map((one) => one.voucherId));
  const alone = new Map(
    best.notApplied.flatMap(({ voucherId, reasons }) =>
      reasons.flatMap((reason) => (reason.code === "not_in_best_set" ? [[voucherId, reason.saving]] : [])),
    ) as [string | null, number][],
  );
  return candidates
    .flatMap((candidate): ChoiceRow[] => {
      const id = candidate.voucherId;
      if (!inBest.has(id) && !alone.has(id)) return [];
      const isTicked = id !== null && chosen ? chosen.includes(id) : taken.has(id);
      return [{ candidate, isTicked, alone: alone.get(id) ?? null, taken: taken.get(id) ?? null }];
    })
    .sort((a, b) => Number(b.isTicked) - Number(a.isTicked) || (b.alone ?? 0) - (a.alone ?? 0));
}
