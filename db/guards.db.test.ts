import { type SQL, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMerchant } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeTestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";

const HOUR = 3_600_000;
let limited = "";

beforeAll(async () => {
  await inTransaction(async (tx) => {
    await makeTestWorld(tx, "GUARDED");
    limited = await makeMerchant(tx);
    const couponId = await makeCoupon(tx, limited, { distribution: { quantity: 5 } });
    await makeActivity(tx, limited, {
      startsAt: new Date(Date.now() - HOUR).toISOString(),
      endsAt: new Date(Date.now() + HOUR).toISOString(),
      limits: { perMember: null, perMemberPerDay: null, total: 5 },
      passwords: [{ password: "SNOW", inventory: 5, prizes: [{ couponId, quantity: 1 }] }],
    });
  });
});

/** What the database says to a statement, all causes of the error; null = it was done. */
async function said(statement: SQL): Promise<string | null> {
  try {
    await db().execute(statement);
    return null;
  } catch (error) {
    const words: string[] = [];
    for (let at: unknown = error; at instanceof Error; at = at.cause) words.push(at.message);
    return words.join(" ");
  }
}

describe("what was done is kept by the database itself (I-13, S-40)", () => {
  it.each(["audit_entry", "voucher_event", "participation"])(
    "rows of %s can be neither changed nor deleted",
    async (name) => {
      const table = sql.identifier(name);
      expect(await db().execute(sql`select 1 from ${table} limit 1`)).toHaveLength(1);
      const refused = expect.stringContaining(`${name} is append-only`);
      expect(await said(sql`update ${table} set id = ${newId("aud")}`)).toEqual(refused);
      expect(await said(sql`delete from ${table}`)).toEqual(refused);
    },
  );

  it("the terms of a coupon can not be changed, not even to the same (I-9)", async () => {
    const refused = expect.stringContaining("coupon_terms is append-only");
    expect(await said(sql`update coupon_terms set name = 'x'`)).toEqual(refused);
    expect(await said(sql`update coupon_terms set created_at = created_at`)).toEqual(refused);
  });

  it.each([
    ["code", sql`code = code || 'x'`],
    ["terms", sql`terms_version = terms_version + 1`],
    ["coupon", sql`coupon_id = 'cpn_other'`],
    ["day of issue", sql`issued_at = issued_at - interval '1 day'`],
    ["beginning", sql`valid_from = valid_from - interval '1 day'`],
    ["end, which moves to no earlier one", sql`valid_until = least(valid_until, now()) - interval '1 day'`],
    ["end, which it gets none of", sql`valid_until = null where valid_until is not null`],
    ["source", sql`source_id = 'another'`],
    [
      "owner, where it is not offered",
      sql`member_id = 'mbr_another', issued_to = member_id, code = code || 'x'`,
    ],
    ["first owner", sql`issued_to = member_id`],
  ])("a voucher's promise stays: its %s", async (_, change) => {
    const kept = expect.stringContaining("a voucher keeps what it was issued with");
    expect(await said(sql`update voucher set ${change}`)).toEqual(kept);
  });

  it("a voucher's promise may be kept for longer", async () => {
    const later = sql`update voucher set valid_until = valid_until + interval '1 day' where valid_until is not null`;
    expect(await said(later)).toBeNull();
  });

  it("a voucher's state may change, which is no promise", async () => {
    expect(await said(sql`update voucher set status = 'cancelled' where status = 'available'`)).toBeNull();
  });
});

describe("counters are kept by the database itself (I-1, I-10)", () => {
  it("a pool's inventory only grows, also above what was won", async () => {
    const refused = expect.stringContaining("inventory only grows");
    expect(await said(sql`update prize_pool set inventory = inventory - 1`)).toEqual(refused);
    expect(await said(sql`update prize_pool set inventory = inventory + 1`)).toBeNull();
  });

  it.each([
    ["prize_pool", sql`issued = inventory + 1`, "prize_pool_issued"],
    ["prize_pool", sql`issued = -1`, "prize_pool_issued"],
    ["coupon_stock", sql`issued = quantity + 1`, "coupon_stock_issued"],
    ["activity_stock", sql`participations = total + 1`, "activity_stock_total"],
  ])("%s counts nothing beyond what there is: %#", async (name, change, constraint) => {
    const table = sql.identifier(name);
    const statement = sql`update ${table} set ${change} where merchant_id = ${limited}`;
    expect(await said(statement)).toEqual(expect.stringContaining(constraint));
  });
});
