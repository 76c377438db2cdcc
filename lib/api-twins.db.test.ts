import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeApiKey } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { apiRoutes, apiTable } from "@/lib/api";
import { answerRouteCall, routeCall } from "@/lib/platform/api-route-node";
import { log } from "@/lib/platform/log";
import { type Ask, startTwins, type Twins } from "@/scripts/vitest-twins";

let twins: Twins;
let ours: TestWorld;
let key: string;
let readKey: string;
let serial = 0;

const asked = (method: string, path: string, body: object | string | Buffer = "", more: object = {}): Ask => {
  const sent = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const headers: Ask["headers"] = { authorization: `Bearer ${key}` };
  if (sent.length > 0) headers["content-type"] = "application/json";
  if (method !== "GET") headers["content-length"] = String(Buffer.byteLength(sent));
  return { method, path: `/api/v1${path}`, body: sent, headers: { ...headers, ...more } };
};
const cart = (more: object = {}) => ({
  ...{ storeId: ours.first.storeId, channel: "till", device: "till", currency: "HKD", vouchers: "best" },
  ...{ memberId: ours.first.memberId, at: "2030-01-02T03:04:05Z" },
  lines: [{ id: '雪 \u0001"1', productId: ours.first.productId, unitPriceMinor: 1500, quantity: 3 }],
  ...more,
});
const quote = (body: object | string | Buffer = cart(), more: object = {}) =>
  asked("POST", "/quotes", body, more);
/** A quote of whose body only the first byte is ever sent, on a connection that nobody uses after it. */
const stalled = (more: object = {}) => quote("{", { "content-length": "500", connection: "close", ...more });
const newKey = async (more: Parameters<typeof makeApiKey>[2]) =>
  (await inTransaction((tx) => makeApiKey(tx, ours.merchantId, more))).key;

beforeAll(async () => {
  twins = await startTwins((req, res, requestId) => {
    const call = routeCall(req, apiTable);
    if (call) answerRouteCall(call, req, res, requestId);
    return call !== null;
  });
  ours = await inTransaction((tx) => makeTestWorld(tx, "TWINSHOP"));
  key = await newKey({});
  readKey = await newKey({ scopes: ["read"] });
});
afterAll(() => twins.stop());

// What comes of them five seconds later, the test after this one waits for: nothing may be thrown then at nobody.
it("who leaves in the middle of a body keeps no connection, and nothing is said to have failed", async () => {
  const before = twins.direct();
  const failed = vi.spyOn(log, "error");
  for (const way of ["node", "hono"] as const) {
    const connections = await twins.open(way);
    await Promise.all(Array.from({ length: 20 }, () => twins.leave(way, stalled())));
    await vi.waitFor(async () => expect(await twins.open(way)).toBe(connections), 2_000);
  }
  expect(twins.direct()).toBe(before + 20);
  const { "content-length": _, ...headers } = stalled().headers;
  await twins.leave("hono", { ...stalled(), headers: { ...headers, "transfer-encoding": "chunked" } });
  expect((await twins.both(quote())).status).toBe(200);
  expect(failed).not.toHaveBeenCalled();
  failed.mockRestore();
});

it("a body that does not come is waited for as long as all else: five seconds, then come back", async () => {
  const began = performance.now();
  const answers = await Promise.all([twins.send("node", stalled()), twins.send("hono", stalled())]);
  expect(performance.now() - began).toBeGreaterThan(4_900);
  for (const { status, headers } of answers)
    expect({ status, again: headers["retry-after"] }).toEqual({ status: 503, again: "1" });
}, 15_000);

it("no route has a word of its own that looks like an id", () => {
  expect(apiTable.size).toBe(apiRoutes.length);
  for (const { path } of apiRoutes) expect(path).not.toMatch(/\/[a-z]{3}_/);
});

describe("a request that Node's server answers itself is answered as by Hono", () => {
  it.each<[string, number, () => Ask]>([
    ["a quote", 200, () => quote()],
    ["a mark of the byte order before the JSON", 200, () => quote(`\ufeff${JSON.stringify(cart())}`)],
    ["JSON with a charset", 200, () => quote(cart(), { "content-type": "Application/JSON ; charset=utf-8" })],
    [
      "bytes that are no UTF-8",
      200,
      () => quote(Buffer.from(JSON.stringify(cart({ region: "\u00ff" })), "latin1")),
    ],
    ["a bare list", 200, () => asked("GET", "/stores")],
    ["one by its id", 200, () => asked("GET", `/orders/${ours.orderId}`)],
    ["a change", 200, () => asked("PATCH", `/coupons/${ours.couponId}`, { name: "Tea 雪" })],
    ["an id of nobody", 404, () => asked("GET", "/orders/ord_00000000000000000000000000")],
    ["an id of another sort", 404, () => asked("GET", `/orders/${ours.couponId}`)],
    ["a store of nobody", 404, () => quote(cart({ storeId: "str_00000000000000000000000000" }))],
    ["what no body may hold", 422, () => quote(cart({ more: 1 }))],
    ["a currency of elsewhere", 422, () => quote(cart({ currency: "USD" }))],
    ["null", 422, () => quote("null")],
    ["a NUL in a text", 422, () => quote(cart({ region: "a\u0000b" }))],
    ["a key of a request that is none", 422, () => quote(cart(), { "idempotency-key": "a b" })],
    ["two keys of a request", 422, () => quote(cart(), { "idempotency-key": ["a", "b"] })],
    ["no body", 400, () => quote("", { "content-type": "application/json" })],
    ["no JSON", 400, () => quote("{")],
    ["JSON too deep", 400, () => quote(`${"[".repeat(40)}${"]".repeat(40)}`)],
    ["no key", 401, () => quote(cart(), { authorization: "" })],
    ["no key, and a body that does not come", 401, () => stalled({ authorization: "" })],
    [
      "a scope too few, and a body that does not come",
      403,
      () => stalled({ authorization: `Bearer ${readKey}` }),
    ],
    ["a key of nobody", 401, () => quote(cart(), { authorization: "Bearer sk_nobody" })],
    ["a key that is no ASCII", 401, () => quote(cart(), { authorization: "Bearer \u00e9" })],
    ["another scheme", 401, () => quote(cart(), { authorization: `Basic ${key}` })],
    ["a scope too few", 403, () => quote(cart(), { authorization: `Bearer ${readKey}` })],
    ["nothing to complete", 409, () => asked("POST", `/orders/${ours.orderId}/complete`)],
  ])("%s: %i", async (_, status, ask) => {
    const before = twins.direct();
    expect((await twins.both(ask())).status).toBe(status);
    expect(twins.direct()).toBe(before + 1);
  });

  it("beyond its rate: 429", async () => {
    const slow = await newKey({ ratePerMinute: 2 });
    const ask = quote(cart(), { authorization: `Bearer ${slow}` });
    const answers = [await twins.send("node", ask), await twins.send("hono", ask)];
    expect(answers.map(({ headers }) => headers["ratelimit-remaining"])).toEqual(["1", "0"]);
    for (const way of ["node", "hono"] as const) {
      const { status, headers } = await twins.send(way, ask);
      expect({ status, limit: headers["ratelimit-limit"] }).toEqual({ status: 429, limit: "2" });
      expect(headers["retry-after"]).toBe(headers["ratelimit-reset"]);
    }
  });

  it("sent again with its key, whichever way it came before", async () => {
    for (const [first, second] of [
      ["node", "hono"],
      ["hono", "node"],
    ] as const) {
      const store = { name: `Pier ${++serial}`, currency: "HKD", timeZone: "Asia/Hong_Kong" };
      const ask = asked("POST", "/stores", store, { "idempotency-key": `twin-${serial}` });
      const [made, again] = [await twins.send(first, ask), await twins.send(second, ask)];
      expect([made.status, again.status]).toEqual([200, 200]);
      expect(again.body).toBe(made.body);
      expect([made.headers, again.headers].map((headers) => headers["idempotent-replayed"])).toEqual([
        undefined,
        "true",
      ]);
    }
  });
});

describe("what is not as programs send it goes the way of Hono, which answers it the same", () => {
  it.each<[string, number, () => Ask]>([
    ["a query", 200, () => asked("GET", "/stores?limit=1")],
    ["an odd query", 422, () => asked("GET", "/stores?limit=0")],
    ["only the head", 200, () => asked("HEAD", "/stores")],
    ["another method", 405, () => asked("PATCH", "/quotes", {})],
    ["a path of nobody", 404, () => asked("GET", "/nothing")],
    ["a colon where an id stands", 404, () => asked("GET", "/orders/:")],
    ["an encoded id", 200, () => asked("GET", `/orders/${ours.orderId.replace("_", "%5f")}`)],
    ["what is no id", 404, () => asked("GET", "/orders/ord_UPPER")],
    ["a slash at the end", 404, () => asked("GET", "/stores/")],
    ["two keys", 401, () => quote(cart(), { authorization: [`Bearer ${key}`, `Bearer ${key}`] })],
    ["text", 415, () => quote(cart(), { "content-type": "text/plain" })],
    ["two types", 415, () => quote(cart(), { "content-type": ["application/json", "text/plain"] })],
    ["a body where none is taken", 409, () => asked("POST", `/orders/${ours.orderId}/complete`, {})],
    ["a long body", 422, () => quote(cart({ region: "x".repeat(66_000) }))],
    ["more than is taken in", 413, () => quote("x", { "content-length": "1048577" })],
    ["a host that is none", 400, () => quote(cart(), { host: "a b" })],
  ])("%s: %i", async (_, status, ask) => {
    const before = twins.direct();
    expect((await twins.send("node", ask())).status).toBe(status);
    expect(twins.direct()).toBe(before);
  });

  it("a body whose length is not told", async () => {
    const before = twins.direct();
    const { "content-length": _, ...headers } = quote().headers;
    const ask = { ...quote(), headers: { ...headers, "transfer-encoding": "chunked" } };
    expect((await twins.both(ask)).status).toBe(200);
    expect(twins.direct()).toBe(before);
  });
});
