import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { testScope } from "@/db/seed/factories";
import { type Demo, seedDemo } from "@/db/seed/story";
import { openSlot } from "@/lib/links/open-slot";
import { keyScopes } from "@/lib/platform/auth/permissions";
import { digest } from "@/lib/platform/crypto";

const baseUrl = "http://localhost:3000";
const numberOf = async (query: ReturnType<typeof sql>) =>
  Number((await db().execute<{ n: string }>(query))[0]?.n);

describe("the demo merchant", () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await seedDemo({ baseUrl });
  });

  it("is made once and told of every time", async () => {
    expect(await seedDemo({ baseUrl })).toEqual(demo);
    expect(await numberOf(sql`select count(*) as n from merchant`)).toBe(1);
    expect(demo.activityUrl).toBe(`${baseUrl}/a/winter2026`);
  });

  it("has one API key with every scope, the same at every start and after a scope was added", async () => {
    expect(demo.apiKey).toMatch(/^sk_[\w-]{43}$/);
    await db().execute(sql`update api_key set scopes = '{read}'`);
    expect((await seedDemo({ baseUrl })).apiKey).toBe(demo.apiKey);
    const keys = await db().execute<{ scopes: string[]; hash: string }>(
      sql`select scopes, key_hash as hash from api_key`,
    );
    expect(keys).toEqual([{ scopes: [...keyScopes], hash: digest(demo.apiKey) }]);
  });

  it("has somebody of every role and a member who has won nothing yet", async () => {
    expect(await numberOf(sql`select count(distinct role) as n from staff_role`)).toBe(6);
    const won = sql`select count(*) as n from voucher v join member m on m.id = v.member_id where m.phone = ${demo.member.phone}`;
    expect(await numberOf(won)).toBe(0);
  });

  it("has something placed on its members' pages, which they see", async () => {
    const scope = testScope(demo.merchantId, null, { actor: { type: "visitor", id: null } });
    expect((await openSlot(scope, { slot: "home" })).banners.map(({ title }) => title)).toEqual([
      "Look under your cup sleeve",
    ]);
    expect((await openSlot(scope, { slot: "mall" })).popups).toHaveLength(1);
  });

  it("breaks no invariant: counters equal history, everything announced and audited", async () => {
    expect(await brokenInvariants(db())).toEqual({});
    expect(await numberOf(sql`select count(*) as n from voucher`)).toBeGreaterThan(50);
  });

  it("has orders in every state, some with coupons on them, over the last two weeks", async () => {
    const states = await db().execute<{ status: string }>(
      sql`select distinct status from "order" order by 1`,
    );
    expect(states.map(({ status }) => status)).toEqual([
      ...["cancelled", "completed", "paid", "partly_refunded", "refunded"],
    ]);
    const withCoupons = sql`select count(distinct order_id) as n from order_voucher where state = 'used'`;
    expect(await numberOf(withCoupons)).toBeGreaterThanOrEqual(12);
    const days = sql`select count(distinct (placed_at at time zone 'Asia/Hong_Kong')::date) as n from "order"`;
    expect(await numberOf(days)).toBeGreaterThanOrEqual(12);
    expect(await numberOf(sql`select count(*) as n from refund_request where status = 'open'`)).toBe(1);
  });
});
