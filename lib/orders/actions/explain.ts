"use server";

import { z } from "zod";
import { ok } from "@/lib/kernel/result";
import { diagnoseCoupon, diagnoseInputSchema } from "@/lib/orders/diagnose-coupon";
import { listHeldCoupons } from "@/lib/orders/queries/diagnose";
import { type ActionCall, staffAction } from "@/lib/platform/action";

const explainAction = staffAction(
  { capability: "voucher.explain", input: diagnoseInputSchema },
  async ({ scope, input }) => await diagnoseCoupon(scope, input),
);
/** Why a member can or cannot claim and use a coupon: everything it asks, met or not (C27); changes nothing. */
export async function explainCoupon(call: ActionCall) {
  return await explainAction(call);
}

const heldAction = staffAction(
  {
    capability: "voucher.explain",
    input: z.strictObject({ memberId: z.string().startsWith("mbr_").max(40) }),
  },
  async ({ scope, input }) => ok(await listHeldCoupons(scope, input.memberId)),
);
/** The coupons of a member who was found, to choose the one that is asked about. */
export async function findHeldCoupons(call: ActionCall) {
  return await heldAction(call);
}
