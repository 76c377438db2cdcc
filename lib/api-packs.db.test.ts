import { beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "@/db/invariants";
import { makeApiKey } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";

type Json = { [name: string]: unknown } & { data?: Json[]; errors?: Json[] };
type Answer = { status: number; body: Json; replayed: boolean };
type More = { key?: string; once?: string };

let ours: TestWorld;
let theirs: TestWorld;
let key: string;
let theirKey: string;
let readKey: string;
let serial = 0;
beforeAll(async () => {
  await inTransaction(async (tx) => {
    ours = await makeTestWorld(tx, "OURPACKS");
    theirs = await makeTestWorld(tx, "THEIRPACKS");
    key = (await makeApiKey(tx, ours.merchantId)).key;
    theirKey = (await makeApiKey(tx, theirs.merchantId)).key;
    readKey = (await makeApiKey(tx, ours.merchantId, { scopes: ["read"] })).key;
  });
});

async function ask(method: string, path: string, more: More & { body?: unknown } = {}): Promise<Answer> {
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
  return { status: response.status, body: await response.json(), replayed };
}
const post = (path: string, body: unknown, more: More = {}) => ask("POST", path, { body, ...more });
const get = (path: string, more: More = {}) => ask("GET", path, more);
const once = () => `packs-${++serial}`;

const form = (more: object = {}, sale: object = {}) => ({
  ...{ type: "paid", name: "Coffee week", description: "Seven coffees" },
  contents: {
    schedule: { type: "recurring", every: { unit: "week", weekdays: [1] }, cycles: 3 },
    items: [{ couponId: ours.couponId, quantity: 2, validDays: 7 }],
  },
  sale: { priceMinor: 2500, currency: "HKD", channels: ["mall"], ...sale },
  ...more,
});
const made = async (sale: object = {}) => String((await post("/packs", form({}, sale))).body.id);
const buy = async (packId: string, more: More = {}) =>
  await post(`/packs/${packId}/purchases`, { memberId: ours.first.memberId, channel: "mall" }, more);

describe("POST /packs", () => {
  it("200: puts a pack on offer at once, and the same key gives the same answer again", async () => {
    const name = once();
    const first = await post("/packs", form(), { once: name });
    expect(first).toMatchObject({
      status: 200,
      body: { id: expect.stringMatching(/^pak_/), status: "active" },
    });
    expect(await post("/packs", form(), { once: name })).toEqual({ ...first, replayed: true });
    expect((await post("/packs", form({ name: "Other" }), { once: name })).body.code).toBe(
      "idempotency_key_reused",
    );
  });

  it("422: says what is wrong in itself, and where", async () => {
    const paths = async (body: object) =>
      (await post("/packs", body)).body.errors?.map(({ path, code }) => `${String(path)} ${String(code)}`);
    expect((await post("/packs", form({}, { priceMinor: 0 }))).status).toBe(422);
    expect((await post("/packs", form({ name: "x".repeat(41) }))).status).toBe(422);
    expect((await post("/packs", { ...form(), status: "archived" })).status).toBe(422);
    expect(await paths(form({}, { currency: "USD" }))).toEqual([expect.stringContaining("wrong_currency")]);
    expect(await paths(form({}, { redirectUrl: "https://evil.example" }))).toEqual([
      "sale.redirectUrl redirect_not_allowed",
    ]);
  });

  it("404: for another merchant's coupon and store", async () => {
    const foreign = {
      schedule: { type: "once" },
      items: [{ couponId: theirs.couponId, quantity: 1, validDays: 7 }],
    };
    const answers = [
      await post("/packs", form({ contents: foreign })),
      await post("/packs", form({}, { storeIds: [theirs.first.storeId] })),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it("403: for a key that may only read", async () => {
    expect((await post("/packs", form(), { key: readKey })).status).toBe(403);
  });
});

describe("GET /packs and GET /packs/{id}", () => {
  it("200: tells a pack as it was written, with its figures", async () => {
    const id = await made({ quantity: 9, limit: 2 });
    const found = await get(`/packs/${id}`, { key: readKey });
    expect(found).toMatchObject({
      status: 200,
      body: {
        ...{ id, type: "paid", status: "active", contents: form().contents },
        sale: { priceMinor: 2500, currency: "HKD", quantity: 9, limit: 2, storeIds: "all" },
        figures: { sold: 0, reserved: 0, given: 0 },
      },
    });
    const list = await get("/packs?limit=1");
    expect(list.body.data?.map((one) => one.id)).toEqual([id]);
    expect(list.body.nextCursor).toEqual(expect.any(String));
  });

  it("404: for another merchant's, and for what is not there", async () => {
    const id = await made();
    expect((await get(`/packs/${id}`, { key: theirKey })).status).toBe(404);
    expect((await get("/packs/pak_00000000000000000000000000")).status).toBe(404);
  });
});

describe("POST /packs/{id}/gift", () => {
  it("200: gives it to a member at once, and keeps it for a number that is none yet", async () => {
    const id = await made({ quantity: 3 });
    const name = once();
    const given = await post(`/packs/${id}/gift`, { phone: ours.first.phone, quantity: 2 }, { once: name });
    expect(given.body).toMatchObject({ state: "delivered", memberId: ours.first.memberId });
    const again = await post(`/packs/${id}/gift`, { phone: ours.first.phone, quantity: 2 }, { once: name });
    expect(again).toEqual({ ...given, replayed: true });
    const kept = await post(`/packs/${id}/gift`, { phone: "+85261239876" });
    expect(kept.body).toMatchObject({ state: "waiting", memberId: null, purchaseId: null });
    const over = await post(`/packs/${id}/gift`, { phone: "+85261239877" });
    expect([over.status, over.body.code]).toEqual([409, "sold_out"]);
  });

  it("422: for a phone that cannot exist; 404: for another merchant's pack", async () => {
    const id = await made();
    expect((await post(`/packs/${id}/gift`, { phone: "12" })).status).toBe(422);
    const wrong = await post(`/packs/${id}/gift`, { phone: "+85200000000" });
    expect([wrong.status, wrong.body.errors?.[0]?.path]).toEqual([422, "phone"]);
    expect((await post(`/packs/${id}/gift`, { phone: "+85261239876" }, { key: theirKey })).status).toBe(404);
  });
});

describe("POST /packs/{id}/purchases, and what becomes of one", () => {
  it("200: holds it for ten minutes, is paid with a reference, and delivers", async () => {
    const packId = await made();
    const name = once();
    const bought = await buy(packId, { once: name });
    expect(bought.body).toMatchObject({ status: "placed", priceMinor: 2500, cycles: 3, delivered: 0 });
    expect(Date.parse(String(bought.body.expiresAt)) - Date.parse(String(bought.body.placedAt))).toBe(
      600_000,
    );
    expect(await buy(packId, { once: name })).toEqual({ ...bought, replayed: true });
    const id = String(bought.body.id);
    const paid = await post(`/purchases/${id}/pay`, { paymentRef: "till-1" });
    expect(paid.body).toMatchObject({ status: "paid", delivered: 1, nextDeliveryAt: expect.any(String) });
    expect((await get(`/purchases/${id}`)).body).toEqual(paid.body);
    const list = await get(`/packs/${packId}/purchases`);
    expect(list.body.data).toEqual([paid.body]);
    const again = await post(`/purchases/${id}/pay`, { paymentRef: "till-2" });
    expect([again.status, again.body.code]).toEqual([409, "purchase_already_paid"]);
    const given = await post(`/purchases/${id}/cancel`, {});
    expect([given.status, given.body.code]).toEqual([409, "purchase_already_paid"]);
  });

  it("409: with the reason and its parameters", async () => {
    const packId = await made({ limit: 1 });
    const first = await buy(packId);
    const over = await buy(packId);
    expect(over).toMatchObject({ status: 409, body: { code: "purchase_limit_reached", limit: 1 } });
    const cancelled = await post(`/purchases/${String(first.body.id)}/cancel`, {});
    expect(cancelled.body).toMatchObject({ status: "cancelled" });
    const order = await post(`/packs/${packId}/purchases`, {
      memberId: ours.first.memberId,
      channel: "order",
    });
    expect([order.status, order.body.code]).toEqual([409, "pack_not_sold"]);
  });

  it("404: for another merchant's pack, member and purchase", async () => {
    const packId = await made();
    const bought = await buy(packId);
    const id = String(bought.body.id);
    const foreign = await post(`/packs/${packId}/purchases`, {
      memberId: theirs.first.memberId,
      channel: "mall",
    });
    const answers = [
      ...[foreign, await buy(packId, { key: theirKey }), await get(`/purchases/${id}`, { key: theirKey })],
      await post(`/purchases/${id}/pay`, { paymentRef: "x" }, { key: theirKey }),
      await post(`/purchases/${id}/cancel`, {}, { key: theirKey }),
      await get(`/packs/${packId}/purchases`, { key: theirKey }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(404));
    await post(`/purchases/${id}/cancel`, {});
  });

  it("403: for a key that may only read", async () => {
    expect((await buy(await made(), { key: readKey })).status).toBe(403);
  });
});

it("leaves every invariant whole", async () => {
  expect(await inTransaction(brokenInvariants)).toEqual({});
});
