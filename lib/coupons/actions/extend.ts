"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { extendCoupons as extendEach } from "@/lib/coupons/extend-coupons";
import { chosenCoupons } from "@/lib/coupons/queries/chosen";
import { couponFilterSchema } from "@/lib/coupons/schema";
import { lastDaySchema } from "@/lib/coupons/schema/extend";
import { startExtending } from "@/lib/coupons/start-extending";
import type { Result } from "@/lib/kernel/result";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { AT_ONCE, type EachOutcome, withMissing } from "@/lib/platform/each-one";

type Extended = Result<EachOutcome | { readonly jobId: string }>;

const extendAction = staffAction(
  {
    capability: "coupon.write",
    input: z.strictObject({
      requestId: z.string().min(8).max(64),
      choice: z.union([
        z.strictObject({ ids: z.array(z.string().startsWith("cpn_").max(40)).min(1).max(AT_ONCE) }),
        z.strictObject({ filter: couponFilterSchema }),
      ]),
      lastDay: lastDaySchema,
    }),
  },
  async ({ scope, input: { choice, ...request } }): Promise<Extended> => {
    const found = await chosenCoupons(scope, choice, AT_ONCE + 1);
    if ("filter" in choice && found.length > AT_ONCE) {
      return await startExtending(scope, { ...request, filter: choice.filter });
    }
    const result = await extendEach(scope, { ...request, coupons: withMissing(choice, found) });
    revalidatePath("/console/[merchant]", "layout");
    return result;
  },
);
/** A later last day for the chosen coupons, each with its own outcome; for more than 200 that a filter leaves, a job. */
export async function extendCoupons(call: ActionCall) {
  return await extendAction(call);
}
