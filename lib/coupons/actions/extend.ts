"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type CouponsExtended, extendCoupons as extendEach } from "@/lib/coupons/extend-coupons";
import { chosenCoupons } from "@/lib/coupons/queries/chosen";
import { validitySchema } from "@/lib/coupons/schema";
import { lastDaySchema } from "@/lib/coupons/schema/each";
import { couponFilterSchema } from "@/lib/coupons/schema/filter";
import { setCouponValidities as setEach } from "@/lib/coupons/set-coupon-validities";
import { startEach } from "@/lib/jobs/start-each";
import type { Result } from "@/lib/kernel/result";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { AT_ONCE, withMissing } from "@/lib/platform/each-one";
import { requestLocale } from "@/lib/platform/i18n";

const requestId = z.string().min(8).max(64);
const couponId = z.string().startsWith("cpn_").max(40);

const extendAction = staffAction(
  {
    capability: "coupon.write",
    input: z.strictObject({
      requestId,
      choice: z.union([
        z.strictObject({ ids: z.array(couponId).min(1).max(AT_ONCE) }),
        z.strictObject({ filter: couponFilterSchema }),
      ]),
      lastDay: lastDaySchema,
    }),
  },
  async ({
    scope,
    input: { choice, requestId, lastDay },
  }): Promise<Result<CouponsExtended | { readonly jobId: string }>> => {
    const found = await chosenCoupons(scope, choice, AT_ONCE + 1);
    if ("filter" in choice && found.length > AT_ONCE) {
      const input = { filter: choice.filter, lastDay, locale: await requestLocale() };
      return await startEach(scope, { kind: "coupons.extend", requestId, input });
    }
    const result = await extendEach(scope, { requestId, lastDay, coupons: withMissing(choice, found) });
    revalidatePath("/console/[merchant]", "layout");
    return result;
  },
);
/** A later last day for the chosen coupons, each with its own outcome; for more than 200 that a filter leaves, a job. */
export async function extendCoupons(call: ActionCall) {
  return await extendAction(call);
}

const setAction = staffAction(
  {
    capability: "coupon.write",
    input: z.strictObject({
      requestId,
      coupons: z
        .array(z.strictObject({ couponId, revision: z.int().min(1), validity: validitySchema }))
        .min(1)
        .max(AT_ONCE),
    }),
  },
  async ({ scope, input }) => {
    const result = await setEach(scope, input);
    revalidatePath("/console/[merchant]", "layout");
    return result;
  },
);
/** Gives each of some coupons the validity it had; one that was changed since stays, and is told. */
export async function setCouponValidities(call: ActionCall) {
  return await setAction(call);
}
