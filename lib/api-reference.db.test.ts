import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { api, apiRoutes } from "@/lib/api";
import { apiReference } from "@/lib/api-reference";
import { eventReference } from "@/lib/api-reference-events";
import { apiFaults } from "@/lib/api-reference-refusals";
import { TEST_EVENT, webhookEventTypes, webhookSubjects } from "@/lib/notifications/schema";
import { askRefund } from "@/lib/orders/ask-refund";
import { cancelOrder, completeOrder, payOrder } from "@/lib/orders/change-order";
import { placeOrder } from "@/lib/orders/place-order";
import { refundOrder } from "@/lib/orders/refund-order";
import { orderInputSchema } from "@/lib/orders/schema";
import { deliverOutbox, type ToldEvent } from "@/lib/platform/deliver-outbox";
import { routeName } from "@/lib/platform/openapi";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";

type Operation = {
  operationId: string;
  parameters: { name?: string }[];
  requestBody?: unknown;
  responses: Record<string, object>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, object>;
  components: { responses: object };
};

const fetched = async () => {
  const response = await api.request("/api/v1/openapi.json");
  expect(response.status).toBe(200);
  return (await response.json()) as Document;
};

describe("the document of the API", () => {
  it("is valid OpenAPI 3.1", async () => {
    const checked = await new Validator().validate(await fetched());
    expect(checked.errors ?? []).toEqual([]);
    expect(checked.valid).toBe(true);
  });

  it("has every mounted route and no other, each under its own name", async () => {
    const { paths } = await fetched();
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
    );
    expect(told.sort()).toEqual(apiRoutes.map(routeName).sort());
    expect(Object.keys(apiReference).sort()).toEqual(apiRoutes.map(routeName).sort());
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("tells of each route what it takes and how it can fail", async () => {
    const { paths, components } = await fetched();
    for (const { method, path, takes } of apiRoutes) {
      const operation = paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
      expect(Boolean(operation?.requestBody), path).toBe(takes.body !== null);
      for (const [, name] of path.matchAll(/:(\w+)/g))
        expect(operation?.parameters.map((one) => one.name)).toContain(name);
      const statuses = Object.keys(operation?.responses ?? {});
      expect(statuses).toEqual(expect.arrayContaining(["200", "401", "403", "422", "429", "503"]));
      for (const status of statuses.filter((one) => !["200", "409", "422"].includes(one)))
        expect(Object.keys(components.responses)).toContain(status);
    }
  });

  it("names the codes of what each route refuses, and of no route that there is not", async () => {
    const { paths } = await fetched();
    expect(Object.keys(apiFaults).filter((name) => !apiRoutes.map(routeName).includes(name))).toEqual([]);
    const pay = JSON.stringify(paths["/orders/{id}/pay"]?.post?.responses["409"]);
    expect(pay).toContain(
      '"enum":["order_cancelled","order_expired","order_already_paid","pack_unavailable"]',
    );
    const store = paths["/stores"]?.post?.responses;
    expect(Object.keys(store ?? {})).not.toContain("409");
    expect(JSON.stringify(paths["/quotes"]?.post)).not.toMatch(/IdempotencyKey|Replayed/);
  });

  it("says that a paused coupon can be used no more than it can be had", async () => {
    const { paths } = await fetched();
    expect(JSON.stringify(paths["/coupons/{id}/pause"]?.post)).toMatch(/issued of it from being used/);
    expect(JSON.stringify(paths["/coupons/{id}/resume"]?.post)).toMatch(/used again/);
  });

  it("tells of every event that a webhook may ask for and be told of, here and on the page", async () => {
    const { paths, webhooks } = await fetched();
    expect(Object.keys(webhooks).sort()).toEqual([...webhookEventTypes, TEST_EVENT].sort());
    const asked = JSON.stringify(paths["/webhooks"]?.post?.requestBody);
    const page = await (await api.request("/api/v1/docs")).text();
    for (const type of webhookEventTypes) {
      expect(asked).toContain(`"${type}"`);
      expect(page).toContain(`<code>${type}</code>`);
    }
    for (const subject of webhookSubjects) expect(asked).toContain(`"${subject}.*"`);
    expect(JSON.stringify(webhooks["order.refunded"])).toMatch(/Of the order.*refundMinor/);
  });

  it("names the fields of a body as they are sent", async () => {
    const { paths } = await fetched();
    const body = JSON.stringify(paths["/stores"]?.post?.requestBody);
    expect(body).toMatch(/"required":\["name","currency","timeZone"\]/);
    expect(body).toMatch(/"additionalProperties":false/);
  });

  it("is a page for people that runs nothing and loads nothing", async () => {
    const response = await api.request("/api/v1/docs");
    const html = await response.text();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(html).not.toMatch(/<script|<link|<img|\son\w+=|style="/);
    for (const { method, path } of apiRoutes)
      expect(html).toContain(
        `<span class="method">${method}</span> <code>${path.replace(/:(\w+)/g, "{$1}")}</code>`,
      );
  });
});

/** All that was announced of an order that was refunded in two steps, and of one that was cancelled. */
async function tellOrders(): Promise<ToldEvent[]> {
  const { merchantId, storeId, productId, memberId, couponId } = await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const [storeId, productId] = [await makeStore(tx, merchantId), await makeProduct(tx, merchantId)];
    const refund = { returnWhenAllRefunded: true };
    const distribution = { methods: ["targeted" as const] };
    const couponId = await makeCoupon(tx, merchantId, { distribution, refund });
    return { merchantId, storeId, productId, memberId: await makeMember(tx, merchantId), couponId };
  });
  const scope = testScope(merchantId);
  await grantCoupon(scope, { requestId: freshRequestId(), couponId, memberId, quantity: 1 });
  const order = orderInputSchema.parse({
    ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD", vouchers: "best" },
    lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 2 }],
  });
  const place = async () => {
    const placed = await placeOrder(scope, { requestId: freshRequestId(), order });
    if (!placed.ok) throw new Error(placed.refusal.code);
    return { requestId: freshRequestId(), orderId: placed.value.id };
  };
  await cancelOrder(scope, await place());
  const kept = await place();
  const again = () => ({ ...kept, requestId: freshRequestId() });
  await payOrder(scope, { ...kept, paymentRef: "slip" });
  await completeOrder(scope, again());
  await askRefund(scope, { ...again(), lines: null, reason: "Cold" });
  for (const lines of [[{ lineId: "l1", quantity: 1 }], undefined])
    await refundOrder(scope, { ...again(), refund: { by: "merchant", lines, reason: "" } });
  const told: ToldEvent[] = [];
  const keep = async (_: unknown, events: readonly ToldEvent[]) => void told.push(...events);
  await deliverOutbox([], { rows: 1000, events: 10_000 }, [{ types: webhookEventTypes, keep }]);
  return told.filter((one) => one.merchantId === merchantId);
}

describe("what the document says of events", () => {
  it("is what is told of orders and of their vouchers: whose id it is, and all that is said to be always there", async () => {
    const told = await tellOrders();
    const types = [...new Set(told.map(({ type }) => type))].toSorted();
    expect(types).toEqual([
      ...["order.cancelled", "order.completed", "order.paid", "order.partly_refunded", "order.placed"],
      ...["order.refund_asked", "order.refunded", "voucher.issued", "voucher.redeemed", "voucher.released"],
      ...["voucher.reserved", "voucher.returned"],
    ]);
    const prefixes: Record<string, string> = { "the order": "ord_", "the voucher": "vch_" };
    for (const { type, subjectId, payload } of told) {
      const { subject = "", data = [] } = eventReference.types[type] ?? {};
      expect(subjectId, type).toMatch(new RegExp(`^${prefixes[subject]}`));
      expect(Object.keys(payload), type).toEqual(expect.arrayContaining([...data]));
    }
  });
});
