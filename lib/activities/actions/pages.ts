"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { noteEditing as note } from "@/lib/activities/note-editing";
import { notePageVersion as noteOne } from "@/lib/activities/note-page-version";
import { openClaimPage } from "@/lib/activities/open-claim-page";
import { publishPage as publish, unpublishPage as unpublish } from "@/lib/activities/publish-page";
import { findPageGoods, listPageGoods } from "@/lib/activities/queries/page-goods";
import { getPageVersion, listPageVersions } from "@/lib/activities/queries/pages";
import { restorePage as restore } from "@/lib/activities/restore-page";
import { savePage as save } from "@/lib/activities/save-page";
import {
  deletePageTemplate as deleteOne,
  savePageTemplate as saveOne,
} from "@/lib/activities/save-page-template";
import { PAGE_SIZE } from "@/lib/activities/schema/page";
import { signPreview } from "@/lib/activities/sign-preview";
import { ok, refuse } from "@/lib/kernel/result";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { env } from "@/lib/platform/env";

const requestId = z.string().min(8).max(64);
const activityId = z.string().startsWith("act_").max(40);
/** A page from outside: what it is made of is looked at where it is stored (rules/page-upgrades.ts). */
const page = z.unknown().refine((value) => (JSON.stringify(value) ?? "").length <= 2 * PAGE_SIZE);
/** How often a page was saved: what its author saw when they began, so that nobody overwrites another unseen. */
const pageNumber = z.int().min(0).max(2_000_000_000);
/** What a version is to be known by, on one line. */
const versionNote = z
  .string()
  .trim()
  .max(80)
  .regex(/^[^\n\r]*$/);
const templateName = z.string().trim().min(1).max(60);

const saveAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({ requestId, activityId, version: pageNumber, page }),
  },
  async ({ scope, input }) => await save(scope, input),
);
/** Keeps a page as the next version of the draft (E-01). */
export async function savePage(call: ActionCall) {
  return await saveAction(call);
}

const claimPageAction = staffAction(
  {
    capability: "activity.publish",
    input: z.strictObject({ requestId, couponId: z.string().startsWith("cpn_").max(40) }),
  },
  async ({ scope, input }) => {
    const made = await openClaimPage(scope, input);
    revalidatePath("/console/[merchant]/activities", "layout");
    return made;
  },
);
/** Makes the page on which a coupon is taken, online at once (A4). */
export async function openCouponPage(call: ActionCall) {
  return await claimPageAction(call);
}

const restoreAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({ requestId, activityId, version: pageNumber, number: pageNumber.min(1) }),
  },
  async ({ scope, input }) => await restore(scope, input),
);
/** Makes an earlier version the newest draft. */
export async function restorePage(call: ActionCall) {
  return await restoreAction(call);
}

const publishAction = staffAction(
  {
    capability: "activity.publish",
    input: z.strictObject({
      requestId,
      activityId,
      version: pageNumber,
      at: z.iso.datetime({ offset: true }).nullable(),
      note: versionNote.optional(),
    }),
  },
  async ({ scope, input }) => {
    const result = await publish(scope, input);
    revalidatePath("/console/[merchant]/activities/[activity]", "page");
    return result;
  },
);
/** Shows members the draft, now or at a time. */
export async function publishPage(call: ActionCall) {
  return await publishAction(call);
}

const unpublishAction = staffAction(
  {
    capability: "activity.publish",
    input: z.strictObject({
      ...{ requestId, activityId },
      ...{ what: z.enum(["schedule", "publication"]), number: pageNumber.min(1) },
    }),
  },
  async ({ scope, input }) => await unpublish(scope, input),
);
/** Takes a publication back, or what waits for its time. */
export async function unpublishPage(call: ActionCall) {
  return await unpublishAction(call);
}

const versionsAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({ activityId, before: pageNumber.min(1).optional() }),
  },
  async ({ scope, input }) => ok(await listPageVersions(scope, input.activityId, { before: input.before })),
);
/** The versions drawer. */
export async function findPageVersions(call: ActionCall) {
  return await versionsAction(call);
}

const noteAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({ requestId, activityId, number: pageNumber.min(1), note: versionNote }),
  },
  async ({ scope, input }) => await noteOne(scope, input),
);
/** Says what a version is to be known by. */
export async function notePageVersion(call: ActionCall) {
  return await noteAction(call);
}

const versionAction = staffAction(
  { capability: "activity.write", input: z.strictObject({ activityId, number: pageNumber.min(1) }) },
  async ({ scope, input }) => {
    const found = await getPageVersion(scope, input.activityId, input.number);
    return found ? ok(found) : refuse("page_unreadable");
  },
);
/** One version, to be looked at. */
export async function readPageVersion(call: ActionCall) {
  return await versionAction(call);
}

const findGoodsAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({ kind: z.enum(["product", "pack"]), text: z.string().trim().max(60) }),
  },
  async ({ scope, input }) => ok(await findPageGoods(scope, input)),
);
/** Products or packs that a block may show, by a part of their name. */
export async function findGoods(call: ActionCall) {
  return await findGoodsAction(call);
}

const editingAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({ activityId, tab: z.string().min(8).max(64), take: z.boolean() }),
  },
  async ({ scope, input }) => await note(scope, input),
);
/** Says that a window decorates the page, and tells who else does. */
export async function noteEditing(call: ActionCall) {
  return await editingAction(call);
}

const previewAction = staffAction(
  { capability: "activity.write", input: z.strictObject({ activityId }) },
  async ({ scope, input }) => {
    const signed = await signPreview(scope, input.activityId);
    if (!signed.ok) return signed;
    const { path, until } = signed.value;
    return ok({ url: `${env().BASE_URL}${path}`, until: until.toISOString() });
  },
);
/** A link to the draft that needs no sign-in, for seven days. */
export async function makePreview(call: ActionCall) {
  return await previewAction(call);
}

const goodsIds = z.array(z.string().max(40)).max(400);
const readGoodsAction = staffAction(
  {
    capability: "activity.write",
    // An editor that was opened before pictures were asked for asks for none.
    input: z.strictObject({ productIds: goodsIds, packIds: goodsIds, pictureIds: goodsIds.default([]) }),
  },
  async ({ scope, input }) => ok(await listPageGoods(scope, input)),
);
/** What a page shows of the products, packs and pictures it names. */
export async function readGoods(call: ActionCall) {
  return await readGoodsAction(call);
}

const templateAction = staffAction(
  { capability: "activity.write", input: z.strictObject({ requestId, name: templateName, page }) },
  async ({ scope, input }) => await saveOne(scope, input),
);
/** Keeps the page to begin others with. */
export async function savePageTemplate(call: ActionCall) {
  return await templateAction(call);
}

const deleteAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({ requestId, templateId: z.string().startsWith("pgt_").max(40) }),
  },
  async ({ scope, input }) => await deleteOne(scope, input),
);
/** Takes a template away. */
export async function deletePageTemplate(call: ActionCall) {
  return await deleteAction(call);
}
