"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { grantCoupon as grant } from "@/lib/vouchers/grant-coupon";

const grantAction = staffAction(
  {
    capability: "coupon.grant",
    input: z.strictObject({
      requestId: z.string().min(8).max(64),
      couponId: z.string().startsWith("cpn_").max(40),
      memberId: z.string().startsWith("mbr_").max(40),
      quantity: z.int().min(1).max(100),
    }),
  },
  async ({ scope, input }) => {
    const result = await grant(scope, input);
    revalidatePath("/console/[merchant]", "layout");
    return result;
  },
);
export async function grantCoupon(call: ActionCall) {
  return await grantAction(call);
}
