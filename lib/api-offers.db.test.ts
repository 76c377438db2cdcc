import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeApiKey, makeStore } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";

type Json = { [name: string]: unknown } & { data?: Json[]; vouchers?: Json[]; errors?: Json[] };
type Answer = { status: number; body: Json; replayed: boolean };

let ours: TestWorld;
let theirs: TestWorld;
let key: string;
let theirKey: string;
let serial = 0;

async function ask(method: string, path: string, more: { body?: unknown; key?: string; once?: string } = {}) {
  const response = await api.request(`/api/v1${path}`, {
    method,
    body: more.body === undefined ? undefined : JSON.stringify(more.body),
    headers: {
      authorization: `Bearer ${more.key ?? key}`,
      "content-type": "application/json",
      ...(more.once ? { "idempotency-key": more.once } : {}),
    },
  });
  const replayed = response.headers.get("idempotent-replayed") === "true";
  return { status: response.status, body: await response.json(), replayed } as Answer;
}
const post = (path: string, body: unknown, more: { key?: string; once?: string } = {}) =>
  ask("POST", path, { body, ...more });
const get = (path: string, by?: string) => ask("GET", path, { key: by });
const one = async (query: ReturnType<typeof sql>) => Number((await db().execute<{ n: string }>(query))[0]?.n);
const coupon = (code: string, more: object = {}) => ({
  name: `By code ${code}`,
  currency: "HKD",
  benefit: { type: "amount_off", amountMinor: 1000 },
  validity: { type: "days_after_claim", days: 30 },
  distribution: { methods: ["code"], sharedCode: { code }, ...more },
});
const member = async () =>
  String((await post("/members", { phone: `+8526${String(3_000_000 + ++serial)}` })).body.id);

beforeAll(async () => {
  await inTransaction(async (tx) => {
    ours = await makeTestWorld(tx, "OURSHOP");
    theirs = await makeTestWorld(tx, "THEIRSHOP");
    key = (await makeApiKey(tx, ours.merchantId)).key;
    theirKey = (await makeApiKey(tx, theirs.merchantId)).key;
  });
});

describe("POST /codes/claim", () => {
  it("200: gives the member the voucher, and the same key gives the same answer again", async () => {
    const made = await post("/coupons", coupon("Hello-1", { claimLimit: 1 }));
    expect(made.body.distribution).toMatchObject({ sharedCode: { code: "Hello-1", quantity: null } });
    const memberId = await member();
    const once = `claim-${++serial}`;
    const first = await post("/codes/claim", { code: "hello1", memberId }, { once });
    expect(first.status).toBe(200);
    expect(first.body.vouchers).toMatchObject([
      { couponId: made.body.id, status: "available", termsVersion: 1 },
    ]);
    const twins = await Promise.all(
      Array.from({ length: 10 }, () => post("/codes/claim", { code: "hello1", memberId }, { once })),
    );
    for (const twin of twins) expect(twin).toEqual({ ...first, replayed: true });
    const held = await get(`/members/${memberId}/vouchers`);
    expect(held.body.data).toHaveLength(1);
    const shown = await get(`/coupons/${String(made.body.id)}`);
    expect(shown.body.distribution).toMatchObject({ sharedCode: { code: "Hello-1", quantity: null } });
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("409: a code that does not work is code_not_usable, the same words whatever the cause", async () => {
    await post("/coupons", coupon("SPENT1", { sharedCode: { code: "SPENT1", quantity: 1 } }));
    await post("/coupons", coupon("THEIRS1"), { key: theirKey });
    expect((await post("/codes/claim", { code: "SPENT1", memberId: await member() })).status).toBe(200);
    const memberId = await member();
    const answers = [];
    for (const code of ["UNKNOWN", "SPENT1", "THEIRS1", ours.first.password])
      answers.push(await post("/codes/claim", { code, memberId }));
    const plain = answers.map(({ status, body }) => ({ status, body: { ...body, requestId: "" } }));
    for (const answer of plain) expect(answer).toEqual(plain[0]);
    expect(plain[0]).toMatchObject({ status: 409, body: { code: "code_not_usable" } });
  });

  it("409: too many wrong codes of one member are too_many_tries, and hold nobody else up", async () => {
    const memberId = await member();
    for (let i = 0; i < 5; i += 1) await post("/codes/claim", { code: `GUESS${i}`, memberId });
    const over = await post("/codes/claim", { code: "GUESS", memberId });
    expect(over).toMatchObject({ status: 409, body: { code: "too_many_tries" } });
    expect(Date.parse(String(over.body.until))).toBeGreaterThan(Date.now());
    await post("/coupons", coupon("OPEN1"));
    expect((await post("/codes/claim", { code: "OPEN1", memberId: await member() })).status).toBe(200);
  });

  it("404: another merchant's member is nobody, whatever the code", async () => {
    await post("/coupons", coupon("NOBODY1"));
    for (const memberId of [theirs.first.memberId, "mbr_nobody", "'; drop table"])
      expect((await post("/codes/claim", { code: "NOBODY1", memberId })).status).toBe(404);
  });

  it("422: a blank code, a missing member and unknown fields are malformed; a reused key says so", async () => {
    const memberId = await member();
    for (const body of [{ code: " ", memberId }, { code: "A" }, { code: "A", memberId, quantity: 5 }])
      expect((await post("/codes/claim", body)).status).toBe(422);
    await post("/coupons", coupon("REUSED1"));
    const once = `reused-${++serial}`;
    await post("/codes/claim", { code: "REUSED1", memberId }, { once });
    const other = await post("/codes/claim", { code: "OTHER", memberId }, { once });
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
  });
});

describe("POST /coupons", () => {
  it("200: makes coupons that take off delivery, credit points and pay cash", async () => {
    for (const benefit of [
      { type: "delivery_off", maxOffMinor: 500 },
      { type: "points", points: 100 },
      { type: "cash", amountMinor: 500 },
    ]) {
      const made = await post("/coupons", { ...coupon("X"), benefit, distribution: {} });
      expect(made).toMatchObject({ status: 200, body: { benefit, status: "active" } });
      expect((await get(`/coupons/${String(made.body.id)}`)).body).toMatchObject({ benefit });
    }
  });

  it("409: a promo code that another coupon has is promo_code_taken, and nothing is made", async () => {
    await post("/coupons", coupon("TAKEN1"));
    const count = () => one(sql`select count(*) as n from coupon`);
    const before = await count();
    const again = await post("/coupons", coupon("taken-1"));
    expect(again).toMatchObject({ status: 409, body: { code: "promo_code_taken" } });
    expect(await count()).toBe(before);
  });
});

describe("categories and products", () => {
  it("200: are made and listed, a product with one price in the merchant's own currency", async () => {
    const category = await post("/categories", { name: "Pastry" });
    expect(category).toMatchObject({ status: 200, body: { name: "Pastry" } });
    const listed = await get("/categories?limit=100");
    expect(listed.body.data).toContainEqual(category.body);
    const categoryIds = [category.body.id];
    const translations = { "zh-CN": { name: "蛋挞" } };
    const product = { name: "Egg tart", translations, sku: "EGG-1", categoryIds, priceMinor: 1200 };
    const made = await post("/products", product);
    expect(made.body).toEqual({
      ...{ ...product, id: made.body.id, storeIds: "all", archived: false },
      prices: [{ currency: "HKD", priceMinor: 1200, onOffer: false }],
    });
    expect((await get("/products?sku=EGG-1")).body).toEqual({ data: [made.body], nextCursor: null });
    expect((await get(`/products?categoryId=${String(category.body.id)}`)).body.data).toEqual([made.body]);
  });

  it("200: a list goes on where its page ended", async () => {
    for (let i = 0; i < 3; i += 1) await post("/products", { name: `Page ${i}`, priceMinor: i });
    const first = await get("/products?limit=2");
    const next = await get(`/products?limit=2&cursor=${encodeURIComponent(String(first.body.nextCursor))}`);
    const ids = [...(first.body.data ?? []), ...(next.body.data ?? [])].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(2);
  });

  it("200: the same key makes one, twenty at once and later, and gives the same answer", async () => {
    for (const [path, body] of [
      ["/categories", { name: `Twin ${++serial}` }],
      ["/products", { name: `Twin ${++serial}`, priceMinor: 5 }],
    ] as const) {
      const once = `twin-${++serial}`;
      const twins = await Promise.all(Array.from({ length: 20 }, () => post(path, body, { once })));
      expect(new Set(twins.map((twin) => JSON.stringify(twin.body))).size).toBe(1);
      expect(twins.filter((twin) => !twin.replayed)).toHaveLength(1);
    }
  });

  it("404: another merchant's category or store is not there", async () => {
    const product = { name: "Thief", priceMinor: 1 };
    expect((await post("/products", { ...product, categoryIds: [theirs.categoryId] })).status).toBe(404);
    expect((await post("/products", { ...product, storeIds: [theirs.first.storeId] })).status).toBe(404);
    const seen = [await get("/products?limit=100"), await get("/categories?limit=100")];
    expect(JSON.stringify(seen)).not.toContain("THEIRSHOP");
  });

  it("409: a SKU or a name that is taken says so", async () => {
    await post("/products", { name: "A", sku: "SAME", priceMinor: 1 });
    const twice = await post("/products", { name: "B", sku: "SAME", priceMinor: 1 });
    expect(twice).toMatchObject({ status: 409, body: { code: "sku_taken", sku: "SAME" } });
    await post("/categories", { name: "Same" });
    expect(await post("/categories", { name: "same" })).toMatchObject({
      status: 409,
      body: { code: "name_taken" },
    });
  });

  it("422: a product without a price, with one in a currency no store uses, or with unknown fields", async () => {
    const wrong = [
      [{ name: "A" }, "priceMinor"],
      [{ name: "A", priceMinor: -1 }, "priceMinor"],
      [{ name: "A", prices: [{ currency: "EUR", priceMinor: 1 }] }, "prices"],
      [{ name: "A", priceMinor: 1, prices: [{ currency: "EUR", priceMinor: 1 }] }, "prices"],
      [{ name: "A", priceMinor: 1, issued: 5 }, ""],
    ] as const;
    for (const [body, path] of wrong) {
      const answer = await post("/products", body);
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toContainEqual(expect.objectContaining({ path }));
    }
    for (const query of ["limit=0", "sku=", "categoryId=x", "status=sold", "q=tea"])
      expect((await get(`/products?${query}`)).status).toBe(422);
  });

  it("422: a store of another currency asks for a price in it", async () => {
    const storeId = await inTransaction((tx) =>
      makeStore(tx, theirs.merchantId, { name: "Shibuya", currency: "JPY", timeZone: "Asia/Tokyo" }),
    );
    const product = { name: "Bun", priceMinor: 100, storeIds: [storeId] };
    const missing = await post("/products", product, { key: theirKey });
    expect(missing).toMatchObject({ status: 422, body: { code: "price_missing", currency: "JPY" } });
    const prices = [{ currency: "JPY", priceMinor: 500 }];
    expect((await post("/products", { ...product, prices }, { key: theirKey })).body.prices).toEqual([
      { currency: "HKD", priceMinor: 100, onOffer: false },
      { currency: "JPY", priceMinor: 500, onOffer: false },
    ]);
  });

  it("200: a price that is on offer is marked, by its currency, and read as it was marked", async () => {
    const prices = [{ currency: "HKD", priceMinor: 900, onOffer: true }];
    const made = await post("/products", { name: "Bun of the day", sku: "BUN-D", prices });
    expect(made.body).toMatchObject({ priceMinor: 900, prices });
    expect((await get("/products?sku=BUN-D")).body.data).toEqual([made.body]);
  });
});
