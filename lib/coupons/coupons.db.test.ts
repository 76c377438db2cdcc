import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { patiently } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { changeCouponState } from "@/lib/coupons/change-coupon-state";
import { createCoupon } from "@/lib/coupons/create-coupon";
import { deleteCoupon } from "@/lib/coupons/delete-coupon";
import { editCoupon } from "@/lib/coupons/edit-coupon";
import { type CouponInput, couponInputSchema } from "@/lib/coupons/schema";
import { setCouponQuantity } from "@/lib/coupons/set-coupon-quantity";
import { setCouponValidity } from "@/lib/coupons/set-coupon-validity";
import type { Scope } from "@/lib/platform/auth/scope";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";

let scope: Scope;
let storeId: string;
let memberId: string;
let serial = 0;

const input = (more: object = {}) =>
  couponInputSchema.parse({
    name: "Ten off",
    currency: "HKD",
    benefit: { type: "amount_off", amountMinor: 1000 },
    validity: { type: "days_after_claim", days: 30 },
    distribution: { methods: ["targeted"], quantity: 100 },
    ...more,
  });
const create = async (coupon: CouponInput = input(), publish = true, as: Scope = scope) => {
  const made = await createCoupon(as, { requestId: `c${++serial}`, coupon, publish });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
};
const grant = (couponId: string, quantity = 1, requestId = `g${++serial}`, to = memberId) =>
  patiently(() => grantCoupon(scope, { requestId, couponId, memberId: to, quantity }));
const refusal = (result: { ok: boolean; refusal?: unknown }) => (result.ok ? null : result.refusal);
const one = async (query: ReturnType<typeof sql>) => Number((await db().execute<{ n: string }>(query))[0]?.n);

beforeEach(async () => {
  await inTransaction(async (tx) => {
    scope = testScope(await makeMerchant(tx));
    storeId = await makeStore(tx, scope.merchantId);
    memberId = await makeMember(tx, scope.merchantId);
  });
});

describe("creating a coupon", () => {
  it("twice with one request id makes one, however many ask at once (I-14)", async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, () =>
        createCoupon(scope, { requestId: "same", coupon: input(), publish: true }),
      ),
    );
    expect(new Set(made.map((result) => result.ok && result.value.id)).size).toBe(1);
    await expect(
      createCoupon(scope, { requestId: "same", coupon: input({ name: "Other" }), publish: true }),
    ).rejects.toThrow("another request");
  });

  it("gives every published one a number of its own and a draft none", async () => {
    await Promise.all(Array.from({ length: 10 }, () => create()));
    await create(input(), false);
    const numbers = sql`select count(distinct number) as n from coupon where merchant_id = ${scope.merchantId}`;
    expect(await one(numbers)).toBe(10);
    expect(
      await one(
        sql`select count(*) as n from coupon where merchant_id = ${scope.merchantId} and number is null`,
      ),
    ).toBe(1);
  });

  it("refuses what it names of another merchant, and a currency no store uses", async () => {
    const [other, foreignStore] = await inTransaction(async (tx) => {
      const merchantId = await makeMerchant(tx);
      return [await makeProduct(tx, merchantId), await makeStore(tx, merchantId)];
    });
    const codeOf = async (more: object) =>
      refusal(await createCoupon(scope, { requestId: `c${++serial}`, coupon: input(more), publish: true }));
    const product = { benefit: { type: "product", productId: other } };
    expect(await codeOf(product)).toMatchObject({ code: "product_unknown" });
    expect(await codeOf({ conditions: { storeIds: [foreignStore] } })).toMatchObject({
      code: "store_unknown",
    });
    expect(await codeOf({ currency: "JPY" })).toMatchObject({ code: "wrong_currency" });
    expect(await one(sql`select count(*) as n from coupon where merchant_id = ${scope.merchantId}`)).toBe(0);
  });

  it("by somebody of one store stays in that store", async () => {
    const manager = testScope(scope.merchantId, "store_manager", { storeIds: [storeId] });
    const all = await createCoupon(manager, { requestId: "a", coupon: input(), publish: false });
    expect(refusal(all)).toMatchObject({ code: "stores_not_yours" });
    const own = await create(input({ conditions: { storeIds: [storeId] } }), false, manager);
    expect(own).toMatch(/^cpn_/);
    const foreign = await create();
    expect(
      refusal(
        await changeCouponState(manager, { requestId: freshRequestId(), couponId: foreign, change: "pause" }),
      ),
    ).toMatchObject({
      code: "stores_not_yours",
    });
  });
});

describe("editing a coupon", () => {
  it("makes a new version that only later vouchers are bound to; terms can never be rewritten (I-9)", async () => {
    const couponId = await create();
    await grant(couponId);
    const edited = await editCoupon(scope, {
      requestId: freshRequestId(),
      couponId,
      revision: 1,
      coupon: input({ name: "Twelve off" }),
    });
    expect(edited).toEqual({ ok: true, value: { revision: 2, termsVersion: 2 } });
    await grant(couponId);
    const names = await db().execute<{ name: string }>(
      sql`select t.name from voucher v join coupon_terms t on (t.coupon_id, t.version) = (v.coupon_id, v.terms_version)
          where v.coupon_id = ${couponId} order by v.id`,
    );
    expect(names.map((row) => row.name)).toEqual(["Ten off", "Twelve off"]);
    await expect(
      db().execute(sql`update coupon_terms set name = 'x' where coupon_id = ${couponId}`),
    ).rejects.toThrow();
    await expect(
      db().execute(sql`update voucher set valid_until = valid_from where coupon_id = ${couponId}`),
    ).rejects.toThrow();
  });

  it("by two people at once keeps the first and tells the second", async () => {
    const couponId = await create();
    const both = await Promise.all(
      ["A", "B"].map((name) =>
        editCoupon(scope, { requestId: freshRequestId(), couponId, revision: 1, coupon: input({ name }) }),
      ),
    );
    expect(both.filter((result) => result.ok).length).toBe(1);
    expect(both.map(refusal).filter(Boolean)).toEqual([{ code: "changed_meanwhile" }]);
  });

  it("without a change of terms makes no version", async () => {
    const couponId = await create();
    const same = await editCoupon(scope, {
      requestId: freshRequestId(),
      couponId,
      revision: 1,
      coupon: input(),
    });
    expect(same).toMatchObject({ ok: true, value: { termsVersion: 1 } });
  });

  it("leaves an audit row of what changed, from what to what", async () => {
    const couponId = await create();
    await setCouponValidity(scope, {
      requestId: freshRequestId(),
      couponId,
      revision: 1,
      validity: { type: "permanent" },
    });
    const [row] = await db().execute<{ before: unknown; after: unknown }>(
      sql`select before, after from audit_entry where object_id = ${couponId} and action = 'coupon.set_validity'`,
    );
    expect(row).toEqual({
      before: { validity: { type: "days_after_claim", days: 30, startAfterDays: 0 }, termsVersion: 1 },
      after: { validity: { type: "permanent" }, termsVersion: 2 },
    });
    await expect(db().execute(sql`delete from audit_entry`)).rejects.toThrow();
  });
});

describe("the quantity of a coupon (I-10)", () => {
  it("goes up, or down to what is issued and no further", async () => {
    const couponId = await create();
    await grant(couponId, 5);
    expect(
      refusal(
        await setCouponQuantity(scope, { requestId: freshRequestId(), couponId, revision: 1, quantity: 4 }),
      ),
    ).toEqual({
      code: "quantity_below_issued",
      params: { issued: 5 },
    });
    expect(
      await setCouponQuantity(scope, { requestId: freshRequestId(), couponId, revision: 1, quantity: 5 }),
    ).toMatchObject({ ok: true });
    expect(refusal(await grant(couponId))).toMatchObject({ code: "sold_out" });
    await setCouponQuantity(scope, { requestId: freshRequestId(), couponId, revision: 2, quantity: 6 });
    expect((await grant(couponId)).ok).toBe(true);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("of two who changed it at once is as the first left it, and the other is told", async () => {
    const couponId = await create();
    const set = (quantity: number) =>
      patiently(() =>
        setCouponQuantity(scope, { requestId: freshRequestId(), couponId, revision: 1, quantity }),
      );
    const both = await Promise.all([set(1000), set(200)]);
    expect(both.map(refusal).filter(Boolean)).toEqual([{ code: "changed_meanwhile" }]);
    const kept = both[0]?.ok ? 1000 : 200;
    expect(await one(sql`select quantity as n from coupon_stock where coupon_id = ${couponId}`)).toBe(kept);
  });

  it("turns from limited to unlimited and back while it is being given, and loses no count", async () => {
    const couponId = await create(input({ distribution: { methods: ["targeted"], quantity: 500 } }));
    const people = await inTransaction((tx) =>
      Promise.all(Array.from({ length: 60 }, () => makeMember(tx, scope.merchantId))),
    );
    const grants = Promise.all(people.map((id) => grant(couponId, 1, `t${++serial}`, id)));
    for (const [at, quantity] of [null, 400, null, 300].entries()) {
      const set = { couponId, revision: at + 1, quantity };
      expect(
        (await patiently(() => setCouponQuantity(scope, { requestId: freshRequestId(), ...set }))).ok,
      ).toBe(true);
    }
    const given = (await grants).filter((result) => result.ok).length;
    expect(given).toBe(60);
    expect(await one(sql`select sum(issued) as n from coupon_stock where coupon_id = ${couponId}`)).toBe(60);
    expect(await brokenInvariants(db())).toEqual({});
  });
});

describe("giving a coupon", () => {
  it("holds its claim limits, in all and by day, with 60 gifts at once (I-2, I-3)", async () => {
    const couponId = await create(input({ distribution: { methods: ["targeted"], claimLimit: 3 } }));
    const gifts = await Promise.all(Array.from({ length: 60 }, () => grant(couponId)));
    expect(gifts.filter((result) => result.ok).length).toBe(3);
    expect(await brokenInvariants(db())).toEqual({});
    const daily = await create(input({ distribution: { methods: ["targeted"], claimLimitPerDay: 2 } }));
    const today = await Promise.all(Array.from({ length: 20 }, () => grant(daily)));
    expect(today.filter((result) => result.ok).length).toBe(2);
    expect(refusal(today.find((result) => !result.ok) ?? { ok: true })).toMatchObject({
      code: "daily_limit_reached",
    });
  });

  it("never gives more than there is, however many give at once (I-1)", async () => {
    const couponId = await create(input({ distribution: { methods: ["targeted"], quantity: 7 } }));
    const people = await inTransaction((tx) =>
      Promise.all(Array.from({ length: 20 }, () => makeMember(tx, scope.merchantId))),
    );
    const gifts = await Promise.all(people.map((id) => grant(couponId, 1, `n${++serial}`, id)));
    expect(gifts.filter((gift) => gift.ok)).toHaveLength(7);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("twice with one request id gives it once (I-14)", async () => {
    const couponId = await create();
    const twins = await Promise.all(Array.from({ length: 20 }, () => grant(couponId, 2, "twin")));
    expect(new Set(twins.map((twin) => JSON.stringify(twin.ok && twin.value))).size).toBe(1);
    expect(twins.filter((twin) => twin.ok && !twin.replayed)).toHaveLength(1);
    expect(await one(sql`select count(*) as n from voucher where coupon_id = ${couponId}`)).toBe(2);
  });

  it("is refused for every state and person it is not for, with the reason", async () => {
    const codeOf = async (couponId: string) => refusal(await grant(couponId));
    expect(await codeOf(await create(input(), false))).toEqual({ code: "draft" });
    expect(await codeOf(await create(input({ distribution: { methods: ["public"] } })))).toEqual({
      code: "not_targeted",
    });
    const existing = input({ conditions: { audience: { type: "existing" } } });
    expect(await codeOf(await create(existing))).toEqual({ code: "member_not_eligible" });
    const couponId = await create();
    for (const [change, code] of [
      ["pause", "paused"],
      ["end", "ended"],
      ["archive", "archived"],
    ] as const) {
      await changeCouponState(scope, { requestId: freshRequestId(), couponId, change });
      expect(await codeOf(couponId)).toEqual({ code });
    }
    await db().execute(sql`update member set blocked_at = now() where id = ${memberId}`);
    expect(await codeOf(await create())).toEqual({ code: "blocked" });
  });

  it("of more than the role's cap is refused", async () => {
    const marketer = testScope(scope.merchantId, "marketer");
    const result = await grantCoupon(marketer, {
      requestId: "cap",
      couponId: await create(),
      memberId,
      quantity: 11,
    });
    expect(refusal(result)).toEqual({ code: "grant_cap", params: { limit: 10 } });
  });

  it("by a store manager reaches only members of their stores, and gives only what is good there alone", async () => {
    const manager = testScope(scope.merchantId, "store_manager", { storeIds: [storeId] });
    const couponId = await create(
      input({ conditions: { storeIds: [storeId] }, distribution: { methods: ["targeted"] } }),
    );
    const give = (to: string) =>
      grantCoupon(manager, { requestId: `m${++serial}`, couponId, memberId: to, quantity: 1 });
    await expect(give(memberId)).rejects.toThrow("not_found");
    const ours = await inTransaction((tx) => makeMember(tx, scope.merchantId, { homeStoreId: storeId }));
    expect((await give(ours)).ok).toBe(true);
    const ofAll = await grantCoupon(manager, {
      requestId: `m${++serial}`,
      couponId: await create(),
      memberId: ours,
      quantity: 1,
    });
    expect(refusal(ofAll)).toEqual({ code: "stores_not_yours" });
  });

  it("of another merchant's coupon, or to another merchant's member, is not found (I-27)", async () => {
    const [otherMember, otherScope] = await inTransaction(async (tx) => {
      const merchantId = await makeMerchant(tx);
      await makeStore(tx, merchantId);
      return [await makeMember(tx, merchantId), testScope(merchantId)] as const;
    });
    const mine = await create();
    await expect(grant(mine, 1, "x", otherMember)).rejects.toThrow("not_found");
    await expect(
      grantCoupon(otherScope, { requestId: "y", couponId: mine, memberId: otherMember, quantity: 1 }),
    ).rejects.toThrow("not_found");
    await expect(
      changeCouponState(otherScope, { requestId: freshRequestId(), couponId: mine, change: "pause" }),
    ).rejects.toThrow("not_found");
    await expect(
      setCouponQuantity(otherScope, {
        requestId: freshRequestId(),
        couponId: mine,
        revision: 1,
        quantity: 1,
      }),
    ).rejects.toThrow("not_found");
    await expect(deleteCoupon(otherScope, { requestId: freshRequestId(), couponId: mine })).rejects.toThrow(
      "not_found",
    );
    await expect(
      editCoupon(otherScope, { requestId: freshRequestId(), couponId: mine, revision: 1, coupon: input() }),
    ).rejects.toThrow("not_found");
  });
});

describe("deleting a coupon (C17)", () => {
  it("is for good while nothing was issued, and refused afterwards", async () => {
    const fresh = await create();
    expect(await deleteCoupon(scope, { requestId: freshRequestId(), couponId: fresh })).toEqual({
      ok: true,
      value: null,
    });
    expect(await one(sql`select count(*) as n from coupon_terms where coupon_id = ${fresh}`)).toBe(0);
    const gone = { requestId: freshRequestId(), couponId: await create() };
    const answers = [await deleteCoupon(scope, gone), await deleteCoupon(scope, gone)];
    expect(answers).toEqual([
      { ok: true, value: null },
      { ok: true, value: null, replayed: true },
    ]);
    const used = await create();
    await grant(used);
    expect(refusal(await deleteCoupon(scope, { requestId: freshRequestId(), couponId: used }))).toEqual({
      code: "already_issued",
      params: { issued: 1 },
    });
  });
});
