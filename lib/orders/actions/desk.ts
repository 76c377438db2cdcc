"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { lastDaySchema } from "@/lib/coupons/schema/each";
import { decideRefund as decide } from "@/lib/orders/ask-refund";
import { cancelOrder as cancel, completeOrder as complete, payOrder as pay } from "@/lib/orders/change-order";
import { completeOrders as completeMany } from "@/lib/orders/complete-orders";
import { extendVoucher as extend } from "@/lib/orders/extend-voucher";
import { extendVouchers as extendMany } from "@/lib/orders/extend-vouchers";
import { placeAtCounter as place } from "@/lib/orders/place-at-counter";
import { quoteCart as quote } from "@/lib/orders/quote-cart";
import { redeemVoucher as redeem, revokeVoucher as revoke } from "@/lib/orders/redeem-voucher";
import { previewRefund as preview, refundOrder as refund } from "@/lib/orders/refund-order";
import { revealAddress as reveal } from "@/lib/orders/reveal-address";
import { revokeVouchers as revokeMany } from "@/lib/orders/revoke-vouchers";
import {
  decideRefundSchema,
  orderId,
  orderInputSchema,
  paymentRefSchema,
  quoteInputSchema,
  refundInputSchema,
} from "@/lib/orders/schema";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { AT_ONCE } from "@/lib/platform/each-one";
import { discardDraft } from "@/lib/workspace/discard-draft";

const requestId = z.string().min(8).max(64);
const formDraftId = z.string().startsWith("drf_").max(40);
const voucherId = z.string().startsWith("vch_").max(40);
const note = z.string().trim().max(500);

/** An order stands in its list, on its page, with its member and in the figures. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const quoteAction = staffAction(
  { capability: "order.place", input: quoteInputSchema },
  async ({ scope, input }) => await quote(scope, input),
);
export async function quoteCart(call: ActionCall) {
  return await quoteAction(call);
}

const placeAction = staffAction(
  {
    capability: "order.place",
    input: z.strictObject({ requestId, order: orderInputSchema, draftId: formDraftId.optional() }),
  },
  async ({ scope, input: { draftId, ...input } }) => {
    const placed = await place(scope, input);
    // Only now: who asks again with the same request id needs what was kept.
    if (placed.ok && draftId) await discardDraft(scope, { kind: "order", draftId });
    return shownAnew(placed);
  },
);
export async function placeOrder(call: ActionCall) {
  return await placeAction(call);
}

const payAction = staffAction(
  {
    capability: "order.place",
    input: z.strictObject({ requestId, orderId, paymentRef: paymentRefSchema }),
  },
  async ({ scope, input }) => shownAnew(await pay(scope, input)),
);
export async function payOrder(call: ActionCall) {
  return await payAction(call);
}

const named = z.strictObject({ requestId, orderId });

const cancelAction = staffAction({ capability: "order.place", input: named }, async ({ scope, input }) =>
  shownAnew(await cancel(scope, input)),
);
export async function cancelOrder(call: ActionCall) {
  return await cancelAction(call);
}

const completeAction = staffAction({ capability: "order.place", input: named }, async ({ scope, input }) =>
  shownAnew(await complete(scope, input)),
);
export async function completeOrder(call: ActionCall) {
  return await completeAction(call);
}

const completeManyAction = staffAction(
  {
    capability: "order.place",
    input: z.strictObject({
      requestId,
      choice: z.strictObject({ ids: z.array(orderId).min(1).max(AT_ONCE) }),
      change: z.literal("complete"),
    }),
  },
  async ({ scope, input }) => {
    const orders = input.choice.ids.map((id) => ({ id, name: "" }));
    return shownAnew(await completeMany(scope, { requestId: input.requestId, orders }));
  },
);
/** Marks the chosen orders as handed over; each has its own outcome. */
export async function completeOrders(call: ActionCall) {
  return await completeManyAction(call);
}

const refundAction = staffAction(
  {
    capability: "order.refund",
    input: z.strictObject({ requestId, orderId, refund: refundInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await refund(scope, input)),
);
export async function refundOrder(call: ActionCall) {
  return await refundAction(call);
}

const previewAction = staffAction(
  { capability: "order.refund", input: z.strictObject({ orderId, refund: refundInputSchema }) },
  async ({ scope, input }) => await preview(scope, input.orderId, input.refund),
);
/** What a refund would give back, and what would become of the coupons; changes nothing. */
export async function previewRefund(call: ActionCall) {
  return await previewAction(call);
}

const revealAction = staffAction(
  { capability: "member.reveal", input: named },
  async ({ scope, input }) => await reveal(scope, input.orderId),
);
/** Where an order is delivered, whole; the log tells who looked. */
export async function revealAddress(call: ActionCall) {
  return await revealAction(call);
}

const decideAction = staffAction(
  { capability: "order.refund", input: decideRefundSchema.extend({ requestId }) },
  async ({ scope, input }) => shownAnew(await decide(scope, input)),
);
export async function decideRefund(call: ActionCall) {
  return await decideAction(call);
}

const redeemAction = staffAction(
  {
    capability: "voucher.redeem",
    input: z.strictObject({
      ...{ requestId, voucherId, note },
      storeId: z.string().startsWith("str_").max(40).nullable(),
      region: z.string().trim().min(1).max(40).optional(),
    }),
  },
  async ({ scope, input }) => shownAnew(await redeem(scope, input)),
);
export async function redeemVoucher(call: ActionCall) {
  return await redeemAction(call);
}

const revokeAction = staffAction(
  { capability: "voucher.revoke", input: z.strictObject({ requestId, voucherId, note }) },
  async ({ scope, input }) => shownAnew(await revoke(scope, input)),
);
export async function revokeVoucher(call: ActionCall) {
  return await revokeAction(call);
}

const extendAction = staffAction(
  {
    capability: "voucher.extend",
    input: z.strictObject({ requestId, voucherId, lastDay: lastDaySchema, note }),
  },
  async ({ scope, input }) => shownAnew(await extend(scope, input)),
);
export async function extendVoucher(call: ActionCall) {
  return await extendAction(call);
}

const extendManyAction = staffAction(
  {
    capability: "voucher.extend",
    input: z.strictObject({
      ...{ requestId, lastDay: lastDaySchema, note },
      voucherIds: z.array(voucherId).min(1).max(AT_ONCE),
    }),
  },
  async ({ scope, input: { voucherIds, ...request } }) => {
    const vouchers = voucherIds.map((id) => ({ id, name: "" }));
    return shownAnew(await extendMany(scope, { ...request, vouchers }));
  },
);
/** Lets the chosen vouchers be used for longer; each has its own outcome. */
export async function extendVouchers(call: ActionCall) {
  return await extendManyAction(call);
}

const revokeManyAction = staffAction(
  {
    capability: "voucher.revoke",
    input: z.strictObject({
      requestId,
      voucherIds: z.array(voucherId).min(1).max(AT_ONCE),
      note: note.min(1),
    }),
  },
  async ({ scope, input: { voucherIds, ...request } }) => {
    const vouchers = voucherIds.map((id) => ({ id, name: "" }));
    return shownAnew(await revokeMany(scope, { ...request, vouchers }));
  },
);
/** Takes the chosen vouchers back with one reason; each has its own outcome. */
export async function revokeVouchers(call: ActionCall) {
  return await revokeManyAction(call);
}
