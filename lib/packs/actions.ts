"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { exportInput } from "@/lib/jobs/schema";
import { startEach } from "@/lib/jobs/start-each";
import { startExport } from "@/lib/jobs/start-export";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import {
  askPackRefund as ask,
  decidePackRefund as decide,
  withdrawPackRefund as withdraw,
} from "@/lib/packs/ask-pack-refund";
import { cancelPurchase as cancel } from "@/lib/packs/cancel-purchase";
import { changePackState as change } from "@/lib/packs/change-pack-state";
import { changePacks as changeEach } from "@/lib/packs/change-packs";
import { createPack as create } from "@/lib/packs/create-pack";
import { editPack as edit } from "@/lib/packs/edit-pack";
import { endDeliveries as end } from "@/lib/packs/end-deliveries";
import { giftPack as give } from "@/lib/packs/gift-pack";
import { chosenPacks } from "@/lib/packs/queries/chosen";
import { findPacks as find } from "@/lib/packs/queries/find";
import { findGiftTarget as findTarget } from "@/lib/packs/queries/gifts";
import {
  answerSchema,
  giftFormSchema,
  packBulkSchema,
  packChanges,
  packFilterSchema,
  packId,
  packInputSchema,
  purchaseFilterSchema,
  purchaseId,
  reasonSchema,
} from "@/lib/packs/schema";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import type { Scope } from "@/lib/platform/auth/scope";
import { AT_ONCE, type BulkResult, withMissing } from "@/lib/platform/each-one";
import { env } from "@/lib/platform/env";
import { requestLocale } from "@/lib/platform/i18n";
import { countryOfZone, countryOptions } from "@/lib/platform/phone";
import { discardDraft } from "@/lib/workspace/discard-draft";

const requestId = z.string().min(8).max(64);
const revision = z.int().min(1);

/** What the console shows of packs stands on many pages: the list, their own pages, and Home. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

/** Packs are the group's: from a store's view nobody makes or changes one (O2). */
function inGroup(scope: Scope): Scope {
  if (scope.storeId !== null) throw new AppError("forbidden");
  return scope;
}

const createAction = staffAction(
  {
    capability: "pack.write",
    input: z.strictObject({
      requestId,
      pack: packInputSchema,
      publish: z.boolean(),
      draftId: z.string().startsWith("drf_").max(40).optional(),
    }),
  },
  async ({ scope, input: { draftId, ...input } }) => {
    const made = await create(inGroup(scope), input);
    if (made.ok && draftId) await discardDraft(scope, { kind: "pack", draftId });
    return shownAnew(made);
  },
);
export async function createPack(call: ActionCall) {
  return await createAction(call);
}

const editAction = staffAction(
  { capability: "pack.write", input: z.strictObject({ requestId, packId, revision, pack: packInputSchema }) },
  async ({ scope, input }) => shownAnew(await edit(inGroup(scope), input)),
);
export async function editPack(call: ActionCall) {
  return await editAction(call);
}

const changeAction = staffAction(
  { capability: "pack.write", input: z.strictObject({ requestId, packId, change: z.enum(packChanges) }) },
  async ({ scope, input }) => shownAnew(await change(inGroup(scope), input)),
);
export async function changePackState(call: ActionCall) {
  return await changeAction(call);
}

const choiceSchema = z.union([
  z.strictObject({ ids: z.array(packId).min(1).max(AT_ONCE) }),
  z.strictObject({ filter: packFilterSchema }),
]);

const bulkAction = staffAction(
  {
    capability: "pack.write",
    input: z.strictObject({
      requestId,
      choice: choiceSchema,
      change: packBulkSchema,
    }),
  },
  async ({ scope, input: { choice, requestId, change } }): Promise<BulkResult> => {
    const filter = "ids" in choice ? { ids: choice.ids } : choice.filter;
    const group = inGroup(scope);
    const found = await chosenPacks(scope, filter, AT_ONCE + 1);
    if ("filter" in choice && found.length > AT_ONCE) {
      const input = { filter, change, locale: await requestLocale() };
      return await startEach(group, { kind: "packs.change", requestId, input });
    }
    return shownAnew(await changeEach(group, { requestId, change, packs: withMissing(choice, found) }));
  },
);
/** One change of the chosen packs, each with its own outcome; for more than 200 that a filter leaves, a job. */
export async function changePacks(call: ActionCall) {
  return await bulkAction(call);
}

const searchAction = staffAction(
  { capability: "pack.read", input: z.strictObject({ text: z.string().trim().min(1).max(100) }) },
  async ({ scope, input }) => ok(await find(scope, input.text)),
);
/** What the command menu finds. */
export async function findPacks(call: ActionCall) {
  return await searchAction(call);
}

const giveAction = staffAction(
  { capability: "pack.gift", input: z.strictObject({ requestId, packId, gift: giftFormSchema }) },
  async ({ scope, merchant, input }) => {
    const t = await getTranslations("packs.gift");
    const link = `${env().BASE_URL}/m/${merchant.slug}/packs/mine`;
    const words = (pack: string) => t("invitation", { merchant: merchant.name, pack, link });
    return shownAnew(await give(scope, { ...input, invitation: input.gift.invite ? words : undefined }));
  },
);
/** Gives packs to a phone number, also to one that is no member yet (K7). */
export async function giftPack(call: ActionCall) {
  return await giveAction(call);
}

const openGiftAction = staffAction(
  { capability: "pack.gift", input: z.strictObject({}) },
  async ({ scope, merchant }) =>
    ok({
      ...{ countries: countryOptions(await requestLocale()), country: countryOfZone(merchant.timeZone) },
      mayInvite: scope.storeIds === "all",
    }),
);
/** What the dialog of a gift offers: the countries a number may be of, the merchant's own, and whether one that is no member may be given to. */
export async function openGift(call: ActionCall) {
  return await openGiftAction(call);
}

const targetAction = staffAction(
  {
    capability: "pack.gift",
    input: z.strictObject({
      requestId,
      phone: giftFormSchema.shape.phone,
      country: giftFormSchema.shape.country,
    }),
  },
  async ({ scope, input }) => ok({ target: await findTarget(scope, input.phone, input.country) }),
);
/** Whose number it is that somebody is about to give to. */
export async function findGiftTarget(call: ActionCall) {
  return await targetAction(call);
}

const askAction = staffAction(
  { capability: "pack.refund", input: z.strictObject({ requestId, purchaseId, reason: reasonSchema }) },
  async ({ scope, input }) => shownAnew(await ask(scope, input)),
);
/** Asks that a purchase be refunded; somebody of finance decides. */
export async function askPackRefund(call: ActionCall) {
  return await askAction(call);
}

const withdrawAction = staffAction(
  { capability: "pack.refund", input: z.strictObject({ requestId, purchaseId }) },
  async ({ scope, input }) => shownAnew(await withdraw(scope, input)),
);
/** Takes an open request for a refund back. */
export async function withdrawPackRefund(call: ActionCall) {
  return await withdrawAction(call);
}

const cancelAction = staffAction(
  { capability: "pack.refund", input: z.strictObject({ requestId, purchaseId }) },
  async ({ scope, input }) => shownAnew(await cancel(scope, input)),
);
/** Gives an unpaid purchase up: what it held is free again. */
export async function cancelPurchase(call: ActionCall) {
  return await cancelAction(call);
}

const endAction = staffAction(
  { capability: "pack.write", input: z.strictObject({ requestId, purchaseId, reason: reasonSchema }) },
  async ({ scope, input }) => shownAnew(await end(inGroup(scope), input)),
);
/** Ends what is still to come of a purchase and cannot be had any more; its member is told why. */
export async function endDeliveries(call: ActionCall) {
  return await endAction(call);
}

const decideAction = staffAction(
  {
    capability: "pack.refund_decide",
    input: z.strictObject({ requestId, purchaseId, granted: z.boolean(), answer: answerSchema }),
  },
  async ({ scope, input }) => shownAnew(await decide(scope, input)),
);
/** Grants or declines what was asked for: the whole price goes back, or nothing. */
export async function decidePackRefund(call: ActionCall) {
  return await decideAction(call);
}

const exportAction = staffAction(
  {
    capability: "pack.export",
    input: exportInput(packFilterSchema),
  },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "packs.export", ...input, ...words });
  },
);
export async function exportPacks(call: ActionCall) {
  return await exportAction(call);
}

const exportPurchasesAction = staffAction(
  { capability: "pack.export", input: exportInput(purchaseFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "packs.purchases", ...input, ...words });
  },
);
export async function exportPurchases(call: ActionCall) {
  return await exportPurchasesAction(call);
}
