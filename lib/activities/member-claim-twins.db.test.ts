import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeMember, makeMerchant, makeStore } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeMemberSession } from "@/db/seed/test-sessions";
import { inTransaction } from "@/db/transaction";
import { pageEndpoints } from "@/lib/api";
import { cookieName, secretOf } from "@/lib/platform/auth/session-token";
import { answerCall, nodeCall } from "@/lib/platform/page-endpoint-node";
import { type Ask, startTwins, type Twins } from "@/scripts/vitest-twins";

let twins: Twins;

const HOUR = 3_600_000;
let place: { merchantId: string; slug: string };
let cookie: string;
let serial = 0;

async function world(inventory: number, code: string) {
  const made = await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    await makeStore(tx, merchantId);
    const couponId = await makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"] } });
    const { slug } = await makeActivity(tx, merchantId, {
      code,
      startsAt: new Date(Date.now() - HOUR).toISOString(),
      endsAt: new Date(Date.now() + HOUR).toISOString(),
      passwords: [{ password: "SNOW", inventory, prizes: [{ couponId, quantity: 1 }] }],
    });
    return { merchantId, slug };
  });
  return made;
}

async function signedIn(merchantId: string): Promise<string> {
  const sessionId = await inTransaction(async (tx) =>
    makeMemberSession(tx, merchantId, await makeMember(tx, merchantId)),
  );
  const token = await encode({ token: { sub: sessionId }, secret: secretOf("member"), maxAge: 3600 });
  return `${cookieName("member", merchantId)}=${token}`;
}

const pathOf = (slug: string) => `/api/member/activities/${encodeURIComponent(slug)}/claim`;
const claim = (more: object = {}) =>
  JSON.stringify({ password: "SNOW", requestId: `twin-request-${++serial}`, first: false, ...more });
const asked = (
  body: string | Buffer,
  headers: Record<string, string | string[]> = {},
  path?: string,
): Ask => ({
  path: path ?? pathOf(place.slug),
  body,
  headers: {
    cookie,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  },
});

beforeAll(async () => {
  twins = await startTwins((req, res, requestId) => {
    const call = nodeCall(req, pageEndpoints);
    if (call) answerCall(call, req, res, requestId);
    return call !== null;
  });
  place = await world(1000, "twins-雪-1");
  cookie = await signedIn(place.merchantId);
});
afterAll(() => twins.stop());

describe("a claim that Node's server answers itself is answered as by Hono", () => {
  it.each<[string, number, () => Ask]>([
    ["a win, and the same one again", 200, () => asked(claim())],
    ["fields that nobody reads", 200, () => asked(claim({ slug: "x", more: { deep: [1] } }))],
    ["a mark of the byte order before the JSON", 200, () => asked(`\ufeff${claim()}`)],
    [
      "JSON with a charset",
      200,
      () => asked(claim(), { "content-type": "Application/JSON ; charset=utf-8" }),
    ],
    ["many cookies", 200, () => asked(claim(), { cookie: `a=b; ${cookie}; locale=en` })],
    ["no cookie", 401, () => asked(claim(), { cookie: "" })],
    ["a touched token", 401, () => asked(claim(), { cookie: `${cookie}A` })],
    ["an address of nobody", 404, () => asked(claim(), {}, pathOf("nobody"))],
    ["an encoded address of nobody", 404, () => asked(claim(), {}, pathOf("雪%41"))],
    ["a blank password", 422, () => asked(claim({ password: " \u3000" }))],
    ["a password too long", 422, () => asked(claim({ password: "x".repeat(401) }))],
    ["a password that is none", 422, () => asked(claim({ password: 1 }))],
    ["a request id too short", 422, () => asked(claim({ requestId: "short" }))],
    ["first that is no truth value", 422, () => asked(claim({ first: null }))],
    ["a list", 422, () => asked("[]")],
    ["null", 422, () => asked("null")],
    ["a NUL in a text", 422, () => asked(claim({ password: "a\u0000b" }))],
    ["half a character", 422, () => asked('{"password":"\\ud800","requestId":"12345678"}')],
    ["bytes that are no UTF-8", 200, () => asked(Buffer.from(claim({ more: "\u00ff" }), "latin1"))],
    ["no body", 400, () => asked("")],
    ["no JSON", 400, () => asked("{")],
    ["JSON too deep", 400, () => asked(`${"[".repeat(40)}${"]".repeat(40)}`)],
  ])("%s: %i", async (_, status, ask) => {
    const before = twins.direct();
    expect((await twins.both(ask())).status).toBe(status);
    expect(twins.direct()).toBe(before + 1);
  });

  it("in the words of each language", async () => {
    const ways = [
      (fresh: string) => ({ cookie: fresh, "accept-language": "zh-TW,zh;q=0.9" }),
      (fresh: string) => ({ cookie: `${fresh}; locale=zh-CN` }),
    ];
    for (const headersOf of ways) {
      const own = headersOf(await signedIn(place.merchantId));
      const tries = [await twins.send("node", asked(claim({ password: "no" }), own))];
      tries.push(await twins.send("hono", asked(claim({ password: "no" }), own)));
      // Each wrong try is one fewer.
      expect(tries.map(({ body }) => JSON.parse(body).params.triesLeft)).toEqual([4, 3]);
      for (const { body } of tries) expect(JSON.parse(body).errors.password).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it("when it is sold out, from the database and from memory", async () => {
    const small = await world(1, "twins-small");
    const [winner, loser] = [await signedIn(small.merchantId), await signedIn(small.merchantId)];
    const path = pathOf(small.slug);
    expect((await twins.both(asked(claim(), { cookie: winner }, path))).status).toBe(200);
    for (const first of [false, true, true]) {
      for (const language of ["en", "zh"]) {
        const ask = asked(claim({ first }), { cookie: loser, "accept-language": language }, path);
        const { status, body, headers } = await twins.both(ask);
        expect([status, JSON.parse(body).code]).toEqual([409, "sold_out"]);
        expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
      }
    }
  });
});

describe("what is not as our page sends it goes the way of Hono, which answers it the same", () => {
  const odd: [string, number, () => Ask][] = [
    ["another method", 404, () => ({ ...asked("", {}), method: "GET" })],
    ["a query", 200, () => asked(claim(), {}, `${pathOf(place.slug)}?a=b`)],
    ["a path that leads upwards", 404, () => asked(claim(), {}, "/api/member/activities/%2e%2e/claim")],
    ["a slash within the address", 404, () => asked(claim(), {}, "/api/member/activities/a%2Fb/claim")],
    ["no address", 404, () => asked(claim(), {}, "/api/member/activities//claim")],
    ["a host in brackets", 200, () => asked(claim(), { host: "[::1]:3000" })],
    ["a host that is none", 400, () => asked(claim(), { host: "a b" })],
    ["text", 415, () => asked(claim(), { "content-type": "text/plain" })],
    ["a type that only begins alike", 415, () => asked(claim(), { "content-type": "application/jsonp" })],
    ["two types", 415, () => asked(claim(), { "content-type": ["application/json", "text/plain"] })],
    ["more than is taken in", 413, () => asked("x", { "content-length": "1048577" })],
  ];
  it.each(odd)("%s: %i", async (_, status, ask) => {
    const before = twins.direct();
    for (const way of ["node", "hono"] as const) expect((await twins.send(way, ask())).status).toBe(status);
    expect(twins.direct()).toBe(before);
  });

  it("a body whose length is not told", async () => {
    const before = twins.direct();
    const { "content-length": _, ...headers } = asked("").headers;
    const ask = { ...asked(claim()), headers: { ...headers, "transfer-encoding": "chunked" } };
    expect((await twins.both(ask)).status).toBe(200);
    expect(twins.direct()).toBe(before);
  });
});
