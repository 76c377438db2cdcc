"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { namedExportInput } from "@/lib/jobs/schema";
import { startExport } from "@/lib/jobs/start-export";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { audienceSchema } from "@/lib/members/schema/audience";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { requestLocale } from "@/lib/platform/i18n";
import { grantCoupon as grant } from "@/lib/vouchers/grant-coupon";
import { prepareGiving as prepare } from "@/lib/vouchers/prepare-giving";
import { countGiftAudience, getGiving } from "@/lib/vouchers/queries/givings";
import { givingId, givingInputSchema, recordFilterSchema } from "@/lib/vouchers/schema";
import { startGiving as start } from "@/lib/vouchers/start-giving";
import { discardDraft } from "@/lib/workspace/discard-draft";

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

const exportAction = staffAction(
  { capability: "coupon.export", input: namedExportInput(recordFilterSchema) },
  async ({ scope, merchant, input: { name, ...input } }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "vouchers.export", title: { name }, ...input, ...words });
  },
);
export async function exportRecords(call: ActionCall) {
  return await exportAction(call);
}

const requestId = z.string().min(8).max(64);

const prepareAction = staffAction(
  {
    capability: "coupon.grant",
    input: z.strictObject({
      requestId,
      giving: givingInputSchema,
      draftId: z.string().startsWith("drf_").max(40).optional(),
    }),
  },
  async ({ scope, input: { draftId, ...input } }) => {
    const made = await prepare(scope, { ...input, locale: await requestLocale() });
    if (made.ok && draftId) await discardDraft(scope, { kind: "giving", draftId });
    return made;
  },
);
export async function prepareGiving(call: ActionCall) {
  return await prepareAction(call);
}

const reachAction = staffAction(
  { capability: "coupon.grant", input: z.object({ audience: audienceSchema }) },
  async ({ scope, input }) => ok(await countGiftAudience(scope, input.audience)),
);
/** How many members an audience lets in now that the giver may give to. */
export async function reachOfGiving(call: ActionCall) {
  return await reachAction(call);
}

const startAction = staffAction(
  { capability: "coupon.grant", input: z.strictObject({ requestId, givingId }) },
  async ({ scope, input }) => {
    const giving = await getGiving(scope, input.givingId);
    if (!giving) throw new AppError("not_found");
    const reached = giving.audience ? (await countGiftAudience(scope, giving.audience)).count : 0;
    const result = await start(scope, { ...input, reached, locale: await requestLocale() });
    revalidatePath("/console/[merchant]", "layout");
    return result;
  },
);
export async function startGiving(call: ActionCall) {
  return await startAction(call);
}
