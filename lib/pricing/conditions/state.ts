import { instantText } from "@/lib/pricing/reasons";
import type { Candidate, Cart, Reason } from "@/lib/pricing/shapes";

/** Adds what the voucher's window, its state and its coupon's state say against it: validFrom <= at < validUntil. */
export function addStateReasons(reasons: Reason[], cart: Cart, candidate: Candidate): void {
  const { validFrom, validUntil, state } = candidate;
  const at = cart.at.getTime();
  if (at < validFrom.getTime()) reasons.push({ code: "not_started", from: instantText(validFrom) });
  if (validUntil && at >= validUntil.getTime())
    reasons.push({ code: "expired", until: instantText(validUntil) });
  if (state !== "available") reasons.push({ code: state });
  if (candidate.couponPaused) reasons.push({ code: "coupon_paused" });
}
