"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { addStock as add } from "@/lib/activities/add-stock";
import { changeActivityState as change } from "@/lib/activities/change-activity-state";
import { createActivity as create } from "@/lib/activities/create-activity";
import { editActivity as edit } from "@/lib/activities/edit-activity";
import { listPrizeCoupons } from "@/lib/activities/queries/prizes";
import { activityEditSchema, activityInputSchema } from "@/lib/activities/schema";
import { ok } from "@/lib/kernel/result";
import { type ActionCall, staffAction } from "@/lib/platform/action";

const requestId = z.string().min(8).max(64);
const activityId = z.string().startsWith("act_").max(40);

/** What the console shows of activities stands on many pages: lists, details, checklists. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const createAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({ requestId, activity: activityInputSchema, publish: z.boolean() }),
  },
  async ({ scope, input }) => shownAnew(await create(scope, input)),
);
export async function createActivity(call: ActionCall) {
  return await createAction(call);
}

const editAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({
      requestId,
      activityId,
      revision: z.int().min(1),
      activity: activityEditSchema,
    }),
  },
  async ({ scope, input }) => shownAnew(await edit(scope, input)),
);
export async function editActivity(call: ActionCall) {
  return await editAction(call);
}

const changeAction = staffAction(
  {
    capability: "activity.publish",
    input: z.strictObject({
      requestId,
      activityId,
      change: z.enum(["publish", "pause", "resume", "archive", "restore"]),
    }),
  },
  async ({ scope, input }) => shownAnew(await change(scope, input)),
);
export async function changeActivityState(call: ActionCall) {
  return await changeAction(call);
}

const stockAction = staffAction(
  {
    capability: "activity.stock",
    input: z.strictObject({
      requestId,
      poolId: z.string().startsWith("pol_").max(40),
      add: z.int().min(1).max(1_000_000),
    }),
  },
  async ({ scope, input }) => shownAnew(await add(scope, input)),
);
export async function addStock(call: ActionCall) {
  return await stockAction(call);
}

const findAction = staffAction(
  { capability: "activity.write", input: z.strictObject({ q: z.string().trim().min(1).max(100) }) },
  async ({ scope, input }) => ok(await listPrizeCoupons(scope, input)),
);
/** The coupons a search in the prize picker finds. */
export async function findPrizeCoupons(call: ActionCall) {
  return await findAction(call);
}
