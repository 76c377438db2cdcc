import { describe, expect, it } from "vitest";
import { apiRoutes } from "@/lib/api";
import { webhookEventTypes } from "@/lib/notifications/schema";
import { routeName } from "@/lib/platform/openapi";

/** Every call of the contract, in its order. What is promised outside stays mounted under this very name. */
const promised = `
POST /members
GET /members/:id
GET /members
GET /members/:id/vouchers
POST /categories
POST /products
GET /products
GET /categories
POST /stores
GET /stores
GET /merchant
PATCH /merchant
POST /coupons
GET /coupons
GET /coupons/:id
PATCH /coupons/:id
POST /coupons/:id/pause
POST /coupons/:id/resume
POST /coupons/:id/archive
POST /coupons/:id/approve
POST /coupons/:id/reject
POST /coupons/:id/issue
POST /coupons/:id/codes
GET /jobs/:id
POST /coupons/:id/codes/import
POST /codes/claim
POST /activities
GET /activities
GET /activities/:id
POST /activities/:id/participations
POST /packs
GET /packs/:id
POST /packs/:id/gift
POST /packs/:id/purchases
POST /quotes
POST /orders
GET /orders/:id
POST /orders/:id/pay
POST /orders/:id/complete
POST /orders/:id/cancel
POST /orders/:id/refunds
POST /vouchers/:id/redeem
POST /vouchers/:id/revoke
POST /explain
POST /webhooks
GET /webhooks/:id/deliveries
POST /webhooks/:id/deliveries/:deliveryId/replay
`
  .trim()
  .split("\n");

/** Calls about what there is not yet, each with what has to be there first. */
const waiting: Readonly<Record<string, string>> = {
  "POST /coupons/:id/approve": "approvals",
  "POST /coupons/:id/reject": "approvals",
  "POST /coupons/:id/codes": "batches of codes",
  "POST /coupons/:id/codes/import": "batches of codes",
  "GET /jobs/:id": "batches of codes: no other call starts a job",
};

/** Calls beside the contract, each for what its neighbour would be of no use without. */
const beside = [
  "GET /orders",
  "GET /packs",
  "GET /packs/:id/purchases",
  "GET /purchases/:id",
  "GET /webhooks",
  "POST /purchases/:id/cancel",
  "POST /purchases/:id/pay",
];

describe("the contract of the API", () => {
  const mounted = apiRoutes.map(routeName);

  it("has every call mounted, but for those about what there is not yet", () => {
    const missing = promised.filter((call) => !mounted.includes(call) && !(call in waiting));
    expect(missing).toEqual([]);
  });

  it("excuses no call that is there", () => {
    expect(Object.keys(waiting).filter((call) => mounted.includes(call))).toEqual([]);
    expect(Object.keys(waiting).filter((call) => !promised.includes(call))).toEqual([]);
  });

  it("is all there is, beside two lists", () => {
    expect(mounted.filter((call) => !promised.includes(call)).sort()).toEqual(beside);
  });

  it("tells of every event of vouchers and orders that happens", () => {
    const named = ["voucher.issued", "voucher.reserved", "voucher.redeemed", "voucher.returned"];
    const orders = ["order.placed", "order.paid", "order.completed", "order.cancelled", "order.refunded"];
    expect([...named, ...orders].filter((type) => !webhookEventTypes.includes(type))).toEqual([]);
  });
});
