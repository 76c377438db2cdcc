"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { settleRefund as settle } from "@/lib/payments/settle-refund";
import { type ActionCall, staffAction } from "@/lib/platform/action";

const settleAction = staffAction(
  {
    capability: "refund.settle",
    input: z.strictObject({
      requestId: z.string().min(8).max(64),
      id: z.string().startsWith("prf_").max(40),
      reason: z.string().trim().min(1).max(500),
    }),
  },
  async ({ scope, input }) => {
    const settled = await settle(scope, input);
    // It stands with its order or pack, and as an alert on Home.
    revalidatePath("/console/[merchant]", "layout");
    return settled;
  },
);
/** Writes down that money which its provider cannot give back was paid by hand. */
export async function settleRefund(call: ActionCall) {
  return await settleAction(call);
}
