"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { chosenCoupons } from "@/lib/coupons/queries/chosen";
import { couponFilterSchema, couponTagSchema, TAGS_OF_COUPON } from "@/lib/coupons/schema";
import { tagCoupons as tagEach } from "@/lib/coupons/tag-coupons";
import { refuse } from "@/lib/kernel/result";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { AT_ONCE, withMissing } from "@/lib/platform/each-one";

const tags = z.array(couponTagSchema).max(TAGS_OF_COUPON).default([]);
const couponId = z.string().startsWith("cpn_").max(40);

const tagAction = staffAction(
  {
    capability: "coupon.write",
    input: z.strictObject({
      requestId: z.string().min(8).max(64),
      choice: z.union([
        z.strictObject({ ids: z.array(couponId).min(1).max(AT_ONCE) }),
        z.strictObject({ filter: couponFilterSchema }),
      ]),
      add: tags,
      remove: tags,
    }),
  },
  async ({ scope, input: { choice, ...request } }) => {
    const found = await chosenCoupons(scope, choice, AT_ONCE + 1);
    if (found.length > AT_ONCE) return refuse("too_many_selected", { most: AT_ONCE });
    const result = await tagEach(scope, { ...request, coupons: withMissing(choice, found) });
    revalidatePath("/console/[merchant]", "layout");
    return result;
  },
);
/** Tags on and off the chosen coupons, or all that a list's filters leave; each has its own outcome. */
export async function tagCoupons(call: ActionCall) {
  return await tagAction(call);
}
