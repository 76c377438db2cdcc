import { isAnothers, memberReasons } from "@/lib/pricing/conditions/holder";
import { timeReasons } from "@/lib/pricing/conditions/hours";
import { placeReasons } from "@/lib/pricing/conditions/place";
import { stateReasons } from "@/lib/pricing/conditions/state";
import { noReasons } from "@/lib/pricing/reasons";
import type { BenefitType, Candidate, Cart, Reason } from "@/lib/pricing/shapes";

const notForOrders: readonly BenefitType[] = ["points", "cash", "generic", "external"];

/** The reasons of each candidate of one cart that no other voucher on the order can change; `not_holder` alone. */
export function fixedReasons(cart: Cart): (candidate: Candidate) => readonly Reason[] {
  const outsideHours = timeReasons(cart);
  return (candidate) => {
    if (isAnothers(cart, candidate)) return [{ code: "not_holder" }];
    const state = stateReasons(cart, candidate);
    const place = placeReasons(cart, candidate);
    const hours = outsideHours(candidate);
    const member = memberReasons(cart, candidate);
    const isForOrders = !notForOrders.includes(candidate.terms.benefit.type);
    if (isForOrders && state.length + place.length + hours.length + member.length === 0) return noReasons;
    const rest: Reason[] = isForOrders ? [] : [{ code: "not_for_orders" }];
    return [...state, ...place, ...hours, ...member, ...rest];
  };
}
