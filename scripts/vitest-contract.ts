import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { makeApiKey } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { apiRoutes } from "@/lib/api";
import { apiReference } from "@/lib/api-reference";
import type { ApiRoute } from "@/lib/platform/api-route";
import { keyPermissions, keyScopes } from "@/lib/platform/auth/permissions";
import { type Described, faultsOf, problemOf, routeName } from "@/lib/platform/openapi";
import { maxBodyBytes } from "@/lib/platform/request-hygiene";
import {
  type Answer,
  type Ask,
  askApi,
  type Case,
  type Contract,
  type Sent,
  type Shop,
  whileBusy,
} from "@/scripts/vitest-contract-shops";

const tooLarge = `"${"x".repeat(maxBodyBytes)}"`;
const unknownOf = (id: string) => `${id.slice(0, 4)}${"0".repeat(26)}`;
const idIn = (path: string) => path.split("/")[2] ?? "";
const onceOnly = () => ({ headers: { "idempotency-key": crypto.randomUUID() } });

/** A route with all that trying it takes. */
type Tried = {
  readonly route: ApiRoute;
  readonly isKeyed: boolean;
  readonly contract: Contract;
  /** A good request. */
  readonly first: Case;
  readonly shops: () => { readonly ours: Shop; readonly theirs: Shop };
  readonly send: (sent: Sent, more?: Partial<Ask>) => Promise<Answer>;
  readonly expectAnswer: (answer: Answer, wanted: number) => void;
  /** Describes what is tried of one status. */
  readonly on: (status: number, tests: () => void) => void;
};

/** A status and a body that the document of the API has of this route, parsed with the schema that it has of them. */
function expectAsSaid(route: ApiRoute, said: Described, { status, headers, body }: Answer, wanted: number) {
  expect(status, JSON.stringify(body)).toBe(wanted);
  const codes = faultsOf(route, said)[wanted] ?? [];
  const schema = wanted === 200 ? said.answer : problemOf(wanted, codes);
  expect(schema.safeParse(body).error?.issues ?? [], JSON.stringify(body)).toEqual([]);
  expect(headers.get("content-type")).toBe(wanted === 200 ? "application/json" : "application/problem+json");
  if (wanted !== 200) expect(body.requestId).toBe(headers.get("x-request-id"));
}

function tryGood({ on, send, expectAnswer, contract, first, isKeyed }: Tried): void {
  on(200, () => {
    it.each(Object.entries(contract[200]))("%s", async (_, made) => {
      const answer = await send(await made());
      expectAnswer(answer, 200);
      expect(Number(answer.headers.get("ratelimit-remaining"))).toBeGreaterThan(0);
      if (Array.isArray(answer.body.data)) expect(answer.body.data.length).toBeGreaterThan(0);
    });
    if (!isKeyed) return;
    it("the same key and body have the first answer again", async () => {
      const sent = await first();
      const once = onceOnly();
      const answer = await send(sent, once);
      expectAnswer(answer, 200);
      expect(answer.headers.get("idempotent-replayed")).toBeNull();
      const again = await send(sent, once);
      expect(again.body).toEqual(answer.body);
      expect(again.headers.get("idempotent-replayed")).toBe("true");
    });
  });
}

function tryBodies({ on, route, send, expectAnswer, first }: Tried): void {
  if (!route.takes.body) return;
  on(400, () => {
    it("a body that is no JSON", async () => {
      const [path] = await first();
      expectAnswer(await send([path], { body: "{" }), 400);
    });
  });
  on(413, () => {
    it("a body above 1 MB", async () => {
      const [path] = await first();
      expectAnswer(await send([path], { body: tooLarge }), 413);
    });
  });
  on(415, () => {
    it("a body that is not sent as JSON", async () => {
      expectAnswer(await send(await first(), { headers: { "content-type": "text/plain" } }), 415);
    });
  });
}

function tryKeys({ on, route, send, expectAnswer, first, shops }: Tried): void {
  const keyOf = async (more: Parameters<typeof makeApiKey>[2]) =>
    (await inTransaction((tx) => makeApiKey(tx, shops().ours.merchantId, more))).key;
  on(401, () => {
    it("no key, and one that nobody has", async () => {
      const sent = await first();
      for (const key of [null, "sk_nobody"]) expectAnswer(await send(sent, { key }), 401);
    });
  });
  on(403, () => {
    it("a key with every scope but those that allow it", async () => {
      const scopes = keyScopes.filter((scope) => !keyPermissions[scope].includes(route.capability));
      expectAnswer(await send(await first(), { key: await keyOf({ scopes }) }), 403);
    });
  });
  on(429, () => {
    it("a key that asked too often", async () => {
      const key = await keyOf({ ratePerMinute: 1 });
      await askApi("GET", "/merchant", { key });
      const answer = await send(await first(), { key });
      expectAnswer(answer, 429);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    });
  });
}

/** Another merchant's things, by the first word of a path. */
const idsOf = ({ first, couponId, webhookId, orderId, deskVoucherId, packs }: Shop) => ({
  members: first.memberId,
  coupons: couponId,
  activities: first.activityId,
  webhooks: webhookId,
  orders: orderId,
  vouchers: deskVoucherId,
  packs: packs.first.packId,
  purchases: packs.first.purchaseId,
});

function tryAbsent({ on, route, send, expectAnswer, contract, first, shops }: Tried): void {
  const named = Object.entries(contract[404] ?? {});
  const hasIds = route.path.includes(":");
  if (!hasIds && named.length === 0) return;
  on(404, () => {
    for (const [words, made] of named) it(words, async () => expectAnswer(await send(await made()), 404));
    if (!hasIds) return;
    it("another merchant's id, answered as one that nobody has", async () => {
      const [path, body] = await first();
      const theirs = Object.entries(idsOf(shops().theirs)).find(([what]) => path.startsWith(`/${what}/`));
      const answers = [];
      for (const other of [theirs?.[1] ?? "", unknownOf(idIn(path))]) {
        const answer = await send([path.replace(idIn(path), other), body]);
        expectAnswer(answer, 404);
        answers.push({ ...answer.body, requestId: "" });
      }
      expect(answers[0]).toEqual(answers[1]);
    });
  });
}

function tryRefused({ on, send, expectAnswer, contract }: Tried): void {
  const refused = Object.entries(contract[409] ?? {});
  if (refused.length === 0) return;
  on(409, () => {
    it.each(refused)("%s", async (code, made) => {
      const answer = await send(await made());
      expectAnswer(answer, 409);
      expect(answer.body.code).toBe(code);
    });
  });
}

function tryWrong({ on, route, send, expectAnswer, contract, first, isKeyed }: Tried): void {
  on(422, () => {
    it("something that it does not know", async () => {
      const [path, body] = await first();
      const more = `${path}${path.includes("?") ? "&" : "?"}surprise=1`;
      expectAnswer(await send([more, body]), 422);
      if (body) expectAnswer(await send([path, { ...body, surprise: 1 }]), 422);
    });
    it.each(Object.entries(contract[422] ?? {}))("%s", async (word, made) => {
      const answer = await send(await made());
      expectAnswer(answer, 422);
      const { errors = [], code } = answer.body;
      expect([code, ...errors.map(({ path }) => path)]).toContain(word);
    });
    if (!isKeyed) return;
    it("a key that was used for another request, which is not done", async () => {
      const [path, body] = await first();
      const once = onceOnly();
      expectAnswer(await send([path, body], once), 200);
      const other: Sent = route.path.includes(":")
        ? [path.replace(idIn(path), unknownOf(idIn(path))), body]
        : await first();
      const reused = await send(other, once);
      expectAnswer(reused, 422);
      expect(reused.body.code).toBe("idempotency_key_reused");
    });
  });
}

function tryFaults({ on, send, expectAnswer, first, route }: Tried, busy: () => Promise<BusyAnswers>): void {
  on(500, () => {
    it("a fault of ours, of which nothing is told", async () => {
      const sent = await first();
      await inTransaction((tx) => tx.execute(sql`alter table api_key rename to api_key_away`));
      const answer = await send(sent);
      await inTransaction((tx) => tx.execute(sql`alter table api_key_away rename to api_key`));
      expectAnswer(answer, 500);
      expect(JSON.stringify(answer.body)).not.toMatch(/api_key|relation/);
    });
  });
  on(503, () => {
    it("a database that is too busy", async () => {
      const answer = (await busy()).get(routeName(route));
      if (!answer) throw new Error("was not asked");
      expectAnswer(answer, 503);
      expect(answer.headers.get("retry-after")).toBe("1");
    });
  });
}

type BusyAnswers = ReadonlyMap<string, Answer>;

async function askAllBusy(all: readonly Tried[]): Promise<BusyAnswers> {
  const asks: (() => Promise<readonly [string, Answer]>)[] = [];
  for (const { route, first, send } of all) {
    const sent = await first();
    asks.push(async () => [routeName(route), await send(sent)]);
  }
  return new Map(await whileBusy(asks));
}

/** Every route with every status that the document of the API names. */
async function fetchNamed(): Promise<string[]> {
  const { body } = await askApi("GET", "/openapi.json", { key: null });
  const paths = body.paths as Record<string, Record<string, { responses: object }>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.keys(responses).map(
        (status) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")} ${status}`,
      ),
    ),
  );
}

/**
 * Describes routes by their contracts: one `describe` for each status that the document names, every answer parsed with the
 * schema that the document has of it. `expectWhole` says which statuses of which routes nothing was tried of.
 */
export function contractsOf(shops: Tried["shops"]) {
  const tried = new Set<string>();
  const all: Tried[] = [];
  let asked: Promise<BusyAnswers> | null = null;
  const busy = () => {
    asked ??= askAllBusy(all);
    return asked;
  };
  return {
    contract(name: string, contract: Contract): void {
      const route = apiRoutes.find((one) => routeName(one) === name);
      const said = apiReference[name];
      const [first] = Object.values(contract[200]);
      if (!route || !said || !first) throw new Error(`${name} is no route, or nothing good is sent to it`);
      const one: Tried = {
        ...{ route, contract, first, shops, isKeyed: route.method === "POST" && !said.keyless },
        send: ([path, body], more) => askApi(route.method, path, { key: shops().ours.key, body, ...more }),
        expectAnswer: (answer, wanted) => expectAsSaid(route, said, answer, wanted),
        on: (status, tests) => {
          tried.add(`${name} ${status}`);
          describe(String(status), tests);
        },
      };
      all.push(one);
      describe(name, () => {
        for (const part of [tryGood, tryBodies, tryKeys, tryAbsent, tryRefused, tryWrong]) part(one);
        tryFaults(one, busy);
      });
    },

    /**
     * Fails with what the document names and nothing was tried of, and with what was tried and it does not name: statuses,
     * and of 409 the codes, `untold` aside, which no request to this process can be told.
     */
    async expectWhole({ untold }: { readonly untold: readonly string[] }): Promise<void> {
      expect([...tried].sort()).toEqual((await fetchNamed()).sort());
      const codesOf = ({ route }: Tried) => apiReference[routeName(route)]?.refusals ?? [];
      const list = (one: Tried, codes: readonly string[]) =>
        codes.map((code) => `${routeName(one.route)} ${code}`);
      const named = all.flatMap((one) =>
        list(
          one,
          codesOf(one).filter((code) => !untold.includes(code)),
        ),
      );
      const told = all.flatMap((one) => list(one, Object.keys(one.contract[409] ?? {})));
      expect(told.sort()).toEqual(named.sort());
    },
  };
}
