"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { chooseColumns as keepColumns } from "@/lib/workspace/choose-columns";
import { chooseDefaultView as keepDefault } from "@/lib/workspace/choose-default-view";
import { deleteView as removeView } from "@/lib/workspace/delete-view";
import { discardDraft as removeDraft } from "@/lib/workspace/discard-draft";
import { saveDraft as keepDraft } from "@/lib/workspace/save-draft";
import { saveView as keepView } from "@/lib/workspace/save-view";
import {
  columnChoiceSchema,
  defaultViewSchema,
  draftId as draftIdSchema,
  draftKinds,
  draftSchema,
  noticesSeenSchema,
  viewId as viewIdSchema,
  viewSchema,
} from "@/lib/workspace/schema";
import { seeNotices as keepSeen } from "@/lib/workspace/see-notices";

// Who may read a list or make a thing is asked by the use cases: it hangs on which list or thing it is.
const capability = "console.enter";
const requestId = z.string().min(8).max(64);

/** Views and columns stand on lists only. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const saveViewAction = staffAction(
  { capability, input: z.strictObject({ requestId, viewId: viewIdSchema.nullable(), view: viewSchema }) },
  async ({ scope, input }) => shownAnew(await keepView(scope, input)),
);
export async function saveView(call: ActionCall) {
  return await saveViewAction(call);
}

const deleteViewAction = staffAction(
  { capability, input: z.strictObject({ requestId, viewId: viewIdSchema }) },
  async ({ scope, input }) => shownAnew(await removeView(scope, input)),
);
export async function deleteView(call: ActionCall) {
  return await deleteViewAction(call);
}

const columnsAction = staffAction(
  { capability, input: columnChoiceSchema.extend({ requestId }) },
  async ({ scope, input }) => shownAnew(await keepColumns(scope, input)),
);
export async function chooseColumns(call: ActionCall) {
  return await columnsAction(call);
}

const defaultAction = staffAction(
  { capability, input: defaultViewSchema.extend({ requestId }) },
  async ({ scope, input }) => shownAnew(await keepDefault(scope, input)),
);
export async function chooseDefaultView(call: ActionCall) {
  return await defaultAction(call);
}

const saveDraftAction = staffAction(
  { capability, input: draftSchema.extend({ requestId }) },
  async ({ scope, input }) => await keepDraft(scope, input),
);
export async function saveDraft(call: ActionCall) {
  return await saveDraftAction(call);
}

const discardAction = staffAction(
  { capability, input: z.strictObject({ requestId, kind: z.enum(draftKinds), draftId: draftIdSchema }) },
  async ({ scope, input: { requestId: _, ...draft } }) => shownAnew(await removeDraft(scope, draft)),
);
export async function discardDraft(call: ActionCall) {
  return await discardAction(call);
}

const seenAction = staffAction(
  { capability, input: noticesSeenSchema },
  async ({ scope, input }) => await keepSeen(scope, input),
);
export async function seeNotices(call: ActionCall) {
  return await seenAction(call);
}
