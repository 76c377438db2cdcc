"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import {
  changeWebhookState as changeState,
  rotateWebhookSecret as rotate,
} from "@/lib/notifications/change-webhook-state";
import { createWebhook as create } from "@/lib/notifications/create-webhook";
import { editWebhook as edit, deleteWebhook as remove } from "@/lib/notifications/edit-webhook";
import { replayDelivery as replay, sendTestEvent as test } from "@/lib/notifications/queue-deliveries";
import { webhookInputSchema } from "@/lib/notifications/schema";
import { type ActionCall, staffAction } from "@/lib/platform/action";

const capability = "webhook.manage" as const;
const requestId = z.string().min(8).max(64);
const webhookId = z.string().startsWith("whk_").max(40);
const one = z.strictObject({ requestId, webhookId });

function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const createAction = staffAction(
  { capability, input: z.strictObject({ requestId, webhook: webhookInputSchema }) },
  // The form shows the secret in its place: nothing may take it away.
  async ({ scope, input }) => await create(scope, input),
);
export async function createWebhook(call: ActionCall) {
  return await createAction(call);
}

const editAction = staffAction(
  {
    capability,
    input: z.strictObject({ requestId, webhookId, revision: z.int().min(1), webhook: webhookInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await edit(scope, input)),
);
export async function editWebhook(call: ActionCall) {
  return await editAction(call);
}

const stateAction = staffAction(
  { capability, input: one.extend({ change: z.enum(["enable", "disable"]) }) },
  async ({ scope, input }) => shownAnew(await changeState(scope, input)),
);
export async function changeWebhookState(call: ActionCall) {
  return await stateAction(call);
}

const rotateAction = staffAction(
  { capability, input: one },
  async ({ scope, input }) => await rotate(scope, input),
);
export async function rotateWebhookSecret(call: ActionCall) {
  return await rotateAction(call);
}

const deleteAction = staffAction(
  { capability, input: one },
  // Not shown anew: the page of what is gone goes elsewhere by itself.
  async ({ scope, input }) => await remove(scope, input),
);
export async function deleteWebhook(call: ActionCall) {
  return await deleteAction(call);
}

const testAction = staffAction({ capability, input: one }, async ({ scope, input }) =>
  shownAnew(await test(scope, input)),
);
export async function sendTestEvent(call: ActionCall) {
  return await testAction(call);
}

const replayAction = staffAction(
  { capability, input: one.extend({ deliveryId: z.string().startsWith("dlv_").max(40) }) },
  async ({ scope, input }) => shownAnew(await replay(scope, input)),
);
export async function replayDelivery(call: ActionCall) {
  return await replayAction(call);
}
