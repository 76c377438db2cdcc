import { isAnothers, memberReasons } from "@/lib/pricing/conditions/holder";
import { timeReasons } from "@/lib/pricing/conditions/hours";
import { placeReasons } from "@/lib/pricing/conditions/place";
import { stateReasons } from "@/lib/pricing/conditions/state";
import type { BenefitType, Candidate, Cart, Reason } from "@/lib/pricing/shapes";

const notForOrders: readonly BenefitType[] = ["points", "cash", "generic", "external"];

/** The reasons of each candidate of one cart that no other voucher on the order can change; `not_holder` alone. */
export function fixedReasons(cart: Cart): (candidate: Candidate) => Reason[] {
  const outsideHours = timeReasons(cart);
  return (candidate) => {
    if (isAnothers(cart, candidate)) return [{ code: "not_holder" }];
    const reasons = stateReasons(cart, candidate);
    reasons.push(
      ...placeReasons(cart, candidate),
      ...outsideHours(candidate),
      ...memberReasons(cart, candidate),
    );
    if (notForOrders.includes(candidate.terms.benefit.type)) reasons.push({ code: "not_for_orders" });
    return reasons;
  };
}
