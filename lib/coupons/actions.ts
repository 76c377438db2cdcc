"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { changeCouponState as change } from "@/lib/coupons/change-coupon-state";
import { changeCoupons as changeEach } from "@/lib/coupons/change-coupons";
import { createCoupon as create } from "@/lib/coupons/create-coupon";
import { deleteCoupon as remove } from "@/lib/coupons/delete-coupon";
import { editCoupon as edit } from "@/lib/coupons/edit-coupon";
import { chosenCoupons, findCoupons as find } from "@/lib/coupons/queries/chosen";
import { couponInputSchema, distributionSchema, validitySchema } from "@/lib/coupons/schema";
import { couponBulkSchema } from "@/lib/coupons/schema/each";
import { couponFilterSchema } from "@/lib/coupons/schema/filter";
import { setCouponQuantity as setQuantity } from "@/lib/coupons/set-coupon-quantity";
import { setCouponValidity as setValidity } from "@/lib/coupons/set-coupon-validity";
import { exportInput } from "@/lib/jobs/schema";
import { startEach } from "@/lib/jobs/start-each";
import { startExport } from "@/lib/jobs/start-export";
import { ok } from "@/lib/kernel/result";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { AT_ONCE, type BulkResult, withMissing } from "@/lib/platform/each-one";
import { requestLocale } from "@/lib/platform/i18n";
import { discardDraft } from "@/lib/workspace/discard-draft";

/** What was typed so far goes when the thing is made of it. */
const formDraftId = z.string().startsWith("drf_").max(40);
const requestId = z.string().min(8).max(64);
const couponId = z.string().startsWith("cpn_").max(40);
const revision = z.int().min(1);

/** What the console shows of coupons stands on many pages: lists, details, pickers, checklists. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const createAction = staffAction(
  {
    capability: "coupon.write",
    input: z.strictObject({
      requestId,
      coupon: couponInputSchema,
      publish: z.boolean(),
      templateId: z.string().startsWith("tpl_").max(40).nullish(),
      draftId: formDraftId.optional(),
    }),
  },
  async ({ scope, input: { draftId, ...input } }) => {
    const made = await create(scope, input);
    if (made.ok && draftId) await discardDraft(scope, { kind: "coupon", draftId });
    return shownAnew(made);
  },
);
export async function createCoupon(call: ActionCall) {
  return await createAction(call);
}

const editAction = staffAction(
  {
    capability: "coupon.write",
    input: z.strictObject({ requestId, couponId, revision, coupon: couponInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await edit(scope, input)),
);
export async function editCoupon(call: ActionCall) {
  return await editAction(call);
}

const changeAction = staffAction(
  {
    capability: "coupon.publish",
    input: z.strictObject({
      requestId,
      couponId,
      change: z.enum(["publish", "pause", "resume", "end", "archive", "restore"]),
    }),
  },
  async ({ scope, input }) => {
    const changed = shownAnew(await change(scope, input));
    return changed.ok ? { ...changed, value: { status: changed.value.status } } : changed;
  },
);
export async function changeCouponState(call: ActionCall) {
  return await changeAction(call);
}

const quantityAction = staffAction(
  {
    capability: "coupon.stock",
    input: z.strictObject({
      requestId,
      couponId,
      revision,
      quantity: distributionSchema.shape.quantity.unwrap(),
    }),
  },
  async ({ scope, input }) => shownAnew(await setQuantity(scope, input)),
);
export async function setCouponQuantity(call: ActionCall) {
  return await quantityAction(call);
}

const validityAction = staffAction(
  {
    capability: "coupon.write",
    input: z.strictObject({ requestId, couponId, revision, validity: validitySchema }),
  },
  async ({ scope, input }) => shownAnew(await setValidity(scope, input)),
);
export async function setCouponValidity(call: ActionCall) {
  return await validityAction(call);
}

const deleteAction = staffAction(
  { capability: "coupon.write", input: z.strictObject({ requestId, couponId }) },
  async ({ scope, input }) => shownAnew(await remove(scope, input)),
);
export async function deleteCoupon(call: ActionCall) {
  return await deleteAction(call);
}

const choiceSchema = z.union([
  z.strictObject({ ids: z.array(couponId).min(1).max(AT_ONCE) }),
  z.strictObject({ filter: couponFilterSchema }),
]);

const bulkAction = staffAction(
  {
    capability: "coupon.publish",
    input: z.strictObject({
      requestId,
      choice: choiceSchema,
      change: couponBulkSchema,
    }),
  },
  async ({ scope, input: { choice, requestId, change } }): Promise<BulkResult> => {
    const found = await chosenCoupons(scope, choice, AT_ONCE + 1);
    if ("filter" in choice && found.length > AT_ONCE) {
      const input = { filter: choice.filter, change, locale: await requestLocale() };
      return await startEach(scope, { kind: "coupons.change", requestId, input });
    }
    const coupons = withMissing(choice, found);
    return shownAnew(await changeEach(scope, { requestId, change, coupons }));
  },
);
/** One change of the chosen coupons, each with its own outcome; for more than 200 that a filter leaves, a job. */
export async function changeCoupons(call: ActionCall) {
  return await bulkAction(call);
}

const findAction = staffAction(
  { capability: "coupon.read", input: z.strictObject({ text: z.string().trim().min(1).max(100) }) },
  async ({ scope, input }) => ok(await find(scope, input.text)),
);
/** What the command menu finds. */
export async function findCoupons(call: ActionCall) {
  return await findAction(call);
}

const exportAction = staffAction(
  { capability: "coupon.export", input: exportInput(couponFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "coupons.export", ...input, ...words });
  },
);
export async function exportCoupons(call: ActionCall) {
  return await exportAction(call);
}
