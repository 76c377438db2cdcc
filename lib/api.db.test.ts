import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { memberAccounts } from "@/db/schema/accounts";
import { makeApiKey, testScope } from "@/db/seed/factories";
import { makeTestPacks, type TestPacks } from "@/db/seed/test-packs";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { api, apiRoutes } from "@/lib/api";
import { createApiKey } from "@/lib/merchants/create-api-key";
import { revokeApiKey } from "@/lib/merchants/revoke-api-key";
import { type KeyScope, keyPermissions, keyScopes } from "@/lib/platform/auth/permissions";
import { digest } from "@/lib/platform/crypto";
import { maxBodyBytes } from "@/lib/platform/request-hygiene";
import { voucherStatuses } from "@/lib/vouchers/schema";

type Json = { [name: string]: unknown } & { data?: Json[]; vouchers?: Json[]; errors?: Json[] };
type Answer = { status: number; headers: Headers; body: Json };
type Ask = { key?: string | null; body?: unknown; once?: string; headers?: Record<string, string> };

let ours: TestWorld;
let packs: TestPacks;
let theirs: TestWorld;
let key: string;
let theirKey: string;
let serial = 0;

async function ask(method: string, path: string, { key: by = key, body, once, headers }: Ask = {}) {
  const sent = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
  const response = await api.request(`/api/v1${path}`, {
    method,
    body: sent,
    headers: {
      ...(by === null ? {} : { authorization: `Bearer ${by}` }),
      ...(sent === undefined ? {} : { "content-type": "application/json" }),
      ...(once ? { "idempotency-key": once } : {}),
      ...headers,
    },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} } as Answer;
}
const get = (path: string, more?: Ask) => ask("GET", path, more);
const post = (path: string, body: unknown, more?: Ask) => ask("POST", path, { body, ...more });

const one = async (query: ReturnType<typeof sql>) => Number((await db().execute<{ n: string }>(query))[0]?.n);
const newPhone = () => `+8526${String(2_000_000 + ++serial)}`;
const store = (more: object = {}) => ({ name: "Pier", currency: "HKD", timeZone: "Asia/Hong_Kong", ...more });
const coupon = (more: object = {}) => ({
  name: "Tea for two",
  currency: "HKD",
  benefit: { type: "percent_off", bps: 2000 },
  validity: { type: "days_after_claim", days: 30 },
  ...more,
});
const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
const activity = (couponId: string, more: object = {}) => ({
  kind: "code_redemption",
  name: "Summer",
  code: `SUMMER${++serial}`,
  startsAt: day(-1),
  endsAt: day(5),
  rules: { passwords: [{ password: "SUN", inventory: 50, prizes: [{ couponId, quantity: 1 }] }] },
  ...more,
});
const newMember = async () => String((await post("/members", { phone: newPhone() })).body.id);
const newActivity = async (more: object = {}) => {
  const made = await post("/coupons", coupon());
  return String((await post("/activities", activity(String(made.body.id), more))).body.id);
};
const claim = (activityId: string, memberId: string, more: Ask & { password?: string } = {}) => {
  const { password = "SUN", ...rest } = more;
  return post(`/activities/${activityId}/participations`, { memberId, password }, rest);
};

/** What every problem must be (RFC 9457, api.md). */
function expectProblem({ headers, body, status }: Answer, wanted: number, code: string) {
  expect({ status, code: body.code }).toEqual({ status: wanted, code });
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(body).toMatchObject({
    type: `urn:scrip:problem:${code}`,
    title: expect.stringMatching(/\w/),
    status: wanted,
    detail: expect.stringMatching(/\w/),
    requestId: headers.get("x-request-id"),
  });
  expect(JSON.stringify(body)).not.toMatch(/select |insert |\.ts\b|node_modules|postgres/i);
}

beforeAll(async () => {
  await inTransaction(async (tx) => {
    ours = await makeTestWorld(tx, "OURSHOP");
    packs = await makeTestPacks(tx, ours);
    theirs = await makeTestWorld(tx, "THEIRSHOP");
    key = (await makeApiKey(tx, ours.merchantId)).key;
    theirKey = (await makeApiKey(tx, theirs.merchantId)).key;
  });
});

const keyOf = async (more: Parameters<typeof makeApiKey>[2]) =>
  (await inTransaction((tx) => makeApiKey(tx, ours.merchantId, more))).key;

/** A request of each route that its own merchant's key would be answered. */
const sample = (path: string) => {
  const subjects: Record<string, string> = {
    members: ours.first.memberId,
    coupons: ours.couponId,
    activities: ours.first.activityId,
    webhooks: ours.webhookId,
    orders: ours.orderId,
    vouchers: ours.deskVoucherId,
    packs: packs.first.packId,
    purchases: packs.first.purchaseId,
  };
  const id = subjects[path.split("/")[1] ?? ""] ?? "";
  return path.replace(":id", id).replace(":deliveryId", ours.deliveryId);
};
const routes = apiRoutes.map(({ method, path, capability }) => ({
  name: `${method} ${path}`,
  method,
  path,
  capability,
}));

describe("401", () => {
  it.each(routes)("$name is answered to nobody without a good key", async ({ method, path }) => {
    const bad = [null, "", "sk_unknown", `${key}x`, "\u00e9"];
    for (const by of bad) {
      const headers = by === "\u00e9" ? { authorization: "Bearer \u00e9" } : undefined;
      const answer = await ask(method, sample(path), {
        key: headers ? null : by,
        headers,
        body: method === "GET" ? undefined : {},
      });
      expectProblem(answer, 401, "unauthorized");
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer realm="api"/);
    }
  });

  it("is the answer to a key in the address, in another scheme or in a cookie", async () => {
    expect((await get(`/stores?key=${key}&api_key=${key}`, { key: null })).status).toBe(401);
    const ways: Record<string, string>[] = [
      { authorization: `Basic ${key}` },
      { authorization: key },
      { cookie: `authorization=${key}` },
      { "x-api-key": key },
    ];
    for (const headers of ways) expect((await get("/stores", { key: null, headers })).status).toBe(401);
  });

  it("is the answer to a key from the moment it is revoked or has expired", async () => {
    const scope = testScope(ours.merchantId, "group_admin", {
      actor: { type: "staff", id: ours.staff.group_admin.id },
    });
    const made = await createApiKey(scope, { name: "Till", scopes: ["read"] });
    if (!made.ok) throw new Error("refused");
    expect(made.value.key).toMatch(/^sk_[\w-]{43}$/);
    expect((await get("/stores", { key: made.value.key })).status).toBe(200);
    await revokeApiKey(scope, { keyId: made.value.id });
    expect((await get("/stores", { key: made.value.key })).status).toBe(401);
    expect((await revokeApiKey(scope, { keyId: made.value.id })).ok).toBe(true);
    expect((await get("/stores", { key: await keyOf({ expiresAt: new Date(Date.now() - 1) }) })).status).toBe(
      401,
    );
    expect(
      (await get("/stores", { key: await keyOf({ expiresAt: new Date(Date.now() + 60_000) }) })).status,
    ).toBe(200);
    const rows = await db().execute<{ action: string; all: string }>(
      sql`select action, row_to_json(a)::text as all from audit_entry a where object_id = ${made.value.id} order by id`,
    );
    expect(rows.map((row) => row.action)).toEqual(["api_key.create", "api_key.revoke"]);
    const stored = sql`select count(*) as n from api_key k where row_to_json(k)::text like ${`%${made.value.key.slice(3)}%`}`;
    expect(await one(stored)).toBe(0);
    expect(JSON.stringify(rows)).not.toContain(made.value.key.slice(3));
  });

  it("keeps somebody else's keys from being revoked", async () => {
    const [row] = await db().execute<{ id: string }>(
      sql`select id from api_key where merchant_id = ${theirs.merchantId}`,
    );
    await expect(revokeApiKey(testScope(ours.merchantId), { keyId: row?.id ?? "" })).rejects.toThrow(
      "not_found",
    );
    expect((await get("/stores", { key: theirKey })).status).toBe(200);
  });
});

describe("403", () => {
  it.each(routes)(
    "$name is refused to a key with every scope but the one it asks",
    async ({ method, path, capability }) => {
      const without = keyScopes.filter((scope: KeyScope) => !keyPermissions[scope].includes(capability));
      expect(without.length).toBe(keyScopes.length - 1);
      const answer = await ask(method, sample(path), {
        key: await keyOf({ scopes: without }),
        body: method === "GET" ? undefined : {},
      });
      expectProblem(answer, 403, "forbidden");
      expect(answer.headers.get("ratelimit-limit")).toBe("1000000");
    },
  );
});

describe("404", () => {
  it.each([
    ["/stores/str_1", "GET"],
    ["/nothing", "GET"],
    ["/nothing", "POST"],
    ["", "GET"],
    ["/coupons/", "GET"],
  ])("%s is no path: %s", async (path, method) => {
    expectProblem(await ask(method, path), 404, "not_found");
  });

  it("is the answer outside of /api/v1, too", async () => {
    expect((await api.request("/api/other")).status).toBe(404);
  });

  it.each([
    ["/members/{id}", () => theirs.first.memberId],
    ["/members/{id}/vouchers", () => theirs.first.memberId],
    ["/coupons/{id}", () => theirs.couponId],
    ["/activities/{id}", () => theirs.first.activityId],
  ] as const)("GET %s with another merchant's id is the answer to one that nobody has", async (path, id) => {
    const foreign = await get(path.replace("{id}", id()));
    const unknown = await get(path.replace("{id}", `${id().slice(0, 4)}${"0".repeat(26)}`));
    expectProblem(foreign, 404, "not_found");
    expect({ ...foreign.body, requestId: "" }).toEqual({ ...unknown.body, requestId: "" });
    expect((await get(path.replace("{id}", id()), { key: theirKey })).status).toBe(200);
    for (const odd of ["x", "%00", "mbr_%27--", "..%2fmerchant", "a".repeat(500)]) {
      expect((await get(path.replace("{id}", odd))).status).toBe(404);
    }
  });

  it("is the answer to another merchant's ids in a body, and nothing is made", async () => {
    const { productId, categoryId, tagId, first } = theirs;
    const rows = () => one(sql`select (select count(*) from coupon) + (select count(*) from activity) as n`);
    const before = await rows();
    const audience = (ids: object) => ({ type: "match", ...ids });
    for (const more of [
      { scope: { productIds: [productId] } },
      { scope: { excludeCategoryIds: [categoryId] } },
      { benefit: { type: "product", productId } },
      { conditions: { storeIds: [first.storeId] } },
      { conditions: { audience: audience({ tagIds: [tagId] }) } },
      { conditions: { audience: audience({ memberIds: [first.memberId] }) } },
    ]) {
      expectProblem(await post("/coupons", coupon(more)), 404, "not_found");
    }
    expectProblem(await post("/activities", activity(theirs.couponId)), 404, "not_found");
    const named = activity(ours.couponId, { audience: audience({ memberIds: [first.memberId] }) });
    expectProblem(await post("/activities", named), 404, "not_found");
    expect(await rows()).toBe(before);
  });

  it("is the answer to a participation of another merchant's member or in its activity, whatever else is wrong", async () => {
    const { first } = ours;
    const vouchers = () => one(sql`select count(*) as n from voucher`);
    const before = await vouchers();
    for (const memberId of [theirs.first.memberId, "mbr_nobody", "'; drop table"]) {
      expectProblem(await claim(first.activityId, memberId, { password: first.password }), 404, "not_found");
      expectProblem(await claim(first.activityId, memberId, { password: "wrong" }), 404, "not_found");
    }
    const there = { password: theirs.first.password };
    expectProblem(await claim(theirs.first.activityId, first.memberId, there), 404, "not_found");
    expectProblem(await claim(theirs.first.activityId, theirs.first.memberId, there), 404, "not_found");
    expect(await vouchers()).toBe(before);
  });

  it("is nowhere in a list: another merchant's rows are not told", async () => {
    for (const path of ["/stores", "/coupons", "/activities", `/members?phone=${theirs.first.phone}`]) {
      const { status, body } = await get(path);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain("THEIRSHOP");
    }
    expect((await get(`/members?phone=${theirs.first.phone}`)).body).toEqual({ data: [], nextCursor: null });
  });
});

describe("400, 405, 413 and 415", () => {
  it.each([
    ["", "invalid_json"],
    ["{", "invalid_json"],
    ["undefined", "invalid_json"],
    ['{"name":"a"}}', "invalid_json"],
    [`${"[".repeat(33)}${"]".repeat(33)}`, "too_deep"],
    [`${"[".repeat(50_000)}${"]".repeat(50_000)}`, "too_deep"],
    [`{"a":${'{"a":'.repeat(32)}1${"}".repeat(32)}}`, "too_deep"],
  ])("a body like %.20s is 400", async (body, code) => {
    expectProblem(await post("/stores", body), 400, code);
  });

  it("32 levels are not too deep: what is wrong with them is something else", async () => {
    expectProblem(await post("/stores", `${"[".repeat(32)}${"]".repeat(32)}`), 422, "malformed");
  });

  it("a known path asked with another method is 405 and tells which are allowed", async () => {
    const answer = await ask("DELETE", "/stores");
    expectProblem(answer, 405, "method_not_allowed");
    expect(answer.headers.get("allow")).toBe("POST, GET, HEAD");
    const options = await ask("OPTIONS", `/members/${ours.first.memberId}`, {
      headers: { origin: "https://elsewhere.example", "access-control-request-method": "GET" },
    });
    expectProblem(options, 405, "method_not_allowed");
    expect([...options.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect((await ask("HEAD", "/stores")).status).toBe(200);
  });

  it("a body above 1 MB is 413, with a declared length or without", async () => {
    const large = JSON.stringify(store({ name: "x".repeat(maxBodyBytes) }));
    expectProblem(
      await post("/stores", large, { headers: { "content-length": String(large.length) } }),
      413,
      "body_too_large",
    );
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 20; i++) controller.enqueue(new TextEncoder().encode("x".repeat(100_000)));
        controller.close();
      },
    });
    const streamed = new Request("http://localhost/api/v1/stores", {
      method: "POST",
      body: chunks,
      duplex: "half",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    } as RequestInit);
    expect((await api.fetch(streamed)).status).toBe(413);
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/jsonp",
    "",
  ])("JSON sent as %j is 415", async (type) => {
    const headers = { "content-type": type };
    expectProblem(await post("/stores", store(), { headers }), 415, "unsupported_media_type");
  });

  it("JSON with a charset is JSON", async () => {
    const headers = { "content-type": "application/json; charset=utf-8" };
    expect((await post("/stores", store(), { headers })).status).toBe(200);
  });
});

describe("422", () => {
  it.each([
    ["/stores", store({ currency: "XXQ" }), "currency", "currency_unknown"],
    ["/stores", store({ timeZone: "Mars/Base" }), "timeZone", "zone_unknown"],
    ["/stores", { name: "A" }, "currency", "invalid_type"],
    ["/stores", [], "", "invalid_type"],
    ["/stores", null, "", "invalid_type"],
    ["/members", { phone: "61234567" }, "phone", "invalid_format"],
    ["/members", { phone: "+1" }, "phone", "malformed"],
    ["/members", { phone: "+85261234567", email: "nobody" }, "email", "invalid_format"],
    ["/members", { phone: "+85261234567", birthday: "2001-02-30" }, "birthday", "invalid_format"],
    ["/members", { phone: "+85261234567", name: "a\u0000b" }, "", "unfit_text"],
    ["/members", { phone: "+85261234567", tags: ["\ud800"] }, "", "unfit_text"],
    ["/coupons", coupon({ benefit: { type: "percent_off", bps: 10_000 } }), "benefit.bps", "too_big"],
    ["/coupons", coupon({ benefit: { type: "magic" } }), "benefit.type", "invalid_union"],
    ["/coupons", coupon({ currency: "EUR" }), "currency", "wrong_currency"],
    [
      "/coupons",
      coupon({ conditions: { audience: { type: "match" } } }),
      "conditions.audience",
      "audience_nobody",
    ],
    ["/activities", activity("cpn_1", { startsAt: day(6) }), "endsAt", "end_before_start"],
    ["/activities", activity("cpn_1", { timeZone: "Mars/Base" }), "timeZone", "malformed"],
    ["/activities", activity("cpn_1", { kind: "lottery" }), "kind", "invalid_value"],
  ])("POST %s with something wrong says where: %#", async (path, body, where, code) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ path: where, code }));
  });

  it.each([
    ["/stores", () => store()],
    ["/members", () => ({ phone: newPhone() })],
    ["/coupons", () => coupon()],
    ["/activities", () => activity(ours.couponId)],
  ] as const)("POST %s takes nothing that is not its caller's to say (S-5)", async (path, body) => {
    for (const field of [
      "id",
      "merchantId",
      "tenantId",
      "role",
      "status",
      "approvedBy",
      "issued",
      "claimed",
      "quantity",
      "price",
      "ownerId",
      "createdAt",
      "__proto__x",
    ]) {
      const answer = await post(path, { ...body(), [field]: theirs.merchantId });
      expectProblem(answer, 422, "malformed");
      expect(answer.body.errors).toContainEqual(expect.objectContaining({ code: "unrecognized_keys" }));
    }
  });

  it.each([
    "/stores?limit=0",
    "/stores?limit=101",
    "/stores?limit=ten",
    "/stores?cursor=",
    "/stores?sort=name",
    "/coupons?status=free",
    "/members",
    "/members?phone=1&name=x",
  ])("GET %s is refused", async (path) => {
    expectProblem(await get(path), 422, "malformed");
  });

  it("a key of idempotency that is none is refused", async () => {
    expectProblem(
      await post("/stores", store(), { headers: { "idempotency-key": "two words" } }),
      422,
      "malformed",
    );
    expectProblem(await post("/stores", store(), { once: "x".repeat(256) }), 422, "malformed");
  });
});

describe("409", () => {
  it("a coupon or code that cannot be had is refused with its reason and parameters", async () => {
    const draft = await post("/activities", activity(ours.draftId));
    expectProblem(draft, 409, "coupon_not_usable");
    expect(draft.body).toMatchObject({ couponId: ours.draftId, reason: "draft" });
    const twice = activity(ours.couponId);
    await post("/activities", twice);
    const again = await post("/activities", twice);
    expectProblem(again, 409, "code_taken");
    expect(again.body.code).toBe("code_taken");
  });

  it("a phone and an outside id of two members are no one member", async () => {
    const [a, b] = [newPhone(), newPhone()];
    const first = await post("/members", { phone: a, externalId: `crm-${a}` });
    await post("/members", { phone: b });
    const both = await post("/members", { phone: b, externalId: `crm-${a}` });
    expectProblem(both, 409, "external_id_taken");
    expect(both.body.id).toBe(first.body.id);
  });

  it("a participation is refused as api.md says, each time with its parameters", async () => {
    const memberId = await newMember();
    const running = await newActivity({ rules: { ...activity(ours.couponId).rules, perMember: 1 } });
    const wrong = await claim(running, memberId, { password: "MOON" });
    expectProblem(wrong, 409, "wrong_password");
    expect(wrong.body.triesLeft).toBe(4);
    expect((await claim(running, memberId)).body).toMatchObject({ remaining: 0 });
    const over = await claim(running, memberId);
    expectProblem(over, 409, "participation_limit_reached");
    expect(over.body.limit).toBe(1);
    const later = await newActivity({ startsAt: day(1) });
    const early = await claim(later, memberId);
    expectProblem(early, 409, "not_started");
    expect(Date.parse(String(early.body.from))).toBeGreaterThan(Date.now());
    expectProblem(
      await claim(await newActivity({ startsAt: day(-3), endsAt: day(-1) }), memberId),
      409,
      "ended",
    );
    const elsewhere = await newActivity({ audience: { type: "existing" } });
    expectProblem(await claim(elsewhere, memberId), 409, "member_not_eligible");
    const small = { passwords: [{ password: "SUN", inventory: 1, prizes: [{ couponId: ours.couponId }] }] };
    const scarce = await newActivity({ rules: small });
    expect((await claim(scarce, await newMember())).status).toBe(200);
    expectProblem(await claim(scarce, memberId), 409, "sold_out");
    expectProblem(await post(`/activities/${running}/participations`, { memberId }), 422, "malformed");
  });

  it("many members of one shop may be wrong at once: the shop's address is not theirs", async () => {
    const activityId = await newActivity();
    const members = await Promise.all(Array.from({ length: 25 }, newMember));
    const answers = await Promise.all(members.map((id) => claim(activityId, id, { password: "MOON" })));
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set(["wrong_password"]));
  });
});

describe("200", () => {
  it("a store is opened and stands first in the list", async () => {
    const made = await post("/stores", store({ name: "Quay", address: "1 Quay" }));
    expect(made.body).toEqual({
      id: expect.stringMatching(/^str_/),
      ...store({ name: "Quay", address: "1 Quay" }),
    });
    expect((await get("/stores?limit=1")).body.data).toEqual([made.body]);
  });

  it("a list goes on where its cursor says until there is no more", async () => {
    const seen: unknown[] = [];
    let cursor: unknown = null;
    do {
      const page: Answer = await get(`/stores?limit=2${cursor ? `&cursor=${String(cursor)}` : ""}`);
      seen.push(...(page.body.data ?? []).map((row) => row.id));
      expect(page.body.data?.length).toBeLessThanOrEqual(2);
      cursor = page.body.nextCursor;
    } while (cursor);
    expect(seen.length).toBe(
      await one(sql`select count(*) as n from store where merchant_id = ${ours.merchantId}`),
    );
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("the merchant's rules of orders are told and changed, field by field", async () => {
    const before = await get("/merchant");
    expect(before.body).toMatchObject({ id: ours.merchantId, maxVouchersPerOrder: 4, refundBasis: "units" });
    const after = await ask("PATCH", "/merchant", { body: { maxVouchersPerOrder: 2 } });
    expect(after.body).toEqual({ ...before.body, maxVouchersPerOrder: 2 });
    expect((await ask("PATCH", "/merchant", { body: {} })).body).toEqual(after.body);
    const audited = sql`select count(*) as n from audit_entry where merchant_id = ${ours.merchantId} and action = 'merchant.edit'`;
    expect(await one(audited)).toBe(1);
    expect((await ask("PATCH", "/merchant", { body: { name: "Mine" } })).status).toBe(422);
    expect((await ask("PATCH", "/merchant", { body: { maxVouchersPerOrder: 0 } })).status).toBe(422);
  });

  it("a coupon is online at once, every part that was left out at its default", async () => {
    const made = await post("/coupons", coupon({ approvalNote: "please" }));
    expect(made.body).toMatchObject({
      id: expect.stringMatching(/^cpn_/),
      status: "active",
      termsVersion: 1,
      issued: 0,
      scope: { products: "all" },
      conditions: {
        minSpendMinor: 0,
        minItems: 0,
        basis: "original",
        storeIds: "all",
        channels: ["online", "till"],
        devices: ["mobile", "desktop", "till"],
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        hours: [],
        audience: { type: "all" },
        maxUsesPerMember: null,
        combinesWithOffers: true,
        notIfFree: false,
      },
      stacking: { exclusive: false, group: null, stacksWith: "all", priority: 0, maxPerOrder: 1 },
      distribution: {
        methods: ["targeted"],
        quantity: null,
        claimLimit: null,
        claimLimitPerDay: null,
        codeSource: "on_claim",
      },
      refund: { returnWhenAllRefunded: false },
      budgetMinor: null,
    });
    expect((await get(`/coupons/${String(made.body.id)}`)).body).toEqual(made.body);
    expect((await get("/coupons?limit=1&status=active")).body.data).toEqual([made.body]);
    const later = coupon({
      validity: { type: "fixed", from: day(1), until: day(2) },
      distribution: { quantity: 5 },
    });
    const scheduled = await post("/coupons", later);
    expect(scheduled.body).toMatchObject({ status: "scheduled", distribution: { quantity: 5 } });
    expect((await get(`/coupons/${String(scheduled.body.id)}`)).body).toEqual(scheduled.body);
  });

  it("an activity is online at once, in the merchant's zone, and its passwords are told to who may write them", async () => {
    const made = await post("/activities", activity(ours.couponId));
    expect(made.body).toMatchObject({
      status: "running",
      timeZone: "Asia/Hong_Kong",
      audience: { type: "all" },
      limits: { perMember: null, perMemberPerDay: null, total: null },
      rules: { perMember: null, passwords: [{ password: "SUN", inventory: 50, issued: 0 }] },
    });
    const path = `/activities/${String(made.body.id)}`;
    expect((await get(path)).body).toEqual(made.body);
    expect((await get("/activities?limit=1")).body.data).toEqual([made.body]);
    const reader = await get(path, { key: await keyOf({ scopes: ["read"] }) });
    expect(JSON.stringify(reader.body)).not.toContain("SUN");
    const soon = await post(
      "/activities",
      activity(ours.couponId, { startsAt: day(2), limits: { total: 9 }, timeZone: "UTC" }),
    );
    expect(soon.body).toMatchObject({ status: "not_started", timeZone: "UTC", limits: { total: 9 } });
    expect((await get(`/activities/${String(soon.body.id)}`)).body).toEqual(soon.body);
    expect(JSON.stringify((await get("/activities?status=not_started")).body)).toContain(
      String(soon.body.id),
    );
  });

  it("a member is made by phone, found by it and changed by it; what is left out stays, null empties", async () => {
    const phone = newPhone();
    const whole = {
      phone,
      externalId: `crm-${phone}`,
      name: "Mei Chan",
      nickname: "Mei",
      email: "mei@example.com",
      birthday: "1999-12-31",
      tags: ["VIP", "Tea lover", "vip"],
    };
    const made = await post("/members", whole);
    const { tags: _, ...plain } = whole;
    expect(made.body).toMatchObject({
      ...plain,
      id: expect.stringMatching(/^mbr_/),
      tiers: [],
      groups: [],
      tags: [
        { id: expect.stringMatching(/^tag_/), name: "Tea lover" },
        { id: expect.stringMatching(/^tag_/), name: expect.stringMatching(/^vip$/i) },
      ],
    });
    expect((await get(`/members/${String(made.body.id)}`)).body).toEqual(made.body);
    expect((await get(`/members?phone=${encodeURIComponent(phone)}`)).body.data).toEqual([made.body]);
    expect((await get(`/members?phone=${phone}`)).body.data).toEqual([made.body]);
    const changed = await post("/members", { phone, name: null, tags: ["VIP"] });
    expect(changed.body).toMatchObject({
      id: made.body.id,
      name: null,
      nickname: "Mei",
      birthday: "1999-12-31",
    });
    expect((changed.body.tags as unknown[]).length).toBe(1);
    expect((await post("/members", { phone })).body).toEqual(changed.body);
    const seen = await db().execute<{ action: string; after: { fields?: string[] } }>(
      sql`select action, after from audit_entry where object_id = ${String(made.body.id)} order by id`,
    );
    expect(seen.map((row) => [row.action, row.after.fields])).toEqual([
      ["member.register", undefined],
      ["member.edit", ["name", "tags"]],
    ]);
    const events = sql`select count(*) as n from outbox_batch o, announced_events(o.events) e
      where e."subjectId" = ${String(made.body.id)}`;
    expect(await one(events)).toBe(2);
  });

  it("a member known by an outside id gets the new phone", async () => {
    const [before, after] = [newPhone(), newPhone()];
    const made = await post("/members", { phone: before, externalId: `crm-${before}` });
    const moved = await post("/members", { phone: after, externalId: `crm-${before}` });
    expect(moved.body).toEqual({ ...made.body, phone: after });
    expect((await get(`/members?phone=${before}`)).body.data).toEqual([]);
  });

  it("a member tells their tiers, and the groups they were picked into", async () => {
    const { body } = await get(`/members/${ours.first.memberId}`);
    expect(body.tiers).toEqual([{ id: ours.tierId, name: "OURSHOP silver", plan: "OURSHOP plan" }]);
    expect(body.groups).toEqual([{ id: ours.groupId, name: "OURSHOP group" }]);
    expect((await post("/members", { phone: ours.first.phone })).body).toEqual(body);
  });

  it("a member's stored money is told in every currency", async () => {
    const memberId = await newMember();
    const { merchantId } = ours;
    const rows = [
      ["points", 7],
      ["USD", 250],
      ["HKD", 900],
    ] as const;
    const values = rows.map(([unit, balance]) => ({ merchantId, memberId, unit, balance }));
    await inTransaction((tx) => tx.insert(memberAccounts).values(values));
    const { body } = await get(`/members/${memberId}`);
    const cashBalances = [
      { currency: "HKD", balanceMinor: 900 },
      { currency: "USD", balanceMinor: 250 },
    ];
    expect(body).toMatchObject({ pointsBalance: 7, cashBalanceMinor: 900, cashBalances });
    expect((await post("/members", { phone: body.phone })).body).toEqual(body);
    await db().execute(sql`delete from member_account where member_id = ${memberId}`);
  });

  it("phones and addresses are whole for keys with the scope `pii` only", async () => {
    const masked = await keyOf({ scopes: ["read", "write"] });
    const phone = newPhone();
    const body = { phone, email: "secret@example.com" };
    const made = await post("/members", body, { key: masked });
    expect(made.body).toMatchObject({ phone: `+852 •••• ${phone.slice(-4)}`, email: "s•••@example.com" });
    const id = String(made.body.id);
    expect((await get(`/members/${id}`, { key: masked })).body).toEqual(made.body);
    expect((await get(`/members?phone=${phone}`, { key: masked })).body.data).toEqual([made.body]);
    expect((await get(`/members/${id}`)).body).toMatchObject(body);
  });

  it("a participation gives vouchers with their code, window and terms, and the wallet tells them", async () => {
    const memberId = await newMember();
    const activityId = await newActivity();
    const won = await claim(activityId, memberId);
    expect(won.status).toBe(200);
    expect(won.body).not.toHaveProperty("remaining");
    const wallet = await get(`/members/${memberId}/vouchers?status=available`);
    expect(wallet.body).toEqual({ data: won.body.vouchers, nextCursor: null });
    expect(won.body.vouchers).toEqual([
      {
        id: expect.stringMatching(/^vch_/),
        couponId: expect.stringMatching(/^cpn_/),
        termsVersion: 1,
        name: "Tea for two",
        status: "available",
        code: expect.stringMatching(/^[2-9A-Z]{13}$/),
        issuedAt: expect.stringMatching(/Z$/),
        validFrom: expect.stringMatching(/Z$/),
        validUntil: expect.stringMatching(/Z$/),
        terms: expect.objectContaining({ benefit: { type: "percent_off", bps: 2000 }, name: "Tea for two" }),
      },
    ]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("a member's vouchers are told by status, the clock's word included", async () => {
    const memberId = await newMember();
    const give = (days: number, usedAt?: Date) =>
      inTransaction((tx) =>
        makeVoucher(tx, ours.merchantId, {
          memberId,
          couponId: ours.couponId,
          at: new Date(day(-days)),
          usedAt,
        }),
      );
    const over = await give(40);
    const good = [await give(1), await give(2)];
    const used = await give(3, new Date());
    const told = async (query: string) =>
      ((await get(`/members/${memberId}/vouchers${query}`)).body.data ?? []).map((row) => [
        row.id,
        row.status,
      ]);
    const all = [...good.map((id) => [id, "available"]), [used, "used"], [over, "expired"]];
    expect(await told("")).toEqual(all);
    for (const status of voucherStatuses) {
      expect(await told(`?status=${status}`), status).toEqual(all.filter(([, its]) => its === status));
    }
    const page = await get(`/members/${memberId}/vouchers?limit=3`);
    expect(await told(`?limit=3&cursor=${String(page.body.nextCursor)}`)).toEqual([[over, "expired"]]);
  });

  it("every answer is private, sniffs nothing, is framed nowhere and shared with no other site (S-20, S-21)", async () => {
    const headers = { origin: "https://elsewhere.example" };
    for (const answer of [
      await get("/stores", { headers }),
      await get("/nothing"),
      await get("/stores", { key: null }),
    ]) {
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("x-frame-options")).toBe("DENY");
      expect(answer.headers.get("strict-transport-security")).toMatch(/max-age=31536000/);
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  it("carries the request id it was given by our own server, and one of its own otherwise", async () => {
    const given = "4b9f1d7e-0000-4000-8000-000000000000";
    expect((await get("/stores", { headers: { "x-request-id": given } })).headers.get("x-request-id")).toBe(
      given,
    );
    const made = await get("/stores", { headers: { "x-request-id": "<script>" } });
    expect(made.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("Idempotency-Key", () => {
  const families = [
    ["/stores", () => store({ name: `Twin ${++serial}` }), "store"],
    ["/members", () => ({ phone: newPhone(), tags: [`twin ${++serial}`] }), "member"],
    ["/coupons", () => coupon({ name: `Twin ${++serial}` }), "coupon"],
    ["/activities", () => activity(ours.couponId), "activity"],
  ] as const;

  it.each(families)(
    "POST %s: the same key and body have one effect and one answer, twenty at once and later",
    async (path, make, table) => {
      const count = () => one(sql`select count(*) as n from ${sql.identifier(table)}`);
      const before = await count();
      const [body, once] = [make(), `twin-${++serial}`];
      const twins = await Promise.all(Array.from({ length: 20 }, () => post(path, body, { once })));
      expect(new Set(twins.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(twins.map((twin) => JSON.stringify(twin.body))).size).toBe(1);
      expect(twins.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1);
      const again = await post(path, body, { once });
      expect(again.body).toEqual(twins[0]?.body);
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      expect(await count()).toBe(before + 1);
    },
  );

  it.each(families)(
    "POST %s: the same key with another body is 422, and does nothing",
    async (path, make, table) => {
      const once = `reused-${++serial}`;
      expect((await post(path, make(), { once })).status).toBe(200);
      const count = () => one(sql`select count(*) as n from ${sql.identifier(table)}`);
      const before = await count();
      expectProblem(await post(path, make(), { once }), 422, "idempotency_key_reused");
      expect(await count()).toBe(before);
    },
  );

  it("gives the first answer again although the thing has changed since", async () => {
    const [phone, once] = [newPhone(), `changed-${++serial}`];
    const first = await post("/members", { phone, name: "Ann" }, { once });
    await post("/members", { phone, name: "Bea" });
    expect((await post("/members", { phone, name: "Ann" }, { once })).body).toEqual(first.body);
    expect((await get(`/members/${String(first.body.id)}`)).body.name).toBe("Bea");
  });

  it("is each key's and each merchant's own", async () => {
    const once = `shared-${++serial}`;
    const body = store({ name: "Shared" });
    const answers = [
      await post("/stores", body, { once }),
      await post("/stores", body, { once, key: await keyOf({}) }),
      await post("/stores", body, { once, key: theirKey }),
    ];
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(3);
    expect(answers.map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, null, null]);
  });

  it("left out, the request is done each time", async () => {
    const ids = [await post("/stores", store()), await post("/stores", store())].map(({ body }) => body.id);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it("a refusal is not kept: the request may be tried again once its reason is gone", async () => {
    const once = `retry-${++serial}`;
    const body = store({ name: "Retry", timeZone: "UTC" });
    expect((await post("/coupons", coupon({ currency: "CHF" }), { once })).status).toBe(422);
    await post("/stores", { ...body, currency: "CHF" });
    expect((await post("/coupons", coupon({ currency: "CHF" }), { once })).status).toBe(200);
  });

  it("a participation has one effect for a key, twenty at once, later, and for 50 members each with one", async () => {
    const activityId = await newActivity();
    const memberId = await newMember();
    const once = `won-${++serial}`;
    const twins = await Promise.all(Array.from({ length: 20 }, () => claim(activityId, memberId, { once })));
    expect(twins.map(({ status }) => status)).toEqual(twins.map(() => 200));
    expect(new Set(twins.map((twin) => JSON.stringify(twin.body))).size).toBe(1);
    expect(twins.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1);
    expect(await one(sql`select count(*) as n from voucher where member_id = ${memberId}`)).toBe(1);
    const again = await claim(activityId, memberId, { once });
    expect([again.body, again.headers.get("idempotent-replayed")]).toEqual([twins[0]?.body, "true"]);
  });

  it("a participation's key is bound to its member, activity and password", async () => {
    const [activityId, other] = [await newActivity(), await newActivity()];
    const [memberId, somebody] = [await newMember(), await newMember()];
    const once = `bound-${++serial}`;
    expect((await claim(activityId, memberId, { once })).status).toBe(200);
    for (const answer of [
      await claim(activityId, somebody, { once }),
      await claim(other, memberId, { once }),
      await claim(activityId, memberId, { once, password: "MOON" }),
    ]) {
      expectProblem(answer, 422, "idempotency_key_reused");
    }
    expect(await one(sql`select count(*) as n from voucher where member_id = ${somebody}`)).toBe(0);
    expect((await claim(activityId, memberId)).status).toBe(200);
  });
});

describe("429", () => {
  it("a key over its rate is refused until its minute is over, and every answer tells how it stands (S-17)", async () => {
    const by = await keyOf({ ratePerMinute: 5 });
    const answers: Answer[] = [];
    for (let i = 0; i < 7; i++)
      answers.push(await get(i === 1 ? "/coupons/nothing" : "/merchant", { key: by }));
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 200, 200, 429, 429]);
    const told = (name: string) => answers.map(({ headers }) => headers.get(name));
    expect(told("ratelimit-limit")).toEqual(Array(7).fill("5"));
    expect(told("ratelimit-remaining")).toEqual(["4", "3", "2", "1", "0", "0", "0"]);
    for (const reset of told("ratelimit-reset")) expect(Number(reset)).toBeGreaterThan(50);
    const last = answers.at(-1);
    if (last) expectProblem(last, 429, "rate_limited");
    expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(50);
    expect((await get("/merchant")).status).toBe(200);
  });
});

describe("500 and 503", () => {
  it("what cannot be had in time is 503 with Retry-After, and was not done", async () => {
    const before = await one(sql`select count(*) as n from store`);
    const once = `held-${++serial}`;
    const body = store({ name: "Held" });
    const isHeld = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const holding = inTransaction(async (tx) => {
      const [row] = await tx.execute<{ id: string }>(
        sql`select id from api_key where key_hash = ${digest(key)}`,
      );
      await tx.execute(sql`
        insert into answered_request (merchant_id, principal, route, key, fingerprint)
        values (${ours.merchantId}, ${row?.id}, 'store.create', ${once}, 'x')`);
      isHeld.resolve();
      await mayEnd.promise;
      await tx.execute(sql`delete from answered_request where key = ${once}`);
    });
    await isHeld.promise;
    const answer = await post("/stores", body, { once });
    mayEnd.resolve();
    await holding;
    expectProblem(answer, 503, "busy");
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(await one(sql`select count(*) as n from store`)).toBe(before);
    expect((await post("/stores", body, { once })).status).toBe(200);
  });

  it("a bug is opaque", async () => {
    await db().execute(sql`alter table store rename to store_away`);
    try {
      const answer = await get("/stores");
      expectProblem(answer, 500, "internal");
      expect(JSON.stringify(answer.body)).not.toMatch(/store_away|relation/);
    } finally {
      await db().execute(sql`alter table store_away rename to store`);
    }
  });
});

describe("the audit log", () => {
  it("has from which address a program did what, where the host tells it, and nothing where it does not", async () => {
    const made = await post("/stores", store(), { headers: { "x-client-ip": "203.0.113.9" } });
    const untold = await post("/stores", store());
    const addresses = await db().execute<{ id: string; address: string | null }>(
      sql`select object_id as id, address from audit_entry where object_id in (${made.body.id}, ${untold.body.id})`,
    );
    expect(Object.fromEntries(addresses.map(({ id, address }) => [id, address]))).toEqual({
      [String(made.body.id)]: "203.0.113.9",
      [String(untold.body.id)]: null,
    });
  });
});
