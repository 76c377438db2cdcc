import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, it } from "vitest";
import { makeApiKey, testScope } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { api, apiRoutes } from "@/lib/api";
import { apiReference } from "@/lib/api-reference";
import { routeName } from "@/lib/platform/openapi";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";

type Operation = {
  operationId: string;
  parameters: { name?: string }[];
  requestBody?: unknown;
  responses: object;
};
type Document = { paths: Record<string, Record<string, Operation>>; components: { responses: object } };

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
      for (const status of statuses.filter((one) => one !== "200"))
        expect(Object.keys(components.responses)).toContain(status);
    }
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

let world: TestWorld;
let key = "";
beforeAll(async () => {
  await inTransaction(async (tx) => {
    world = await makeTestWorld(tx, "ANSWERS");
    key = (await makeApiKey(tx, world.merchantId)).key;
  });
});

async function ask(method: string, path: string, body?: unknown) {
  const response = await api.request(`/api/v1${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
  });
  return { status: response.status, body: await response.json() };
}

const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
const coupon = {
  name: "Tea",
  currency: "HKD",
  benefit: { type: "percent_off", bps: 2000 },
  validity: { type: "days_after_claim", days: 30 },
};
const made = async () => String((await ask("POST", "/coupons", coupon)).body.id);
const pack = () => ({
  ...{ type: "paid", name: "Coffee week", description: "Seven coffees" },
  contents: {
    schedule: { type: "recurring", every: { unit: "week", weekdays: [1] }, cycles: 3 },
    items: [{ couponId: world.couponId, quantity: 2, validDays: 7 }],
  },
  sale: { priceMinor: 2500, currency: "HKD", channels: ["mall"] },
});
const packMade = async () => String((await ask("POST", "/packs", pack())).body.id);
async function bought(packId?: string): Promise<string> {
  const sent = { memberId: world.first.memberId, channel: "mall" };
  const made = await ask("POST", `/packs/${packId ?? (await packMade())}/purchases`, sent);
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
}
/** Given up at once, so that the member may buy more. */
async function givenUp(): Promise<[packId: string, id: string]> {
  const packId = await packMade();
  const id = await bought(packId);
  await ask("POST", `/purchases/${id}/cancel`);
  return [packId, id];
}
const cart = () => ({
  ...{ storeId: world.first.storeId, channel: "till", device: "till", currency: "HKD" },
  memberId: world.first.memberId,
  lines: [{ id: "l1", productId: world.first.productId, unitPriceMinor: 5000, quantity: 2 }],
});
async function placed(): Promise<string> {
  const made = await ask("POST", "/orders", cart());
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
}
async function paid(): Promise<string> {
  const id = await placed();
  await ask("POST", `/orders/${id}/pay`, { paymentRef: `till-${id}` });
  return id;
}
/** A voucher of the first member that is used without an order. */
async function generic(): Promise<string> {
  const made = await ask("POST", "/coupons", {
    ...coupon,
    benefit: { type: "generic", text: "A free refill" },
    distribution: { methods: ["targeted"] },
  });
  const scope = testScope(world.merchantId);
  const gift = { requestId: crypto.randomUUID(), couponId: made.body.id, memberId: world.first.memberId };
  const given = await grantCoupon(scope, { ...gift, quantity: 1 });
  return given.ok ? (given.value.voucherIds[0] ?? "") : given.refusal.code;
}
type Request = readonly [path: string, body?: unknown];
/** A good request of every route; what is not here fails the test below. */
const requests: Record<string, () => Request | Promise<Request>> = {
  "GET /merchant": () => ["/merchant"],
  "PATCH /merchant": () => ["/merchant", { maxVouchersPerOrder: 3 }],
  "POST /stores": () => ["/stores", { name: "Pier", currency: "HKD", timeZone: "Asia/Hong_Kong" }],
  "GET /stores": () => ["/stores"],
  "POST /members": () => ["/members", { phone: "+85262345678", name: "Mei", tags: ["vip"] }],
  "GET /members": () => [`/members?phone=${encodeURIComponent(world.first.phone)}`],
  "GET /members/:id": () => [`/members/${world.first.memberId}`],
  "GET /members/:id/vouchers": () => [`/members/${world.first.memberId}/vouchers`],
  "POST /coupons": () => ["/coupons", coupon],
  "GET /coupons": () => ["/coupons"],
  "GET /coupons/:id": () => [`/coupons/${world.couponId}`],
  "PATCH /coupons/:id": () => [`/coupons/${world.couponId}`, { description: "Sweet" }],
  "POST /coupons/:id/pause": async () => [`/coupons/${await made()}/pause`],
  "POST /coupons/:id/resume": async () => {
    const id = await made();
    await ask("POST", `/coupons/${id}/pause`);
    return [`/coupons/${id}/resume`];
  },
  "POST /coupons/:id/archive": async () => [`/coupons/${await made()}/archive`],
  "POST /coupons/:id/issue": async () => [
    `/coupons/${await made()}/issue`,
    { memberId: world.first.memberId, quantity: 2 },
  ],
  "POST /categories": () => ["/categories", { name: "Pastry" }],
  "GET /categories": () => ["/categories"],
  "POST /products": () => ["/products", { name: "Egg tart", sku: "EGG", priceMinor: 1200 }],
  "GET /products": () => ["/products"],
  "POST /codes/claim": async () => {
    const distribution = { methods: ["code"], sharedCode: { code: "TEATIME", quantity: 5 } };
    await ask("POST", "/coupons", { ...coupon, distribution });
    return ["/codes/claim", { code: "TEATIME", memberId: world.first.memberId }];
  },
  "POST /activities": () => [
    "/activities",
    {
      ...{ kind: "code_redemption", name: "Summer", code: "SUMMER1", startsAt: day(-1), endsAt: day(5) },
      rules: {
        passwords: [{ password: "SUN", inventory: 5, prizes: [{ couponId: world.couponId, quantity: 1 }] }],
      },
    },
  ],
  "GET /activities": () => ["/activities"],
  "GET /activities/:id": () => [`/activities/${world.first.activityId}`],
  "POST /activities/:id/participations": () => [
    `/activities/${world.second.activityId}/participations`,
    { memberId: world.first.memberId, password: world.second.password },
  ],
  "POST /quotes": () => ["/quotes", cart()],
  "POST /orders": () => ["/orders", cart()],
  "GET /orders": () => ["/orders"],
  "GET /orders/:id": () => [`/orders/${world.orderId}`],
  "POST /orders/:id/pay": async () => [`/orders/${await placed()}/pay`, { paymentRef: "till-1" }],
  "POST /orders/:id/complete": async () => [`/orders/${await paid()}/complete`],
  "POST /orders/:id/cancel": async () => [`/orders/${await placed()}/cancel`],
  "POST /orders/:id/refunds": async () => [`/orders/${await paid()}/refunds`, { by: "merchant" }],
  "POST /vouchers/:id/redeem": async () => [`/vouchers/${await generic()}/redeem`, {}],
  "POST /vouchers/:id/revoke": async () => [`/vouchers/${await generic()}/revoke`, {}],
  "POST /explain": () => [
    "/explain",
    { memberId: world.first.memberId, couponId: world.first.couponId, quote: cart() },
  ],
  "POST /packs": () => ["/packs", pack()],
  "GET /packs": async () => {
    await packMade();
    return ["/packs"];
  },
  "GET /packs/:id": async () => [`/packs/${await packMade()}`],
  "POST /packs/:id/gift": async () => [`/packs/${await packMade()}/gift`, { phone: "+85261234999" }],
  "POST /packs/:id/purchases": async () => [
    `/packs/${await packMade()}/purchases`,
    { memberId: world.second.memberId, channel: "mall" },
  ],
  "GET /packs/:id/purchases": async () => [`/packs/${(await givenUp())[0]}/purchases`],
  "GET /purchases/:id": async () => [`/purchases/${(await givenUp())[1]}`],
  "POST /purchases/:id/pay": async () => [`/purchases/${await bought()}/pay`, { paymentRef: "till 7" }],
  "POST /purchases/:id/cancel": async () => [`/purchases/${await bought()}/cancel`],
  "POST /webhooks": () => ["/webhooks", { url: "https://example.com/hooks", events: ["voucher.*"] }],
  "GET /webhooks": () => ["/webhooks"],
  "GET /webhooks/:id/deliveries": () => [`/webhooks/${world.webhookId}/deliveries`],
  "POST /webhooks/:id/deliveries/:deliveryId/replay": () => [
    `/webhooks/${world.webhookId}/deliveries/${world.deliveryId}/replay`,
  ],
};

describe("an answer", () => {
  it("is asked for from every route", () => {
    expect(Object.keys(requests).sort()).toEqual(apiRoutes.map(routeName).sort());
  });

  it.each(Object.keys(requests))("of %s is as the document says", async (name) => {
    const [path, sent] = (await requests[name]?.()) ?? [""];
    const { status, body } = await ask(name.split(" ")[0] ?? "", path, sent);
    expect(status, JSON.stringify(body)).toBe(200);
    const { answer } = apiReference[name] ?? {};
    expect(answer?.safeParse(body).error?.issues ?? []).toEqual([]);
    if (name.startsWith("GET /") && "data" in body) expect(body.data.length).toBeGreaterThan(0);
  });
});
