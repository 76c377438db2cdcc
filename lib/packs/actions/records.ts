"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { exportInput } from "@/lib/jobs/schema";
import { startExport } from "@/lib/jobs/start-export";
import { giftId } from "@/lib/packs/schema";
import { giftFilterSchema, packVoucherFilterSchema } from "@/lib/packs/schema/records";
import { withdrawGift as withdraw } from "@/lib/packs/withdraw-gift";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { requestLocale } from "@/lib/platform/i18n";

const withdrawAction = staffAction(
  { capability: "pack.gift", input: z.strictObject({ requestId: z.string().min(8).max(64), giftId }) },
  async ({ scope, input }) => {
    const taken = await withdraw(scope, input);
    revalidatePath("/console/[merchant]", "layout");
    return taken;
  },
);
/** Takes a gift back that waits for a number which is no member yet. */
export async function withdrawGift(call: ActionCall) {
  return await withdrawAction(call);
}

const exportGiftsAction = staffAction(
  { capability: "pack.export", input: exportInput(giftFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "packs.gifts", ...input, ...words });
  },
);
export async function exportGifts(call: ActionCall) {
  return await exportGiftsAction(call);
}

const exportVouchersAction = staffAction(
  { capability: "pack.export", input: exportInput(packVoucherFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "packs.coupons", ...input, ...words });
  },
);
export async function exportPackVouchers(call: ActionCall) {
  return await exportVouchersAction(call);
}
