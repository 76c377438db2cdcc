import { amountOff } from "@/lib/pricing/benefits/amount-off";
import { deliveryOff } from "@/lib/pricing/benefits/delivery-off";
import { percentOff } from "@/lib/pricing/benefits/percent-off";
import { pickUnits } from "@/lib/pricing/benefits/product";
import { thresholdOff } from "@/lib/pricing/benefits/threshold-off";
import type { Entry } from "@/lib/pricing/entry";
import { baseLeft, type Left, type Step } from "@/lib/pricing/left";

/** What the entry's coupon counts as spent: the original amounts of its lines, or what is left of them. */
export function spendOf({ candidate, scope }: Entry, left: Left): number {
  return candidate.terms.conditions.basis === "original" ? scope.originalMinor : baseLeft(left, scope);
}

/**
 * What the entry would take off what is left, goods or delivery, its conditions aside (section 4). The less is left the
 * less it takes: the search for the best set stands on that.
 */
export function offOf(entry: Entry, left: Left): number {
  const { benefit } = entry.candidate.terms;
  switch (benefit.type) {
    case "amount_off":
      return amountOff(benefit, baseLeft(left, entry.scope));
    case "percent_off":
      return percentOff(benefit, baseLeft(left, entry.scope));
    case "threshold_off":
      return thresholdOff(benefit, spendOf(entry, left), baseLeft(left, entry.scope));
    case "product":
      return pickUnits(benefit, entry.lines, left).offMinor;
    case "delivery_off":
      return deliveryOff(benefit, left.deliveryMinor);
    default:
      return 0;
  }
}

/** The step in which the entry takes `offMinor`, as `offOf` told. */
export function stepOf(entry: Entry, left: Left, offMinor: number): Step {
  const { benefit } = entry.candidate.terms;
  if (benefit.type === "delivery_off") return { kind: "delivery", offMinor };
  if (benefit.type === "product") return { kind: "units", ...pickUnits(benefit, entry.lines, left) };
  return { kind: "spread", scope: entry.scope, offMinor };
}
