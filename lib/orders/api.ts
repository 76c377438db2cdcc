import { z } from "zod";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { cancelOrder, completeOrder, payOrder } from "@/lib/orders/change-order";
import { explainCoupon, explainInputSchema } from "@/lib/orders/explain-coupon";
import { placeOrder } from "@/lib/orders/place-order";
import { getOrderView, listOrders } from "@/lib/orders/queries/orders";
import { quoteCart } from "@/lib/orders/quote-cart";
import { redeemVoucher, revokeVoucher } from "@/lib/orders/redeem-voucher";
import { refundOrder } from "@/lib/orders/refund-order";
import {
  orderInputSchema,
  orderStatuses,
  paymentRefSchema,
  quoteInputSchema,
  refundInputSchema,
  regionSchema,
} from "@/lib/orders/schema";
import { unpaidPacksOf } from "@/lib/packs/queries/about-purchases";
import { apiRoute, pageQuery } from "@/lib/platform/api-route";

const cartFaults = { wrong_currency: "currency", cart_too_large: "lines" };
const note = z.string().trim().max(500).default("");

/** What a till or a shop does with a cart: price it, place it, take the payment, hand over, give back (U5). */
export const orderRoutes = [
  apiRoute({
    method: "POST",
    path: "/quotes",
    capability: "order.place",
    body: quoteInputSchema,
    invalid: cartFaults,
    work: async ({ scope, body }) => await quoteCart(scope, body),
  }),
  apiRoute({
    method: "POST",
    path: "/orders",
    capability: "order.place",
    body: orderInputSchema,
    invalid: cartFaults,
    work: async ({ scope, body, requestKey }) =>
      await placeOrder(scope, { requestId: requestKey, order: body }),
  }),
  apiRoute({
    method: "GET",
    path: "/orders",
    capability: "order.read",
    query: pageQuery.extend({
      status: z.enum(orderStatuses).optional(),
      memberId: z.string().startsWith("mbr_").max(40).optional(),
    }),
    work: async ({ scope, query: { status, memberId, limit, cursor } }) => {
      const some = { status: status ? [status] : [], memberId, size: limit, cursor, withTotal: false };
      const { rows, nextCursor } = await listOrders(scope, some);
      const packs = await unpaidPacksOf(
        scope,
        rows.map(({ id }) => id),
      );
      return ok({ data: rows.map((row) => listed(row, packs.get(row.id) ?? 0)), nextCursor });
    },
  }),
  apiRoute({
    method: "GET",
    path: "/orders/:id",
    capability: "order.read",
    work: async ({ scope, id }) => {
      const order = await getOrderView(scope, id);
      if (!order) throw new AppError("not_found");
      return ok(order);
    },
  }),
  apiRoute({
    method: "POST",
    path: "/orders/:id/pay",
    capability: "order.place",
    body: z.strictObject({ paymentRef: paymentRefSchema }),
    work: async ({ scope, id, body, requestKey }) =>
      await payOrder(scope, { requestId: requestKey, orderId: id, ...body }),
  }),
  apiRoute({
    method: "POST",
    path: "/orders/:id/complete",
    capability: "order.place",
    work: async ({ scope, id, requestKey }) =>
      await completeOrder(scope, { requestId: requestKey, orderId: id }),
  }),
  apiRoute({
    method: "POST",
    path: "/orders/:id/cancel",
    capability: "order.place",
    work: async ({ scope, id, requestKey }) =>
      await cancelOrder(scope, { requestId: requestKey, orderId: id }),
  }),
  apiRoute({
    method: "POST",
    path: "/orders/:id/refunds",
    capability: "order.refund",
    body: refundInputSchema,
    work: async ({ scope, id, body, requestKey }) =>
      await refundOrder(scope, { requestId: requestKey, orderId: id, refund: body }),
  }),
  apiRoute({
    method: "POST",
    path: "/vouchers/:id/redeem",
    capability: "voucher.redeem",
    body: z.strictObject({
      storeId: z.string().startsWith("str_").max(40).nullish(),
      region: regionSchema,
      note,
    }),
    work: async ({ scope, id, body: { storeId = null, region, note }, requestKey }) =>
      await redeemVoucher(scope, {
        ...{ requestId: requestKey, voucherId: id, storeId, note },
        ...(region ? { region } : {}),
      }),
  }),
  apiRoute({
    method: "POST",
    path: "/vouchers/:id/revoke",
    capability: "voucher.revoke",
    body: z.strictObject({ storeId: z.string().startsWith("str_").max(40).nullish(), note }),
    work: async ({ scope, id, body, requestKey }) =>
      await revokeVoucher(scope, { requestId: requestKey, voucherId: id, ...body }),
  }),
  apiRoute({
    method: "POST",
    path: "/explain",
    capability: "voucher.explain",
    body: explainInputSchema,
    invalid: cartFaults,
    work: async ({ scope, body }) => await explainCoupon(scope, body),
  }),
];

/** An order in a list: without its price in full. */
function listed(row: Awaited<ReturnType<typeof listOrders>>["rows"][number], packsMinor: number) {
  const { id, number, status, storeId, region, memberId, currency, totalMinor, paidMinor, refundedMinor } =
    row;
  const toPayMinor = status === "placed" ? totalMinor + packsMinor : 0;
  const { isDelivered } = row;
  const money = { currency, totalMinor, toPayMinor, paidMinor, refundedMinor };
  const who = { id, number, status, storeId, region, memberId, isDelivered };
  return { ...who, ...money, placedAt: row.placedAt.toISOString() };
}
