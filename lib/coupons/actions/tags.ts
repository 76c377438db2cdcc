"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { chosenCoupons } from "@/lib/coupons/queries/chosen";
import { tagListSchema } from "@/lib/coupons/schema/each";
import { couponFilterSchema } from "@/lib/coupons/schema/filter";
import { type TagOutcome, tagCoupons as tagEach } from "@/lib/coupons/tag-coupons";
import { startEach } from "@/lib/jobs/start-each";
import type { Result } from "@/lib/kernel/result";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { AT_ONCE, withMissing } from "@/lib/platform/each-one";
import { requestLocale } from "@/lib/platform/i18n";

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
      add: tagListSchema,
      remove: tagListSchema,
    }),
  },
  async ({
    scope,
    input: { choice, ...request },
  }): Promise<Result<TagOutcome | { readonly jobId: string }>> => {
    const found = await chosenCoupons(scope, choice, AT_ONCE + 1);
    if ("filter" in choice && found.length > AT_ONCE) {
      const { requestId, add, remove } = request;
      const input = { filter: choice.filter, add, remove, locale: await requestLocale() };
      return await startEach(scope, { kind: "coupons.tag", requestId, input });
    }
    const result = await tagEach(scope, { ...request, coupons: withMissing(choice, found) });
    revalidatePath("/console/[merchant]", "layout");
    return result;
  },
);
/** Tags on and off the chosen coupons, each with its own outcome; for more than 200 that a filter leaves, a job. */
export async function tagCoupons(call: ActionCall) {
  return await tagAction(call);
}
