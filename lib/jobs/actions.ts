"use server";

import { z } from "zod";
import { cancelJob as cancel } from "@/lib/jobs/cancel-job";
import { retryJob as retry } from "@/lib/jobs/retry-job";
import { type ActionCall, staffAction } from "@/lib/platform/action";

const oneJob = z.strictObject({ jobId: z.string().startsWith("job_").max(40) });

const cancelAction = staffAction({ capability: "console.enter", input: oneJob }, ({ scope, input }) =>
  cancel(scope, input),
);
export async function cancelJob(call: ActionCall) {
  return await cancelAction(call);
}

const retryAction = staffAction({ capability: "console.enter", input: oneJob }, ({ scope, input }) =>
  retry(scope, input),
);
export async function retryJob(call: ActionCall) {
  return await retryAction(call);
}
