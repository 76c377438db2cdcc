import { addMemberReasons, isAnothers } from "@/lib/pricing/conditions/holder";
import { timeReasons } from "@/lib/pricing/conditions/hours";
import { addPlaceReasons } from "@/lib/pricing/conditions/place";
import { addStateReasons } from "@/lib/pricing/conditions/state";
import { noReasons } from "@/lib/pricing/reasons";
import type { BenefitType, Candidate, Cart, Reason } from "@/lib/pricing/shapes";

const notForOrders: readonly BenefitType[] = ["points", "cash", "generic", "external"];

/** The reasons of each candidate of one cart that no other voucher on the order can change; `not_holder` alone. */
export function fixedReasons(cart: Cart): (candidate: Candidate) => readonly Reason[] {
  const outsideHours = timeReasons(cart);
  // One list for all who have no reason, which are most.
  let reasons: Reason[] = [];
  return (candidate) => {
    if (isAnothers(cart, candidate)) return [{ code: "not_holder" }];
    addStateReasons(reasons, cart, candidate);
    addPlaceReasons(reasons, cart, candidate);
    reasons.push(...outsideHours(candidate));
    addMemberReasons(reasons, cart, candidate);
    if (notForOrders.includes(candidate.terms.benefit.type)) reasons.push({ code: "not_for_orders" });
    if (reasons.length === 0) return noReasons;
    const own = reasons;
    reasons = [];
    return own;
  };
}
