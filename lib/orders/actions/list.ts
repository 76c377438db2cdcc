"use server";

import { z } from "zod";
import { exportInput } from "@/lib/jobs/schema";
import { startExport } from "@/lib/jobs/start-export";
import { ok } from "@/lib/kernel/result";
import { lookUpVoucher } from "@/lib/orders/look-up-voucher";
import { findVoucherByCode as findByCode } from "@/lib/orders/queries/at-desk";
import { findOrders as find } from "@/lib/orders/queries/find";
import { findSold } from "@/lib/orders/queries/sold";
import { orderFilterSchema } from "@/lib/orders/schema";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { requestLocale } from "@/lib/platform/i18n";

const requestId = z.string().min(8).max(64);

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

const soldAction = staffAction(
  {
    capability: "voucher.explain",
    input: z.strictObject({
      storeId: z.string().startsWith("str_").max(40),
      text: z.string().trim().max(80),
      ids: z.array(z.string().startsWith("prd_").max(40)).min(1).max(200).optional(),
    }),
  },
  async ({ scope, input }) => ok(await findSold(scope, input)),
);
/** What a store sells, for an order at its counter, or a cart that a coupon is explained on; `ids`: only these. */
export async function findSoldProducts(call: ActionCall) {
  return await soldAction(call);
}

const searchAction = staffAction(
  { capability: "order.read", input: z.strictObject({ text: z.string().trim().min(1).max(100) }) },
  async ({ scope, input }) => ok(await find(scope, input.text)),
);
/** What the command menu finds. */
export async function findOrders(call: ActionCall) {
  return await searchAction(call);
}

const byCodeAction = staffAction(
  {
    capability: "voucher.redeem",
    input: z.strictObject({ requestId, code: z.string().trim().min(1).max(64) }),
  },
  async ({ scope, input }) => {
    const found = await lookUpVoucher(scope, () => findByCode(scope, input.code));
    return found.ok ? ok({ voucher: found.value }) : found;
  },
);
/** The voucher with this whole code, at the desk where it is shown. */
export async function findVoucherByCode(call: ActionCall) {
  return await byCodeAction(call);
}
