import { sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, makeStore, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeMemberSession } from "@/db/seed/test-sessions";
import { inTransaction } from "@/db/transaction";
import { addStock } from "@/lib/activities/add-stock";
import { api } from "@/lib/api";
import { endMemberSession } from "@/lib/members/end-member-session";
import { mintScope } from "@/lib/platform/auth/scope";
import { cookieName, secretOf } from "@/lib/platform/auth/session-token";

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
let count = 0;

type World = { merchantId: string; slug: string; poolId: string };

async function world(inventory = 10): Promise<World> {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    await makeStore(tx, merchantId);
    const couponId = await makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"] } });
    const { slug, poolIds } = await makeActivity(tx, merchantId, {
      startsAt: at(-1),
      endsAt: at(24),
      limits: { perMember: 2, perMemberPerDay: null, total: null },
      passwords: [{ password: "SUMMER2026", inventory, prizes: [{ couponId, quantity: 1 }] }],
    });
    return { merchantId, slug, poolId: poolIds[0] ?? "" };
  });
}

/** Whether tokens say whose they are, as those made today do: then the claim itself looks at the session. */
let areNamed = true;

async function cookieOf(merchantId: string, sub: string, member: string) {
  const says = areNamed ? { sub, member } : { sub };
  const token = await encode({ token: says, secret: secretOf("member"), maxAge: 3600 });
  return `${cookieName("member", merchantId)}=${token}`;
}

async function signedIn(merchantId: string) {
  const { memberId, sessionId } = await inTransaction(async (tx) => {
    const memberId = await makeMember(tx, merchantId);
    return { memberId, sessionId: await makeMemberSession(tx, merchantId, memberId) };
  });
  return { memberId, sessionId, cookie: await cookieOf(merchantId, sessionId, memberId) };
}

type More = { first?: boolean; requestId?: string; language?: string; slug?: string };

async function ask(w: World, cookie: string, password = "SUMMER2026", more: More = {}) {
  const { first = true, requestId = `page-request-${++count}`, language = "en", slug = w.slug } = more;
  const response = await api.request(`/api/member/activities/${encodeURIComponent(slug)}/claim`, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": language, cookie },
    body: JSON.stringify({ password, requestId, first, slug: "ignored" }),
  });
  const body: { goTo?: string; code?: string; params?: object; errors?: { password: string } } =
    await response.json();
  return { status: response.status, headers: response.headers, ...body };
}

let w: World;
beforeEach(async () => {
  w = await world();
});

describe("a claim by a token that says whose it is", () => {
  const wonBy = async (memberId: string) => {
    const [row] = await db().execute<{ n: number }>(
      sql`select count(*)::int as n from participation where member_id = ${memberId}`,
    );
    return row?.n;
  };
  /** From here on this process remembers the activity, and a claim looks at the session where it is decided. */
  const remembered = async () => {
    areNamed = true;
    const { cookie } = await signedIn(w.merchantId);
    expect((await ask(w, cookie)).status).toBe(200);
  };

  it("wins nothing and is 401 once its session is ended, and tells nothing of the password", async () => {
    await remembered();
    const { cookie, memberId, sessionId } = await signedIn(w.merchantId);
    await db().execute(sql`update member_session set ended_at = now() where id = ${sessionId}`);
    for (const password of ["SUMMER2026", "wrong"]) {
      const answer = await ask(w, cookie, password);
      expect([answer.status, answer.code]).toEqual([401, "not_signed_in"]);
    }
    expect(await wonBy(memberId)).toBe(0);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("wins nothing for anybody when the session is another member's", async () => {
    await remembered();
    const [mine, theirs] = [await signedIn(w.merchantId), await signedIn(w.merchantId)];
    expect((await ask(w, await cookieOf(w.merchantId, mine.sessionId, theirs.memberId))).status).toBe(401);
    expect([await wonBy(mine.memberId), await wonBy(theirs.memberId)]).toEqual([0, 0]);
  });

  it("beside others in one group ends alone", async () => {
    await remembered();
    const people = await Promise.all(Array.from({ length: 6 }, () => signedIn(w.merchantId)));
    await db().execute(sql`update member_session set ended_at = now() where id = ${people[2]?.sessionId}`);
    const answers = await Promise.all(people.map(({ cookie }) => ask(w, cookie)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 200, 200, 200]);
  });
});

describe.each([
  ["its member", true],
  ["its session alone, as older ones do", false],
])("a claim from an activity's page by a token that names %s", (_, named) => {
  beforeEach(() => {
    areNamed = named;
  });

  it("is answered with the place of the success, and again with the same one", async () => {
    const { cookie } = await signedIn(w.merchantId);
    const first = await ask(w, cookie, "summer2026", { requestId: "one-request" });
    expect(first.status).toBe(200);
    expect(first.goTo).toMatch(new RegExp(`^/a/${w.slug}/won/prt_`));
    expect(first.headers.get("cache-control")).toBe("no-store");
    const again = await ask(w, cookie, "summer2026", { requestId: "one-request", first: false });
    expect(again.goTo).toBe(first.goTo);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("is refused with words of the reader's language at the field", async () => {
    const { cookie } = await signedIn(w.merchantId);
    const english = await ask(w, cookie, "wrong");
    expect(english).toMatchObject({ status: 409, code: "wrong_password", params: { triesLeft: 4 } });
    expect(english.errors?.password).toContain("4 tries left");
    const chinese = await ask(w, cookie, "wrong", { language: "zh-CN" });
    expect(chinese.errors?.password).toMatch(/[\u4e00-\u9fff]/);
    expect(chinese.errors?.password).not.toMatch(/tries/);
  });

  it("is 401 for whoever is not signed in: no cookie, another's, a touched or an ended one", async () => {
    const { cookie, memberId, sessionId } = await signedIn(w.merchantId);
    expect((await ask(w, "")).status).toBe(401);
    expect((await ask(w, `${cookie}x`)).status).toBe(401);
    const elsewhere = await world();
    const stranger = await signedIn(elsewhere.merchantId);
    expect((await ask(w, stranger.cookie)).status).toBe(401);
    expect((await ask(w, cookie.replace(w.merchantId, elsewhere.merchantId))).status).toBe(401);
    const scope = mintScope({
      ...testScope(w.merchantId),
      actor: { type: "member", id: memberId },
      role: null,
    });
    await endMemberSession(scope, sessionId);
    expect((await ask(w, cookie)).status).toBe(401);
  });

  it("is 401 for a token that was made under the secret of staff (O5)", async () => {
    const { sessionId } = await signedIn(w.merchantId);
    const token = await encode({ token: { sub: sessionId }, secret: secretOf("staff"), maxAge: 3600 });
    expect((await ask(w, `${cookieName("member", w.merchantId)}=${token}`)).status).toBe(401);
  });

  it("is 401 from the instant a session's row is over, however long its token lasts", async () => {
    const { cookie, sessionId } = await signedIn(w.merchantId);
    expect((await ask(w, cookie)).status).toBe(200);
    // Cut to the column's milliseconds, which it would be rounded up to.
    await db().execute(
      sql`update member_session set expires_at = date_trunc('milliseconds', clock_timestamp()) where id = ${sessionId}`,
    );
    expect((await ask(w, cookie)).status).toBe(401);
  });

  it("is 404 at an address that is nobody's, 422 for what is no claim, and never 500", async () => {
    const { cookie } = await signedIn(w.merchantId);
    for (const slug of ["nobody", "..", "%00", "' or 1=1 --"]) {
      expect((await ask(w, cookie, "SUMMER2026", { slug })).status).toBe(404);
    }
    expect((await ask(w, cookie, "  ")).status).toBe(422);
    expect((await ask(w, cookie, "x".repeat(401))).status).toBe(422);
    expect((await ask(w, cookie, "SUMMER2026", { requestId: "short" })).status).toBe(422);
    const asText = await api.request(`/api/member/activities/${w.slug}/claim`, {
      method: "POST",
      headers: { "content-type": "text/plain", cookie },
      body: JSON.stringify({ password: "SUMMER2026", requestId: "a-request-id" }),
    });
    expect(asText.status).toBe(415);
  });

  it("of a rush wins as often as there is stock, each member within the limit", async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => signedIn(w.merchantId)));
    const rush = await Promise.all(people.flatMap(({ cookie }) => [ask(w, cookie), ask(w, cookie)]));
    expect(rush.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(new Set(rush.filter(({ status }) => status !== 200).map(({ code }) => code))).toEqual(
      new Set(["sold_out"]),
    );
    expect(await brokenInvariants(db())).toEqual({});
  });
});

describe("what is remembered of a sell-out", () => {
  it("refuses who asks for the first time, but a request that won before hears that it won", async () => {
    const small = await world(1);
    const winner = await signedIn(small.merchantId);
    const loser = await signedIn(small.merchantId);
    const won = await ask(small, winner.cookie, "SUMMER2026", { requestId: "the-winning-one" });
    expect((await ask(small, loser.cookie)).code).toBe("sold_out");
    expect((await ask(small, loser.cookie)).code).toBe("sold_out");
    const again = await ask(small, winner.cookie, "SUMMER2026", {
      requestId: "the-winning-one",
      first: false,
    });
    expect(again).toMatchObject({ status: 200, goTo: won.goTo });
  });

  it("is used for nobody who is not signed in: they are sent to sign in, as ever", async () => {
    const small = await world(1);
    const winner = await signedIn(small.merchantId);
    await ask(small, winner.cookie);
    expect((await ask(small, winner.cookie)).code).toBe("sold_out");
    expect((await ask(small, "")).status).toBe(401);
  });

  it("is over within two seconds of added stock", async () => {
    const small = await world(1);
    const [first, second] = await Promise.all([signedIn(small.merchantId), signedIn(small.merchantId)]);
    await ask(small, first.cookie);
    expect((await ask(small, second.cookie)).code).toBe("sold_out");
    await addStock(testScope(small.merchantId), { requestId: "more", poolId: small.poolId, add: 1 });
    const until = Date.now() + 2000;
    let answer = await ask(small, second.cookie);
    while (answer.status !== 200 && Date.now() < until) answer = await ask(small, second.cookie);
    expect(answer.status).toBe(200);
  });

  it("tells nobody that a password is right whose tries are used up", async () => {
    const small = await world(1);
    const winner = await signedIn(small.merchantId);
    const guesser = await signedIn(small.merchantId);
    await ask(small, winner.cookie);
    await ask(small, winner.cookie);
    for (let i = 0; i < 5; i++) await ask(small, guesser.cookie, `guess ${i}`);
    expect((await ask(small, guesser.cookie)).code).toBe("too_many_tries");
  });
});
