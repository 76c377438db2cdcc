import { z } from "zod";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { buyPack } from "@/lib/packs/buy-pack";
import { cancelPurchase } from "@/lib/packs/cancel-purchase";
import { createPack } from "@/lib/packs/create-pack";
import { giftPack } from "@/lib/packs/gift-pack";
import { payPurchase } from "@/lib/packs/pay-purchase";
import { getPurchaseView, listPurchaseViews } from "@/lib/packs/queries/about-purchases";
import { getPackView, listPackViews } from "@/lib/packs/queries/wire";
import { giftInputSchema, packChannels, packInputSchema, packStatuses, packTypes } from "@/lib/packs/schema";
import { apiRoute, pageQuery } from "@/lib/platform/api-route";

const packFaults = {
  coupon_not_usable: "contents",
  wrong_currency: "sale.currency",
  redirect_not_allowed: "sale.redirectUrl",
};

/** Packs for programs: made, given, and bought on a member's behalf. What one is made with is on offer at once. */
export const packRoutes = [
  apiRoute({
    method: "POST",
    path: "/packs",
    capability: "pack.write",
    body: packInputSchema,
    invalid: packFaults,
    work: async ({ scope, body, requestKey }) =>
      await createPack(scope, { requestId: requestKey, pack: body, publish: true }),
  }),
  apiRoute({
    method: "GET",
    path: "/packs",
    capability: "pack.read",
    query: pageQuery.extend({
      status: z.enum(packStatuses).optional(),
      type: z.enum(packTypes).optional(),
    }),
    work: async ({ scope, query }) => ok(await listPackViews(scope, query)),
  }),
  apiRoute({
    method: "GET",
    path: "/packs/:id",
    capability: "pack.read",
    work: async ({ scope, id }) => {
      const pack = await getPackView(scope, id);
      if (!pack) throw new AppError("not_found");
      return ok(pack);
    },
  }),
  apiRoute({
    method: "POST",
    path: "/packs/:id/gift",
    capability: "pack.gift",
    body: giftInputSchema,
    invalid: { phone_invalid: "phone" },
    work: async ({ scope, id, body, requestKey }) =>
      await giftPack(scope, { requestId: requestKey, packId: id, gift: body }),
  }),
  apiRoute({
    method: "POST",
    path: "/packs/:id/purchases",
    capability: "pack.buy",
    body: z.strictObject({
      memberId: z.string().startsWith("mbr_").max(40),
      channel: z.enum(packChannels),
    }),
    work: async ({ scope, id, body, requestKey }) =>
      await buyPack(scope, { requestId: requestKey, packId: id, ...body }),
  }),
  apiRoute({
    method: "GET",
    path: "/packs/:id/purchases",
    capability: "pack.read",
    query: pageQuery,
    work: async ({ scope, id, query }) => {
      if (!(await getPackView(scope, id))) throw new AppError("not_found");
      return ok(await listPurchaseViews(scope, { packId: id, ...query }));
    },
  }),
  apiRoute({
    method: "GET",
    path: "/purchases/:id",
    capability: "pack.read",
    work: async ({ scope, id }) => {
      const purchase = await getPurchaseView(scope, id);
      if (!purchase) throw new AppError("not_found");
      return ok(purchase);
    },
  }),
  apiRoute({
    method: "POST",
    path: "/purchases/:id/pay",
    capability: "pack.buy",
    body: z.strictObject({ paymentRef: z.string().trim().min(1).max(200) }),
    work: async ({ scope, id, body, requestKey }) =>
      await payPurchase(scope, { requestId: requestKey, purchaseId: id, ...body }),
  }),
  apiRoute({
    method: "POST",
    path: "/purchases/:id/cancel",
    capability: "pack.buy",
    work: async ({ scope, id, requestKey }) =>
      await cancelPurchase(scope, { requestId: requestKey, purchaseId: id }),
  }),
];
