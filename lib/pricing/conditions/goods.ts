import { spendOf } from "@/lib/pricing/benefits/benefit";
import type { Entry } from "@/lib/pricing/entry";
import type { Left } from "@/lib/pricing/left";
import { noReasons } from "@/lib/pricing/reasons";
import type { Reason } from "@/lib/pricing/shapes";

/** Whether the coupon is in the cart's currency: only then are amounts compared. */
const sameCurrency = (entry: Entry) => entry.fixed.every((reason) => reason.code !== "wrong_currency");

/** Whether the spend in scope is enough, at the voucher's turn where its basis is `current`. */
export function spendsEnough(entry: Entry, left: Left): boolean {
  return entry.requiredMinor === 0 || spendOf(entry, left) >= entry.requiredMinor;
}

/** What the goods say against the voucher: no line in scope, too little spent, too few units. */
export function goodsReasons(entry: Entry, left: Left): readonly Reason[] {
  const { scope, lines, requiredMinor: required } = entry;
  const { minItems } = entry.candidate.terms.conditions;
  if (lines.length > 0 && scope.units >= minItems && spendsEnough(entry, left)) return noReasons;
  const reasons: Reason[] = [];
  if (lines.length === 0) reasons.push({ code: "no_eligible_product" });
  if (sameCurrency(entry) && !spendsEnough(entry, left)) {
    const actual = spendOf(entry, left);
    reasons.push({ code: "min_spend_not_met", required, actual, gap: required - actual });
  }
  if (scope.units < minItems) {
    const gap = minItems - scope.units;
    reasons.push({ code: "min_items_not_met", required: minItems, actual: scope.units, gap });
  }
  return reasons;
}
