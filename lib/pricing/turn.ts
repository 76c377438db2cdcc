import { offOf, stepOf } from "@/lib/pricing/benefits/benefit";
import { goodsReasons, spendsEnough } from "@/lib/pricing/conditions/goods";
import type { Entry } from "@/lib/pricing/entry";
import { afterStep, type Left } from "@/lib/pricing/left";
import { inOrder, noReasons } from "@/lib/pricing/reasons";
import type { Reason } from "@/lib/pricing/shapes";

/** A voucher that took something, and what was left after it. */
export type Application = { readonly entry: Entry; readonly offMinor: number; readonly left: Left };

/** Whether it takes off the delivery charge, and nothing of the goods. */
export const isDelivery = (entry: Entry) => entry.candidate.terms.benefit.type === "delivery_off";

/** Whether nothing of the goods would be left, which the coupon forbids. Delivery does not count. */
function wouldBeFree(entry: Entry, left: Left, offMinor: number): boolean {
  return entry.candidate.terms.conditions.notIfFree && left.goodsMinor === (isDelivery(entry) ? 0 : offMinor);
}

function overBudget({ candidate }: Entry, takenMinor: number, offMinor: number): boolean {
  return candidate.budgetLeftMinor !== null && takenMinor + offMinor > candidate.budgetLeftMinor;
}

/** Why taking `offMinor` off what is left is refused: asked only where nothing else refuses the voucher. */
function effectReasons(entry: Entry, left: Left, offMinor: number, takenMinor: number): readonly Reason[] {
  if (offMinor === 0) return [{ code: "no_effect" }];
  if (!isForbidden(entry, left, offMinor, takenMinor)) return noReasons;
  const reasons: Reason[] = [];
  if (overBudget(entry, takenMinor, offMinor)) reasons.push({ code: "budget_exhausted" });
  if (wouldBeFree(entry, left, offMinor)) reasons.push({ code: "would_be_free" });
  return reasons;
}

/**
 * One voucher at its turn: what it takes off, or every reason why it takes nothing. `among` are its reasons because of
 * the other vouchers; `takenMinor` is what its coupon took before it on this order.
 */
export function takeTurn(
  entry: Entry,
  left: Left,
  takenMinor: number,
  among: readonly Reason[] = noReasons,
): { readonly offMinor: number; readonly reasons: readonly Reason[] } {
  const goods = goodsReasons(entry, left);
  if (entry.fixed.length + goods.length + among.length > 0)
    return { offMinor: 0, reasons: inOrder([...entry.fixed, ...goods, ...among]) };
  const offMinor = offOf(entry, left);
  const reasons = effectReasons(entry, left, offMinor, takenMinor);
  return { offMinor: reasons.length > 0 ? 0 : offMinor, reasons };
}

/** What an entry that could be used alone would take off here, its budget and `notIfFree` aside: as the search asks it. */
export function offAt(entry: Entry, left: Left): number {
  return spendsEnough(entry, left) ? offOf(entry, left) : 0;
}

/**
 * The most it could take off once more vouchers stand before it, where it would take `offMinor` now: with less left it may
 * take less, and then fit the budget or leave something to pay.
 */
export function mostAt(
  { candidate: { budgetLeftMinor } }: Entry,
  offMinor: number,
  takenMinor: number,
): number {
  return budgetLeftMinor === null ? offMinor : Math.min(offMinor, budgetLeftMinor - takenMinor);
}

/** Whether its budget or `notIfFree` forbid it to take `offMinor` here. */
export function isForbidden(entry: Entry, left: Left, offMinor: number, takenMinor: number): boolean {
  return overBudget(entry, takenMinor, offMinor) || wouldBeFree(entry, left, offMinor);
}

/** What is left after the entry took `offMinor`. */
export function apply(entry: Entry, left: Left, offMinor: number): Left {
  return afterStep(left, stepOf(entry, left, offMinor));
}
