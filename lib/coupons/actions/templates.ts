"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { copyTemplate as copy } from "@/lib/coupons/copy-template";
import { createTemplate as create } from "@/lib/coupons/create-template";
import { deleteTemplate as remove } from "@/lib/coupons/delete-template";
import { editTemplate as edit } from "@/lib/coupons/edit-template";
import { renameTemplate as rename } from "@/lib/coupons/rename-template";
import { saveTemplate as save } from "@/lib/coupons/save-template";
import { couponInputSchema, templateNameSchema } from "@/lib/coupons/schema";
import { templateFilterSchema } from "@/lib/coupons/schema/filter";
import { exportInput } from "@/lib/jobs/schema";
import { startExport } from "@/lib/jobs/start-export";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { requestLocale } from "@/lib/platform/i18n";
import { discardDraft } from "@/lib/workspace/discard-draft";

const requestId = z.string().min(8).max(64);
const templateId = z.string().startsWith("tpl_").max(40);

/** Templates stand on their own page, on the picker of types and on an empty list. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const createAction = staffAction(
  {
    capability: "coupon.write",
    input: z.strictObject({
      ...{ requestId, name: templateNameSchema, coupon: couponInputSchema },
      draftId: z.string().startsWith("drf_").max(40).optional(),
    }),
  },
  async ({ scope, input: { draftId, ...input } }) => {
    const made = await create(scope, input);
    // What was typed so far goes when the thing is made of it.
    if (made.ok && draftId) await discardDraft(scope, { kind: "template", draftId });
    return shownAnew(made);
  },
);
export async function createTemplate(call: ActionCall) {
  return await createAction(call);
}

const saveAction = staffAction(
  {
    capability: "coupon.write",
    input: z.strictObject({
      requestId,
      couponId: z.string().startsWith("cpn_").max(40),
      name: templateNameSchema,
    }),
  },
  async ({ scope, input }) => shownAnew(await save(scope, input)),
);
export async function saveTemplate(call: ActionCall) {
  return await saveAction(call);
}

const renameAction = staffAction(
  { capability: "coupon.write", input: z.strictObject({ requestId, templateId, name: templateNameSchema }) },
  async ({ scope, input }) => shownAnew(await rename(scope, input)),
);
export async function renameTemplate(call: ActionCall) {
  return await renameAction(call);
}

const editAction = staffAction(
  {
    capability: "coupon.write",
    input: z.strictObject({ requestId, templateId, revision: z.int().min(1), coupon: couponInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await edit(scope, input)),
);
export async function editTemplate(call: ActionCall) {
  return await editAction(call);
}

const copyAction = staffAction(
  { capability: "coupon.write", input: z.strictObject({ requestId, templateId, name: templateNameSchema }) },
  async ({ scope, input }) => shownAnew(await copy(scope, input)),
);
export async function copyTemplate(call: ActionCall) {
  return await copyAction(call);
}

const deleteAction = staffAction(
  { capability: "coupon.write", input: z.strictObject({ requestId, templateId }) },
  async ({ scope, input }) => shownAnew(await remove(scope, input)),
);
export async function deleteTemplate(call: ActionCall) {
  return await deleteAction(call);
}

const exportAction = staffAction(
  { capability: "coupon.write", input: exportInput(templateFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "coupons.templates", ...input, ...words });
  },
);
/** Makes a file of the list of templates, as a job. */
export async function exportTemplates(call: ActionCall) {
  return await exportAction(call);
}
