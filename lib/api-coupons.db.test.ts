import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeApiKey } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";

type Json = { [name: string]: unknown } & { data?: Json[]; vouchers?: Json[]; errors?: Json[] };
type Ask = { readonly by?: string; readonly once?: string };

let ours: TestWorld;
let theirs: TestWorld;
let key: string;
let serial = 0;

async function ask(method: string, path: string, body?: unknown, { by = key, once }: Ask = {}) {
  const response = await api.request(`/api/v1${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: {
      authorization: `Bearer ${by}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(once ? { "idempotency-key": once } : {}),
    },
  });
  const replayed = response.headers.get("idempotent-replayed") === "true";
  return { status: response.status, body: (await response.json()) as Json, replayed };
}

const coupon = (more: object = {}) => ({
  name: "Tea for two",
  currency: "HKD",
  benefit: { type: "percent_off", bps: 2000 },
  validity: { type: "days_after_claim", days: 30 },
  ...more,
});
const create = async (more: object = {}) => String((await ask("POST", "/coupons", coupon(more))).body.id);
const member = async () =>
  String((await ask("POST", "/members", { phone: `+8526${4_000_000 + ++serial}` })).body.id);
const shown = async (id: string) => (await ask("GET", `/coupons/${id}`)).body;
const count = async (query: ReturnType<typeof sql>) =>
  Number((await db().execute<{ n: string }>(query))[0]?.n);

beforeAll(async () => {
  await inTransaction(async (tx) => {
    ours = await makeTestWorld(tx, "OURSHOP");
    theirs = await makeTestWorld(tx, "THEIRSHOP");
    key = (await makeApiKey(tx, ours.merchantId)).key;
  });
});

const changes = ["pause", "resume", "archive"] as const;
const foreign = () => [theirs.couponId, `cpn_${"0".repeat(26)}`, "x"];

describe("PATCH /coupons/{id}", () => {
  it("200: a part that is given replaces the stored one as a whole, and the rest stays", async () => {
    const id = await create({
      conditions: { minSpendMinor: 5000, minItems: 2 },
      distribution: { methods: ["targeted", "code"], claimLimit: 3, sharedCode: { code: "TEA42" } },
      budgetMinor: 90_000,
    });
    const before = await shown(id);
    const after = await ask("PATCH", `/coupons/${id}`, { name: "Tea", conditions: { minItems: 1 } });
    expect(after.status).toBe(200);
    expect(after.body).toEqual({
      ...before,
      name: "Tea",
      conditions: { ...(before.conditions as object), minSpendMinor: 0, minItems: 1 },
      termsVersion: 2,
    });
    expect(await shown(id)).toEqual(after.body);
    const open = await ask("PATCH", `/coupons/${id}`, { distribution: {}, budgetMinor: null });
    expect(open.body).toMatchObject({
      termsVersion: 2,
      budgetMinor: null,
      distribution: { methods: ["targeted"], claimLimit: null, sharedCode: null },
    });
  });

  it("200: what was issued keeps its terms, what is issued from then on has the new ones", async () => {
    const [id, memberId] = [await create(), await member()];
    await ask("POST", `/coupons/${id}/issue`, { memberId });
    await ask("PATCH", `/coupons/${id}`, { benefit: { type: "percent_off", bps: 5000 } });
    await ask("POST", `/coupons/${id}/issue`, { memberId });
    const held = await ask("GET", `/members/${memberId}/vouchers`);
    const terms = held.body.data?.map((one) => [one.termsVersion, (one.terms as Json).benefit]);
    expect(terms).toEqual([
      [2, { type: "percent_off", bps: 5000 }],
      [1, { type: "percent_off", bps: 2000 }],
    ]);
  });

  it("200: without a part nothing happens", async () => {
    const id = await create();
    const before = await shown(id);
    const audited = sql`select count(*) as n from audit_entry where object_id = ${id}`;
    const entries = await count(audited);
    expect(await ask("PATCH", `/coupons/${id}`, {})).toMatchObject({ status: 200, body: before });
    expect(await count(audited)).toBe(entries);
  });

  it("200: two who change different parts at once both have what they asked for", async () => {
    const id = await create();
    const answers = await Promise.all([
      ask("PATCH", `/coupons/${id}`, { name: "Tea" }),
      ask("PATCH", `/coupons/${id}`, { description: "Sweet" }),
      ask("PATCH", `/coupons/${id}`, { stacking: { priority: 7 } }),
      ask("PATCH", `/coupons/${id}`, { distribution: { quantity: 40 } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await shown(id)).toMatchObject({
      name: "Tea",
      description: "Sweet",
      stacking: { priority: 7 },
      distribution: { quantity: 40 },
      termsVersion: 4,
    });
  });

  it("409: refused with its reason and parameters, and nothing is changed", async () => {
    const id = await create({ distribution: { quantity: 5 } });
    await ask("POST", `/coupons/${id}/issue`, { memberId: await member(), quantity: 3 });
    const before = await shown(id);
    for (const [body, refusal] of [
      [
        { name: "X", distribution: { quantity: 2 } },
        { code: "quantity_below_issued", issued: 3 },
      ],
      [{ benefit: { type: "amount_off", amountMinor: 5 } }, { code: "type_fixed" }],
      [{ currency: "USD" }, { code: "currency_fixed" }],
    ] as const) {
      expect(await ask("PATCH", `/coupons/${id}`, body)).toMatchObject({ status: 409, body: refusal });
    }
    expect(await shown(id)).toEqual(before);
    await ask("POST", `/coupons/${id}/archive`);
    const late = await ask("PATCH", `/coupons/${id}`, { name: "Late" });
    expect(late).toMatchObject({ status: 409, body: { code: "archived" } });
  });

  it.each([
    [{ status: "active" }, "", "unrecognized_keys"],
    [{ budgetMinor: 0 }, "budgetMinor", "too_small"],
    [{ name: null }, "name", "invalid_type"],
    [{ conditions: null }, "conditions", "invalid_type"],
    [{ conditions: { weekdays: [] } }, "conditions.weekdays", "too_small"],
    [{ currency: "EUR" }, "currency", "wrong_currency"],
    [
      { distribution: { sharedCode: { code: "TEA" } } },
      "distribution.sharedCode",
      "promo_code_without_method",
    ],
  ])("422: %j says where it is wrong", async (body, path, code) => {
    const answer = await ask("PATCH", `/coupons/${await create()}`, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ path, code }));
  });

  it("404: another merchant's coupon is one that nobody has, and so are its things in a body", async () => {
    const answers = await Promise.all(
      foreign().map((id) => ask("PATCH", `/coupons/${id}`, { name: "Ours" })),
    );
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect({ ...body, requestId: "" }).toEqual({ ...answers[0]?.body, requestId: "" });
    }
    const id = await create();
    const stores = { conditions: { storeIds: [theirs.first.storeId] } };
    expect((await ask("PATCH", `/coupons/${id}`, stores)).status).toBe(404);
  });
});

describe("POST /coupons/{id}/pause, resume and archive", () => {
  it("200: the coupon as it stands then, and the same key gives that answer again", async () => {
    const id = await create();
    const paused = await ask("POST", `/coupons/${id}/pause`, undefined, { once: `p-${id}` });
    expect(paused).toMatchObject({ status: 200, body: { id, status: "paused" }, replayed: false });
    expect(await shown(id)).toEqual(paused.body);
    expect((await ask("POST", `/coupons/${id}/resume`)).body).toMatchObject({ status: "active" });
    const again = await ask("POST", `/coupons/${id}/pause`, undefined, { once: `p-${id}` });
    expect(again).toEqual({ ...paused, replayed: true });
    expect(await shown(id)).toMatchObject({ status: "active" });
    expect((await ask("POST", `/coupons/${id}/archive`)).body).toMatchObject({ status: "archived" });
    expect((await ask("GET", "/coupons?status=archived")).body.data).toContainEqual(await shown(id));
  });

  it("409: what its state does not allow is wrong_state, with the state", async () => {
    const id = await create();
    const refused = (state: string) => ({ status: 409, body: { code: "wrong_state", state } });
    expect(await ask("POST", `/coupons/${id}/resume`)).toMatchObject(refused("active"));
    await ask("POST", `/coupons/${id}/archive`);
    for (const change of changes)
      expect(await ask("POST", `/coupons/${id}/${change}`)).toMatchObject(refused("archived"));
  });

  it("404: another merchant's coupon is one that nobody has, and stays as it is", async () => {
    for (const change of changes)
      for (const id of foreign()) expect((await ask("POST", `/coupons/${id}/${change}`)).status).toBe(404);
    const marks = sql`select count(*) as n from coupon where id = ${theirs.couponId} and paused_at is null and archived_at is null`;
    expect(await count(marks)).toBe(1);
  });

  it("422: the same key for another coupon", async () => {
    const once = `reused-${++serial}`;
    await ask("POST", `/coupons/${await create()}/pause`, undefined, { once });
    const other = await ask("POST", `/coupons/${await create()}/pause`, undefined, { once });
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
  });
});

describe("POST /coupons/{id}/issue", () => {
  it("200: the member has them, and ten requests of one key have one effect and one answer (I-14)", async () => {
    const [id, memberId] = [await create({ distribution: { quantity: 10 } }), await member()];
    const give = () => ask("POST", `/coupons/${id}/issue`, { memberId, quantity: 2 }, { once: `give-${id}` });
    const first = await give();
    expect(first.status).toBe(200);
    expect(first.body.vouchers).toHaveLength(2);
    expect(first.body.vouchers?.[0]).toMatchObject({ couponId: id, status: "available", termsVersion: 1 });
    const twins = await Promise.all(Array.from({ length: 8 }, give));
    for (const twin of twins) expect(twin).toEqual({ ...first, replayed: true });
    expect((await ask("GET", `/members/${memberId}/vouchers`)).body.data).toHaveLength(2);
    expect(await shown(id)).toMatchObject({ issued: 2 });
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("200: a coupon that is scheduled may be given, and one is what is given when nothing is said", async () => {
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    const id = await create({ validity: { type: "fixed", from: day(1), until: day(9) } });
    const given = await ask("POST", `/coupons/${id}/issue`, { memberId: await member() });
    expect(given).toMatchObject({ status: 200, body: { vouchers: [{ couponId: id }] } });
  });

  it("409: refused with its reason, all of them or none", async () => {
    const memberId = await member();
    const codeOf = async (more: object, quantity = 1, change?: string) => {
      const id = await create(more);
      if (change) await ask("POST", `/coupons/${id}/${change}`);
      const { status, body } = await ask("POST", `/coupons/${id}/issue`, { memberId, quantity });
      expect(await shown(id)).toMatchObject({ issued: 0 });
      return [status, body.code];
    };
    expect(await codeOf({ distribution: { methods: ["public"] } })).toEqual([409, "not_targeted"]);
    expect(await codeOf({ distribution: { quantity: 2 } }, 3)).toEqual([409, "sold_out"]);
    expect(await codeOf({ distribution: { claimLimit: 2 } }, 3)).toEqual([409, "claim_limit_reached"]);
    expect(await codeOf({ conditions: { audience: { type: "existing" } } })).toEqual([
      409,
      "member_not_eligible",
    ]);
    expect(await codeOf({}, 1, "pause")).toEqual([409, "paused"]);
    expect(await codeOf({}, 1, "archive")).toEqual([409, "archived"]);
    const draft = await ask("POST", `/coupons/${ours.draftId}/issue`, { memberId });
    expect(draft).toMatchObject({ status: 409, body: { code: "draft" } });
  });

  it("404: another merchant's coupon, or a member that is not here", async () => {
    const memberId = await member();
    for (const id of foreign())
      expect((await ask("POST", `/coupons/${id}/issue`, { memberId })).status).toBe(404);
    const id = await create();
    for (const nobody of [theirs.first.memberId, "mbr_nobody", "'; drop table"])
      expect((await ask("POST", `/coupons/${id}/issue`, { memberId: nobody })).status).toBe(404);
    expect(await shown(id)).toMatchObject({ issued: 0 });
  });

  it("422: no member, a quantity that is none, and what nobody asked for", async () => {
    const [id, memberId] = [await create(), await member()];
    for (const body of [
      {},
      { memberId, quantity: 0 },
      { memberId, quantity: 101 },
      { memberId, status: "used" },
    ])
      expect((await ask("POST", `/coupons/${id}/issue`, body)).status).toBe(422);
  });
});

describe("GET /coupons?budget=", () => {
  it("200: those that have one, and those that have none", async () => {
    const id = await create({ budgetMinor: 5000 });
    const ids = async (budget: string) =>
      (await ask("GET", `/coupons?budget=${budget}`)).body.data?.map((row) => row.id);
    expect(await ids("with")).toContain(id);
    expect(await ids("without")).not.toContain(id);
    expect(await ids("spent")).toEqual([]);
  });

  it("422: a standing that there is not", async () => {
    expect((await ask("GET", "/coupons?budget=rich")).status).toBe(422);
  });
});
