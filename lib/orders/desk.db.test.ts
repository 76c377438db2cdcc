import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { accountEntries, memberAccounts } from "@/db/schema/accounts";
import { activities, prizePools } from "@/db/schema/activities";
import { sharedCodes } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import { vouchers } from "@/db/schema/vouchers";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  memberScope,
  testScope,
} from "@/db/seed/factories";
import { type CouponSketch, makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { stackingSchema } from "@/lib/coupons/schema";
import { newId } from "@/lib/kernel/id";
import { adjustAccount } from "@/lib/members/adjust-account";
import { listAccountEntries, memberAccountsOf } from "@/lib/members/queries/accounts";
import { payOrder } from "@/lib/orders/change-order";
import { explainCoupon, explainInputSchema } from "@/lib/orders/explain-coupon";
import { extendVoucher } from "@/lib/orders/extend-voucher";
import { extendVouchers } from "@/lib/orders/extend-vouchers";
import { placeOrder } from "@/lib/orders/place-order";
import { findOrders } from "@/lib/orders/queries/find";
import { quoteCart } from "@/lib/orders/quote-cart";
import { redeemVoucher, revokeVoucher } from "@/lib/orders/redeem-voucher";
import { orderInputSchema, quoteInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";
import { usesOf } from "@/lib/vouchers/queries/uses";

let merchantId: string;
let storeId: string;
let productId: string;
let memberId: string;
let staff: Scope;

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
    memberId = await makeMember(tx, merchantId);
  });
  staff = testScope(merchantId);
});

const coupon = (sketch: CouponSketch = {}) =>
  inTransaction((tx) =>
    makeCoupon(tx, merchantId, {
      ...sketch,
      distribution: { methods: ["targeted"], ...sketch.distribution },
    }),
  );
async function give(couponId: string): Promise<string> {
  const given = await grantCoupon(staff, { requestId: freshRequestId(), couponId, memberId, quantity: 1 });
  if (!given.ok) throw new Error(given.refusal.code);
  return given.value.voucherIds[0] ?? "";
}
const redeem = (voucherId: string, more: { storeId?: string | null; region?: string; by?: Scope } = {}) =>
  redeemVoucher(more.by ?? staff, {
    ...{
      requestId: freshRequestId(),
      voucherId,
      storeId: more.storeId ?? null,
      region: more.region,
      note: "",
    },
  });
const revoke = (voucherId: string) =>
  revokeVoucher(staff, { requestId: freshRequestId(), voucherId, note: "" });
const points: CouponSketch = { benefit: { type: "points", points: 120 } };
const cash: CouponSketch = { benefit: { type: "cash", amountMinor: 1500 } };
const balances = async () =>
  Object.fromEntries(
    (await db().select().from(memberAccounts).where(eq(memberAccounts.merchantId, merchantId))).map((row) => [
      row.unit,
      row.balance,
    ]),
  );

describe("a coupon without an order", () => {
  it("credits points and cash once, however many redeem it at once (I-4, M6)", async () => {
    const [first, second] = [await give(await coupon(points)), await give(await coupon(cash))];
    const results = await Promise.all(Array.from({ length: 8 }, () => redeem(first)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.refusal.code).toBe("used");
    expect(await redeem(second)).toMatchObject({
      value: { status: "used", credited: { unit: "HKD", amount: 1500, balance: 1500 } },
    });
    expect(await balances()).toEqual({ points: 120, HKD: 1500 });
    // Their holder reads the same, with what it came from.
    const own = memberScope(merchantId, memberId);
    const told = await memberAccountsOf(own, memberId);
    expect(told).toEqual([
      { unit: "HKD", balance: 1500 },
      { unit: "points", balance: 120 },
    ]);
    const { rows } = await listAccountEntries(own, memberId, { size: 5 });
    const changes = rows.map(({ unit, change, cause }) => `${unit} ${change} ${cause}`);
    expect(changes.toSorted()).toEqual(["HKD 1500 voucher", "points 120 voucher"]);
    const entries = await db().select().from(accountEntries).where(eq(accountEntries.merchantId, merchantId));
    expect(entries.map(({ change, cause }) => [change, cause]).toSorted()).toEqual([
      [120, "voucher"],
      [1500, "voucher"],
    ]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("is redeemed or revoked, never both", async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await give(await coupon({ benefit: { type: "generic", text: "A free refill" } }));
      const results = await Promise.all([redeem(id), revoke(id), redeem(id), revoke(id)]);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
    }
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("is refused where its terms forbid it, and what takes something off needs an order", async () => {
    const elsewhere = await inTransaction((tx) => makeStore(tx, merchantId));
    const here = await give(await coupon({ ...points, conditions: { storeIds: [storeId] } }));
    expect(await redeem(here, { storeId: elsewhere })).toMatchObject({
      refusal: { code: "store_not_allowed" },
    });
    const later = await give(
      await coupon({ ...points, validity: { type: "days_after_claim", startAfterDays: 3, days: 2 } }),
    );
    expect(await redeem(later)).toMatchObject({ refusal: { code: "not_started" } });
    const off = await give(await coupon({ benefit: { type: "amount_off", amountMinor: 100 } }));
    expect(await redeem(off)).toMatchObject({ refusal: { code: "needs_order" } });
    expect((await redeem(here, { storeId })).ok).toBe(true);
    expect(await balances()).toEqual({ points: 120 });
  });

  it("bound to stores, floors or hours is used only where a store is said", async () => {
    const bound = [
      { storeIds: [storeId] },
      { regions: [{ storeId, names: ["Bar"] }] },
      { weekdays: [1, 2, 3, 4, 5, 6] },
      { hours: [{ from: "00:00", to: "24:00" }] },
    ];
    for (const conditions of bound) {
      const id = await give(await coupon({ ...points, conditions }));
      expect(await redeem(id)).toMatchObject({ refusal: { code: "store_required" } });
    }
    expect((await redeem(await give(await coupon(points)))).ok).toBe(true);
  });

  it("bound to a part of a store's floor is used there alone, and says where (C9)", async () => {
    const regions = [{ storeId, names: ["Bar"] }];
    const id = await give(await coupon({ ...points, conditions: { regions } }));
    const refusal = { code: "region_not_allowed", more: { regions: ["Bar"] } };
    expect(await redeem(id, { storeId })).toEqual({ ok: false, refusal });
    expect(await redeem(id, { storeId, region: "Garden" })).toEqual({ ok: false, refusal });
    expect(await redeem(id, { storeId, region: "bar" })).toMatchObject({ value: { status: "used" } });
    const other = await give(await coupon({ ...points, conditions: { regions } }));
    const elsewhere = await inTransaction((tx) => makeStore(tx, merchantId));
    expect((await redeem(other, { storeId: elsewhere })).ok).toBe(true);
  });

  it("is taken back in a store of whoever does it, and in no other", async () => {
    const elsewhere = await inTransaction((tx) => makeStore(tx, merchantId));
    const voucherId = await give(await coupon({ ...points, conditions: { storeIds: [storeId] } }));
    const manager = testScope(merchantId, "store_manager", { storeIds: [storeId] });
    const take = (store: string) =>
      revokeVoucher(manager, { requestId: freshRequestId(), voucherId, storeId: store, note: "" });
    expect(await take(elsewhere)).toMatchObject({ refusal: { code: "store_unknown" } });
    expect(await take(storeId)).toMatchObject({ value: { status: "cancelled" } });
  });

  it("of another merchant is not found", async () => {
    const id = await give(await coupon(points));
    const other = testScope(await inTransaction((tx) => makeMerchant(tx)));
    await expect(redeem(id, { by: other })).rejects.toThrow("not_found");
    const [row] = await db()
      .select()
      .from(vouchers)
      .where(and(eq(vouchers.merchantId, merchantId), eq(vouchers.id, id)));
    expect(row?.status).toBe("available");
  });

  it("and a balance set right by hand never goes below zero", async () => {
    const change = (n: number) =>
      adjustAccount(staff, {
        ...{ requestId: freshRequestId(), memberId, unit: "points", change: n, note: "set right" },
      });
    expect(await change(-1)).toMatchObject({ refusal: { code: "balance_too_low" } });
    expect(await change(100)).toMatchObject({ value: { balance: 100 } });
    const results = await Promise.all([change(-60), change(-60), change(-60)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await balances()).toEqual({ points: 40 });
    expect(await brokenInvariants(db())).toEqual({});
  });
});

describe("explaining a coupon", () => {
  const explain = (input: Record<string, unknown>) =>
    explainCoupon(staff, explainInputSchema.parse({ memberId, ...input }));
  const cart = (unitPriceMinor: number) => ({
    ...{ storeId, channel: "till", device: "till", currency: "HKD" },
    lines: [{ id: "l1", productId, unitPriceMinor, quantity: 1 }],
  });

  /** An open page that gives a coupon, ten times. */
  const givePage = (couponId: string) =>
    inTransaction((tx) =>
      makeActivity(tx, merchantId, {
        kind: "claim_page",
        startsAt: new Date(Date.now() - 60_000).toISOString(),
        endsAt: new Date(Date.now() + 3_600_000).toISOString(),
        passwords: [{ password: "", inventory: 10, prizes: [{ couponId, quantity: 1 }] }],
      }),
    );

  it("tells every reason why it cannot be claimed or used, and none where it can", async () => {
    const open = await coupon({ distribution: { methods: ["public"], claimLimit: 1 } });
    await givePage(open);
    expect(await explain({ couponId: open })).toMatchObject({
      value: { canClaim: true, canUse: false, reasons: [] },
    });
    const closed = await coupon({ conditions: { audience: { type: "existing" } } });
    expect(await explain({ couponId: closed })).toMatchObject({
      value: {
        canClaim: false,
        canUse: false,
        reasons: [{ code: "not_public" }, { code: "member_not_eligible" }, { code: "member_not_eligible" }],
      },
    });
    await expect(explain({ couponId: "cpn_nothing" })).rejects.toThrow("not_found");
  });

  it("says of a coupon that staff give that a running page gives it, too, where one does", async () => {
    const couponId = await coupon({ distribution: { methods: ["targeted"] } });
    const says = async () => {
      const explained = await explain({ couponId });
      return explained.ok && [explained.value.canClaim, explained.value.reasons.map(({ code }) => code)];
    };
    expect(await says()).toEqual([false, ["not_public"]]);
    await givePage(couponId);
    expect(await says()).toEqual([true, []]);
  });

  it("says of a public coupon whether a page gives it now", async () => {
    const couponId = await coupon({ distribution: { methods: ["public"] } });
    const says = async () => {
      const explained = await explain({ couponId });
      return explained.ok && [explained.value.canClaim, explained.value.reasons.map(({ code }) => code)];
    };
    expect(await says()).toEqual([false, ["not_public"]]);
    const { id, poolIds } = await givePage(couponId);
    expect(await says()).toEqual([true, []]);
    const now = sql`now()`;
    const [early, late] = [sql`now() + interval '30 minutes'`, sql`now() - interval '1 second'`];
    const changes: [Record<string, unknown>, Record<string, unknown>][] = [
      [{ pausedAt: now }, { pausedAt: null }],
      [{ archivedAt: now }, { archivedAt: null }],
      [{ publishedAt: null }, { publishedAt: now }],
      [{ startsAt: early }, { startsAt: sql`now() - interval '1 hour'` }],
      [{ endsAt: late }, { endsAt: sql`now() + interval '1 hour'` }],
    ];
    for (const [gone, back] of changes) {
      await db().update(activities).set(gone).where(eq(activities.id, id));
      expect([Object.keys(gone), await says()]).toEqual([Object.keys(gone), [false, ["not_public"]]]);
      await db().update(activities).set(back).where(eq(activities.id, id));
      expect(await says()).toEqual([true, []]);
    }
    const issued = (count: number) =>
      db()
        .update(prizePools)
        .set({ issued: count })
        .where(eq(prizePools.id, poolIds[0] ?? ""));
    await issued(10);
    expect(await says()).toEqual([false, ["not_public"]]);
    await issued(0);
  });

  it("says of a coupon that its promo code alone gives what that code still gives", async () => {
    const couponId = await coupon({ distribution: { methods: ["code"] } });
    const says = async () => {
      const explained = await explain({ couponId });
      return explained.ok && [explained.value.canClaim, explained.value.reasons.map(({ code }) => code)];
    };
    expect(await says()).toEqual([false, ["not_public"]]);
    const code = { merchantId, id: newId("cod"), couponId, code: "SUMMER", key: "SUMMER", createdBy: "stf" };
    await db()
      .insert(sharedCodes)
      .values({ ...code, quantity: 1 });
    expect(await says()).toEqual([true, []]);
    const change = (to: Partial<typeof sharedCodes.$inferInsert>) =>
      db().update(sharedCodes).set(to).where(eq(sharedCodes.id, code.id));
    await change({ claimed: 1 });
    expect(await says()).toEqual([false, ["sold_out"]]);
    await change({ quantity: null, claimed: 0 });
    expect(await says()).toEqual([true, []]);
    await change({ retiredAt: new Date() });
    expect(await says()).toEqual([false, ["not_public"]]);
  });

  it("says of a cart what the order of that cart says", async () => {
    const id = await give(await coupon({ conditions: { minSpendMinor: 8000 } }));
    const explained = await explain({ voucherId: id, quote: cart(5000) });
    const reason = { code: "min_spend_not_met", required: 8000, actual: 5000, gap: 3000 };
    expect(explained).toMatchObject({ value: { canUse: false } });
    expect(explained.ok && explained.value.reasons).toContainEqual(reason);
    const order = orderInputSchema.parse({ ...cart(5000), memberId, vouchers: [id] });
    expect(await placeOrder(staff, { requestId: freshRequestId(), order })).toMatchObject({
      refusal: { more: { notApplied: [{ voucherId: id, reasons: [reason] }] } },
    });
    expect(await explain({ voucherId: id, quote: cart(9000) })).toMatchObject({ value: { canUse: true } });
  });

  it("says what the other coupons of a cart are in the way of", async () => {
    const exclusive = stackingSchema.parse({ exclusive: true });
    const [alone, other] = [await give(await coupon({ stacking: exclusive })), await give(await coupon({}))];
    const beside = { ...cart(9000), vouchers: [other] };
    expect(await explain({ voucherId: alone, quote: cart(9000) })).toMatchObject({ value: { canUse: true } });
    const explained = await explain({ voucherId: alone, quote: beside });
    const quoted = await quoteCart(
      staff,
      quoteInputSchema.parse({ ...beside, memberId, vouchers: [other, alone] }),
    );
    if (!quoted.ok || !explained.ok) throw new Error("neither may be refused");
    const own = quoted.value.notApplied.find(({ voucherId }) => voucherId === alone)?.reasons ?? [];
    expect(own).toMatchObject([{ code: "exclusive" }]);
    expect(explained.value.reasons).toEqual(expect.arrayContaining([...own]));
  });
});

describe("an order looked for by its number", () => {
  it("is found as people write the number, never by a part of it, and by nobody of another store", async () => {
    const placed = await placeOrder(staff, {
      requestId: freshRequestId(),
      order: orderInputSchema.parse({
        ...{ storeId, channel: "till", device: "till", currency: "HKD", memberId, vouchers: [] },
        lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 1 }],
      }),
    });
    if (!placed.ok) throw new Error(placed.refusal.code);
    const { id, number } = placed.value;
    const written = `# ${number.slice(0, 4)}-${number.slice(4)}`.toLowerCase();
    for (const text of [number, written, id]) {
      expect(await findOrders(staff, text)).toEqual([{ id, number, storeName: expect.any(String) }]);
    }
    const elsewhere = await inTransaction((tx) => makeStore(tx, merchantId));
    const other = await inTransaction((tx) => makeMerchant(tx));
    expect(await findOrders(staff, number.slice(1))).toEqual([]);
    expect(await findOrders(testScope(merchantId, "cashier", { storeIds: [elsewhere] }), number)).toEqual([]);
    expect(await findOrders(testScope(other), number)).toEqual([]);
  });
});

describe("where a coupon was used", () => {
  it("is told with its order and what it saved, or with the desk's store and what it credited (C-16)", async () => {
    const off = await give(await coupon({ benefit: { type: "amount_off", amountMinor: 700 } }));
    const atDesk = await give(await coupon(points));
    const unused = await give(await coupon(points));
    const order = orderInputSchema.parse({
      ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD", vouchers: [off] },
      lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 1 }],
    });
    const placed = await placeOrder(staff, { requestId: freshRequestId(), order });
    if (!placed.ok) throw new Error(placed.refusal.code);
    const { id: orderId, number } = placed.value;
    const paid = await payOrder(staff, { requestId: freshRequestId(), orderId, paymentRef: "slip" });
    expect([paid.ok, (await redeem(atDesk, { storeId })).ok]).toEqual([true, true]);
    const all = [off, atDesk, unused];
    const uses = await usesOf(staff, all);
    const storeName = expect.any(String);
    expect(Object.fromEntries(uses)).toEqual({
      [off]: {
        ...{ storeName, order: { id: orderId, number }, savedMinor: 700, currency: "HKD" },
        credited: null,
      },
      [atDesk]: {
        ...{ storeName, order: null, savedMinor: null, currency: null },
        credited: { unit: "points", amount: 120 },
      },
    });
    const elsewhere = await inTransaction((tx) => makeStore(tx, merchantId));
    const manager = testScope(merchantId, "store_manager", { storeIds: [elsewhere] });
    expect((await usesOf(manager, all)).size).toBe(0);
    await db().update(members).set({ homeStoreId: elsewhere }).where(eq(members.id, memberId));
    expect((await usesOf(manager, all)).get(off)).toMatchObject({ order: null, savedMinor: 700 });
  });
});

describe("coupons of many members that are good for longer", () => {
  it("end with one later day, each on its own: what one refuses stops no other, once for one request", async () => {
    const couponId = await coupon({
      benefit: { type: "generic", text: "A free refill" },
      validity: { type: "fixed", from: "2026-01-01T00:00:00.000Z", until: "2099-06-01T00:00:00.000Z" },
    });
    const ids = [await give(couponId), await give(couponId), await give(couponId)];
    const [first = "", gone = "", last = ""] = ids;
    expect((await revoke(gone)).ok).toBe(true);
    const named = [...ids, "vch_gone"].map((id) => ({ id, name: "" }));
    const request = { requestId: freshRequestId(), vouchers: named, lastDay: "2099-12-30", note: "Strike" };
    const came = await extendVouchers(staff, request);
    if (!came.ok) throw new Error(came.refusal.code);
    expect(came.value.done).toEqual([first, last]);
    expect(came.value.refused.map(({ id }) => id)).toEqual([gone, "vch_gone"]);
    expect(await extendVouchers(staff, request)).toEqual(came);
    const rows = await db()
      .select({ id: vouchers.id, end: vouchers.validUntil })
      .from(vouchers)
      .where(eq(vouchers.couponId, couponId));
    const later = rows.filter(({ end }) => end && end > new Date("2099-12-29")).map(({ id }) => id);
    expect(later.sort()).toEqual([first, last].sort());
  });
});

describe("one member's coupon that is good for longer", () => {
  const lastDay = "2099-12-30";
  const extend = (voucherId: string, day = lastDay, requestId = freshRequestId()) =>
    extendVoucher(staff, { requestId, voucherId, lastDay: day, note: "Bus strike" });
  const endOf = async (id: string) => {
    const [row] = await db().select({ end: vouchers.validUntil }).from(vouchers).where(eq(vouchers.id, id));
    return row?.end?.toISOString();
  };
  const dated = () =>
    coupon({
      benefit: { type: "generic", text: "A free refill" },
      validity: { type: "fixed", from: "2026-01-01T00:00:00.000Z", until: "2099-06-01T00:00:00.000Z" },
    });

  it("ends with the day that was named, in its history, the log and what others are told, once for one request", async () => {
    const couponId = await dated();
    const [voucherId, other] = [await give(couponId), await give(couponId)];
    const requestId = freshRequestId();
    const first = await extend(voucherId, lastDay, requestId);
    expect(first).toMatchObject({ ok: true });
    expect(await extend(voucherId, lastDay, requestId)).toMatchObject(first);
    const until = first.ok ? first.value.validUntil : "";
    expect(await endOf(voucherId)).toBe(until);
    expect(until.slice(0, 4)).toBe("2099");
    expect(await endOf(other)).toBe("2099-06-01T00:00:00.000Z");
    const told = await db().execute(sql`select e -> 'payload' as payload
      from outbox_batch, jsonb_array_elements(events) e
      where merchant_id = ${merchantId} and e ->> 'type' = 'voucher.extended'`);
    expect(told).toMatchObject([{ payload: { couponId, memberId, validUntil: until, note: "Bus strike" } }]);
    const log = await db().execute(sql`select action, before, after from audit_entry
      where merchant_id = ${merchantId} and object_id = ${voucherId}`);
    expect(log).toMatchObject([
      {
        action: "voucher.extend",
        before: { validUntil: "2099-06-01T00:00:00.000Z" },
        after: { validUntil: until },
      },
    ]);
    const history = await db().execute(
      sql`select kind, cause from voucher_event where voucher_id = ${voucherId}`,
    );
    expect(history).toMatchObject([{ kind: "extended", cause: { note: "Bus strike" } }]);
    expect(await redeem(voucherId, { storeId })).toMatchObject({ ok: true });
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("is never good for less, nor once it was used, whichever of the two comes first", async () => {
    const voucherId = await give(await dated());
    expect(await extend(voucherId, "2099-01-01")).toMatchObject({ refusal: { code: "not_later" } });
    await expect(
      db().execute(
        sql`update voucher set valid_until = valid_until - interval '1 day' where id = ${voucherId}`,
      ),
    ).rejects.toThrow();
    const [used, extended] = await Promise.all([redeem(voucherId, { storeId }), extend(voucherId)]);
    expect(used.ok).toBe(true);
    if (!extended.ok) expect(extended.refusal.code).toBe("used");
    expect(await extend(voucherId, "2099-12-31")).toMatchObject({ refusal: { code: "used" } });
  });
});
