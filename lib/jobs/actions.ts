"use server";

import { z } from "zod";
import { cancelJob as cancel } from "@/lib/jobs/cancel-job";
import { retryJob as retry } from "@/lib/jobs/retry-job";
import { exportInput } from "@/lib/jobs/schema";
import { startExport } from "@/lib/jobs/start-export";
import { auditFilterSchema, staffFilterSchema, storeFilterSchema } from "@/lib/merchants/schema";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { requestLocale } from "@/lib/platform/i18n";

const oneJob = z.strictObject({
  requestId: z.string().min(8).max(64),
  jobId: z.string().startsWith("job_").max(40),
});

const cancelAction = staffAction({ capability: "job.read", input: oneJob }, ({ scope, input }) =>
  cancel(scope, input),
);
export async function cancelJob(call: ActionCall) {
  return await cancelAction(call);
}

const retryAction = staffAction({ capability: "job.read", input: oneJob }, ({ scope, input }) =>
  retry(scope, input),
);
export async function retryJob(call: ActionCall) {
  return await retryAction(call);
}

const exportStoresAction = staffAction(
  { capability: "store.read", input: exportInput(storeFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "merchants.stores", ...input, ...words });
  },
);
export async function exportStores(call: ActionCall) {
  return await exportStoresAction(call);
}

const exportStaffAction = staffAction(
  { capability: "staff.manage", input: exportInput(staffFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "merchants.staff", ...input, ...words });
  },
);
export async function exportStaff(call: ActionCall) {
  return await exportStaffAction(call);
}

const exportAuditAction = staffAction(
  { capability: "audit.read", input: exportInput(auditFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "merchants.audit", ...input, ...words });
  },
);
export async function exportAudit(call: ActionCall) {
  return await exportAuditAction(call);
}
