"use server";

import { z } from "zod";
import { sampleState } from "@/lib/analytics/queries";
import { startSample } from "@/lib/analytics/start-sample";
import { refuse } from "@/lib/kernel/result";
import { type ActionCall, staffAction } from "@/lib/platform/action";

const input = z.strictObject({ requestId: z.string().min(8).max(64) });

const loadAction = staffAction(
  { capability: "settings.write", input },
  async ({ scope, input: { requestId } }) => {
    const { isEmpty } = await sampleState(scope);
    return isEmpty ? await startSample(scope, { requestId, what: "loadSample" }) : refuse("not_empty");
  },
);
export async function loadSample(call: ActionCall) {
  return await loadAction(call);
}

const removeAction = staffAction({ capability: "settings.write", input }, ({ scope, input: { requestId } }) =>
  startSample(scope, { requestId, what: "removeSample" }),
);
export async function removeSample(call: ActionCall) {
  return await removeAction(call);
}
