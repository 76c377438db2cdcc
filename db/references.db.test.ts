import { type SQL, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { ask, inHours, newMembers, one, onePool, overlapping, prepared, run } from "@/db/testing-claims";
import { inTransaction } from "@/db/transaction";

let own: TestWorld;
let other: TestWorld;
beforeAll(async () => {
  await inTransaction(async (tx) => {
    own = await makeTestWorld(tx, "REFERRING");
    other = await makeTestWorld(tx, "FOREIGN");
  });
});

/** What the database says to a statement, its code and all causes of the error; null = it was done. */
async function said(statement: SQL): Promise<string | null> {
  try {
    await db().execute(statement);
    return null;
  } catch (error) {
    const words: string[] = [];
    for (let at: unknown = error; at instanceof Error; at = at.cause) {
      words.push(at.message, "code" in at ? String(at.code) : "");
    }
    return words.join(" ");
  }
}
const refused = (why: string) => expect.stringMatching(new RegExp(`${why}.*23503`, "s"));

let serial = 0;
/** Inserts so many copies of a row in one statement, of which the last is changed. */
function copies(table: "voucher" | "participation", id: string, n: number, change: object = {}): SQL {
  const name = sql.identifier(table);
  return sql`insert into ${name} select x.* from ${name} r, generate_series(1, ${n}::int) g,
    jsonb_populate_record(r, jsonb_build_object('id', r.id || ${`-${++serial}-`}::text || g,
      'code', r.id || ${`-${serial}-`}::text || g, 'request_id', ${`${serial}-`}::text || g)
      || case when g = ${n} then ${JSON.stringify(change)}::jsonb else '{}'::jsonb end) x
    where r.id = ${id}`;
}
const voucher = (n: number, change: object = {}) =>
  copies("voucher", own.first.voucherIds[0] ?? "", n, change);
const participation = (n: number, change: object = {}) =>
  copies("participation", own.first.participationId, n, change);

describe.each([1, 200])("a row refers only to what there is (I-27): the last of %i of one statement", (n) => {
  const count = (table: string) => one(sql`select count(*) as n from ${sql.identifier(table)}`);

  it("is kept where all is there", async () => {
    expect(await said(voucher(n))).toBeNull();
    expect(await said(participation(n))).toBeNull();
  });

  it.each([
    ["of a member of nobody", () => ({ member_id: "mbr_nobody" }), "member mbr_nobody does not exist"],
    ["of another merchant's member", () => ({ member_id: other.first.memberId }), "member .* does not exist"],
    ["of a coupon of nobody", () => ({ coupon_id: "cpn_nobody" }), "terms of coupon cpn_nobody"],
    [
      "of another merchant's coupon",
      () => ({ coupon_id: other.couponId }),
      "terms of coupon .* do not exist",
    ],
    ["of terms that were never written", () => ({ terms_version: 99 }), "terms of coupon .* do not exist"],
  ])("is no voucher %s", async (_, change, why) => {
    const before = await count("voucher");
    expect(await said(voucher(n, change()))).toEqual(refused(why));
    expect(await count("voucher")).toBe(before);
  });

  it.each([
    ["of a pool of nobody", () => ({ pool_id: "pol_nobody" }), "prize pool pol_nobody does not exist"],
    ["of another activity's pool", () => ({ pool_id: own.second.poolId }), "prize pool .* does not exist"],
    [
      "of another merchant's pool",
      () => ({ pool_id: other.first.poolId, activity_id: other.first.activityId }),
      "prize pool .* does not exist",
    ],
  ])("is no participation %s", async (_, change, why) => {
    const before = await count("participation");
    expect(await said(participation(n, change()))).toEqual(refused(why));
    expect(await count("participation")).toBe(before);
  });
});

describe("a voucher that moves", () => {
  const move = (memberId: string) =>
    said(sql`update voucher set member_id = ${memberId}, issued_to = member_id, code = code || 'X', status = 'available'
      where id = ${own.first.voucherIds[1]}`);
  beforeAll(async () => {
    await db().execute(sql`update voucher set status = 'transferred' where id = ${own.first.voucherIds[1]}`);
  });

  it("goes to a member of its own merchant only", async () => {
    expect(await move("mbr_nobody")).toEqual(refused("member mbr_nobody does not exist"));
    expect(await move(other.first.memberId)).toEqual(refused("member .* does not exist"));
    expect(await move(own.second.memberId)).toBeNull();
  });
});

describe("what is referred to can be neither deleted nor given another key:", () => {
  const newMember = () => inTransaction((tx) => makeMember(tx, own.merchantId));
  const keys = (memberId: string) => [
    sql`delete from member where id = ${memberId}`,
    sql`update member set id = id || 'x' where id = ${memberId}`,
    sql`update member set merchant_id = ${other.merchantId} where id = ${memberId}`,
  ];

  it.each([
    ["a voucher", voucher],
    ["a participation", participation],
  ])("a member with %s", async (_, copy) => {
    const memberId = await newMember();
    expect(await said(copy(1, { member_id: memberId }))).toBeNull();
    for (const change of keys(memberId)) expect(await said(change)).toEqual(refused("refer to member"));
    expect(await said(sql`update member set nickname = 'new' where id = ${memberId}`)).toBeNull();
  });

  it("a member without any may go", async () => {
    for (const change of keys(await newMember())) expect(await said(change)).toBeNull();
  });

  it("terms with a voucher; those without may go", async () => {
    const couponId = await inTransaction((tx) => makeCoupon(tx, own.merchantId));
    const gone = sql`delete from coupon_terms where coupon_id = ${couponId}`;
    expect(await said(voucher(1, { coupon_id: couponId }))).toBeNull();
    expect(await said(gone)).toEqual(refused("vouchers refer to version 1"));
    await db().execute(sql`delete from voucher where coupon_id = ${couponId}`);
    expect(await said(gone)).toBeNull();
  });

  it("a prize pool with a participation; one without may go", async () => {
    const { id: activityId, poolIds } = await inTransaction((tx) =>
      makeActivity(tx, own.merchantId, {
        startsAt: inHours(-1),
        endsAt: inHours(1),
        passwords: ["A", "B"].map((password) => ({
          password,
          inventory: 5,
          prizes: [{ couponId: own.couponId, quantity: 1 }],
        })),
      }),
    );
    const [won = "", unwon = ""] = poolIds;
    expect(await said(participation(1, { activity_id: activityId, pool_id: won }))).toBeNull();
    const keysOf = (poolId: string) => [
      sql`update prize_pool set id = id || 'x' where id = ${poolId}`,
      sql`update prize_pool set activity_id = ${own.second.activityId}, position = 5 where id = ${poolId}`,
    ];
    const gone = (poolId: string) => sql`delete from prize_pool where id = ${poolId}`;
    await db().execute(sql`delete from prize where pool_id in ${poolIds}`);
    for (const change of [...keysOf(won), gone(won)]) {
      expect(await said(change)).toEqual(refused("participations refer to prize pool"));
    }
    expect(await said(sql`update prize_pool set position = 4 where id = ${won}`)).toBeNull();
    expect(await said(gone(unwon))).toBeNull();
  });
});

describe.each([true, false])("a member who is deleted while they win (ahead %s)", (ahead) => {
  const gone = (memberId: string) => sql`delete from member where id = ${memberId}`;
  const left = (memberId: string) =>
    one(sql`select (select count(*) from voucher where member_id = ${memberId})
      + (select count(*) from participation where member_id = ${memberId}) as n`);

  it("stays when the win came first: the deletion waits for it and is refused", async () => {
    const pool = await onePool();
    const [memberId = ""] = await newMembers(pool.merchantId, 1);
    const { hasWaited, settled } = await overlapping(
      (tx) => run(tx, pool, [prepared(pool, memberId)], { ahead }),
      () => said(gone(memberId)),
    );
    expect(hasWaited).toBe(true);
    expect(settled).toEqual({ status: "fulfilled", value: refused("refer to member") });
    expect(await left(memberId)).toBe(2);
  });

  it("wins nothing when the deletion came first: the win waits for it and is rolled back", async () => {
    const pool = await onePool();
    const [memberId = ""] = await newMembers(pool.merchantId, 1);
    const { hasWaited, settled } = await overlapping(
      (tx) => tx.execute(gone(memberId)),
      () => ask(pool, [prepared(pool, memberId)], { ahead }),
    );
    expect({ hasWaited, status: settled.status }).toEqual({ hasWaited: true, status: "rejected" });
    expect(await left(memberId)).toBe(0);
    expect(await ask(pool, [prepared(pool, memberId)], { ahead })).toMatchObject([{ outcome: "no_member" }]);
  });
});
