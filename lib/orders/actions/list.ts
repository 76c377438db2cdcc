"use server";

import { exportInput } from "@/lib/jobs/schema";
import { startExport } from "@/lib/jobs/start-export";
import { orderFilterSchema } from "@/lib/orders/schema";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { requestLocale } from "@/lib/platform/i18n";

const exportAction = staffAction(
  { capability: "order.export", input: exportInput(orderFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "orders.export", ...input, ...words });
  },
);
export async function exportOrders(call: ActionCall) {
  return await exportAction(call);
}
