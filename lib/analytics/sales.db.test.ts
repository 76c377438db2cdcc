import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Tx } from "@/db/client";
import { db } from "@/db/client";
import { makeMember, makeMerchant, makeProduct, makeStore, testScope } from "@/db/seed/factories";
import { type CouponSketch, makeCoupon } from "@/db/seed/offers";
import { cancelAt, payAt, placeAt, refundAt } from "@/db/seed/past-orders";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { homeSales } from "@/lib/analytics/queries/sales";
import { storeUses } from "@/lib/analytics/queries/store";
import { addDays, type Instant, localDate, startOfDay } from "@/lib/kernel/time";
import { memberFilePage } from "@/lib/members/queries/file";
import { listMembers } from "@/lib/members/queries/list";
import { orderInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const ZONE = "Asia/Hong_Kong";
const MINUTE = 60_000;
const today = localDate(new Date(), ZONE);
const dawn = (days: number) => startOfDay(addDays(today, -days), ZONE);
const noon = (days: number) => new Date(dawn(days).getTime() + 720 * MINUTE);
const ago = (at: Instant, minutes: number) => new Date(at.getTime() - minutes * MINUTE);
const range = {
  first: addDays(today, -7),
  last: addDays(today, -1),
  before: addDays(today, -14),
  timeZone: ZONE,
};

type Sale = {
  readonly paid: Instant;
  readonly store: string;
  readonly member: string;
  /** Units of 50.00. */
  readonly units: number;
  /** A coupon to give and use; none = an order without. */
  readonly coupon?: string;
  readonly currency?: string;
  readonly deliveryMinor?: number;
};

let world: Awaited<ReturnType<typeof makeWorld>>;

/** An order at its time, five minutes unpaid. */
async function sell(tx: Tx, staff: Scope, productId: string, sale: Sale): Promise<string> {
  const { paid, store: storeId, member: memberId, units, coupon, currency = "HKD", deliveryMinor = 0 } = sale;
  const { merchantId } = staff;
  const vouchers = coupon
    ? [await makeVoucher(tx, merchantId, { memberId, couponId: coupon, at: ago(paid, 60) })]
    : [];
  const order = orderInputSchema.parse({
    ...{ storeId, memberId, currency, deliveryMinor, vouchers },
    ...{ channel: deliveryMinor > 0 ? "online" : "till", device: deliveryMinor > 0 ? "mobile" : "till" },
    lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: units }],
  });
  const id = await placeAt(tx, staff, order, ago(paid, 5));
  await payAt(tx, staff, id, paid);
  return id;
}

async function makeWorld() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx, { refundBasis: "units" });
    const staff = testScope(merchantId);
    const [north, south] = [await makeStore(tx, merchantId), await makeStore(tx, merchantId)];
    const abroad = await makeStore(tx, merchantId, { currency: "USD" });
    const productId = await makeProduct(tx, merchantId);
    const make = (sketch: CouponSketch) => makeCoupon(tx, merchantId, sketch);
    const off = await make({ benefit: { type: "amount_off", amountMinor: 2000 } });
    const delivery = await make({ benefit: { type: "delivery_off" } });
    const dollars = await make({ currency: "USD", benefit: { type: "amount_off", amountMinor: 700 } });
    const person = (homeStoreId: string | null) =>
      makeMember(tx, merchantId, { homeStoreId, registeredAt: noon(500) });
    const [ann, ben, cat] = [await person(north), await person(north), await person(south)];
    const put = (sale: Sale) => sell(tx, staff, productId, sale);

    // In the range: 20 off of 100 at north; 20 off of 50 at south; a delivery of 15 for nothing at north.
    await put({ paid: noon(1), store: north, member: ann, units: 2, coupon: off });
    await put({ paid: noon(3), store: south, member: ann, units: 1, coupon: off });
    await put({ paid: noon(3), store: north, member: cat, units: 3, coupon: delivery, deliveryMinor: 1500 });
    // The first moment of the range, and the last before it.
    await put({ paid: dawn(7), store: north, member: cat, units: 2, coupon: off });
    await put({ paid: ago(dawn(7), 1 / MINUTE), store: north, member: cat, units: 1, coupon: off });
    // The first moment after it, and the last before the days before.
    await put({ paid: dawn(0), store: north, member: cat, units: 1, coupon: off });
    await put({ paid: ago(dawn(14), 1 / MINUTE), store: north, member: cat, units: 1, coupon: off });
    // In the days before: one of two units of 40 each given back later, when the range had begun.
    const half = await put({ paid: noon(9), store: south, member: cat, units: 2, coupon: off });
    const back = { by: "merchant" as const, lines: [{ lineId: "l1", quantity: 1 }], reason: "" };
    await refundAt(tx, staff, half, back, noon(2));

    // What takes no part: no coupon, given back whole, given up, another currency.
    await put({ paid: noon(2), store: north, member: ann, units: 9 });
    const whole = await put({ paid: noon(4), store: north, member: ann, units: 2, coupon: off });
    await refundAt(tx, staff, whole, { ...back, lines: null }, noon(4));
    const voucherId = await makeVoucher(tx, merchantId, { memberId: ann, couponId: off, at: noon(6) });
    const input = orderInputSchema.parse({
      ...{ storeId: north, memberId: ann, currency: "HKD", channel: "till", device: "till" },
      lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 2 }],
      vouchers: [voucherId],
    });
    await cancelAt(tx, staff, await placeAt(tx, staff, input, noon(5)), noon(5));
    await put({ paid: noon(2), store: abroad, member: ann, units: 1, coupon: dollars, currency: "USD" });

    // Long ago.
    await put({ paid: ago(new Date(), 366 * 1440), store: north, member: ann, units: 1 });
    await put({ paid: ago(new Date(), 365 * 1440 - 60), store: north, member: ann, units: 1 });
    return { merchantId, north, south, abroad, ann, ben, cat, off };
  });
}

beforeAll(async () => {
  world = await makeWorld();
});

const scopeOf = (more: Parameters<typeof testScope>[2] = {}) =>
  testScope(world.merchantId, "group_admin", more);
async function figures(scope: Scope, asked: typeof range = range) {
  const { days, isWhole } = await homeSales(scope, asked);
  expect(isWhole).toBe(true);
  expect(days.map(({ day }) => day)).toEqual(
    Array.from({ length: 14 }, (_, at) => addDays(asked.before, at)),
  );
  const sum = (part: typeof days) => [
    part.reduce((all, day) => all + day.discountMinor, 0),
    part.reduce((all, day) => all + day.salesMinor, 0),
  ];
  return { now: sum(days.slice(7)), before: sum(days.slice(0, 7)) };
}

describe("what coupons took off and sold", () => {
  it("is that of orders paid in the range and in the one before, to the moment, in the merchant's currency", async () => {
    // 20 + 20 + 15 + 20 off; 80 + 30 + 150 + 80 paid. Before: 20 + 20 off; 30 + 80 paid, 40 of it given back.
    expect(await figures(scopeOf())).toEqual({ now: [7500, 34_000], before: [4000, 7000] });
    const { days } = await homeSales(scopeOf(), range);
    const of = (ago: number) => days.find(({ day }) => day === addDays(today, -ago));
    expect(of(3)).toEqual({ day: addDays(today, -3), discountMinor: 3500, salesMinor: 18_000 });
    expect(of(4)).toEqual({ day: addDays(today, -4), discountMinor: 0, salesMinor: 0 });
  });

  it("is that of the store in view, or of the stores somebody works in, and of no other merchant", async () => {
    const north = { now: [5500, 31_000], before: [2000, 3000] };
    const south = { now: [2000, 3000], before: [2000, 4000] };
    expect(await figures(scopeOf({ storeId: world.north }))).toEqual(north);
    expect(await figures(scopeOf({ storeIds: [world.south] }))).toEqual(south);
    const nothing = { now: [0, 0], before: [0, 0] };
    expect(await figures(scopeOf({ storeId: world.abroad }))).toEqual(nothing);
    expect(await figures(scopeOf({ storeIds: [] }))).toEqual(nothing);
    expect(await figures(testScope(await inTransaction((tx) => makeMerchant(tx))))).toEqual(nothing);
  });

  it("goes by the clock it is asked for", async () => {
    // In Honolulu the first moment of a day in Hong Kong is six in the morning of the day before.
    const { days } = await homeSales(scopeOf(), { ...range, timeZone: "Pacific/Honolulu" });
    const early = days.find(({ day }) => day === addDays(today, -8));
    expect(early).toMatchObject({ discountMinor: 4000, salesMinor: 11_000 });
  });

  it("takes off what the coupons on these orders took off, voucher by voucher", async () => {
    const [row] = await db().execute<{ off: number }>(sql`
      select sum(v.discount_minor + v.delivery_discount_minor)::int as off from order_voucher v
      join "order" o on o.merchant_id = v.merchant_id and o.id = v.order_id
      where v.merchant_id = ${world.merchantId} and o.currency = 'HKD' and o.status <> 'refunded'
        and o.paid_at >= ${dawn(14).toISOString()}::timestamptz and o.paid_at < ${dawn(0).toISOString()}::timestamptz`);
    expect(row?.off).toBe(11_500);
  });
});

describe("what the member list tells of orders", () => {
  const told = async (scope: Scope) => {
    const { rows } = await listMembers(scope, { withSpent: true });
    return new Map(rows.map((row) => [row.id, row.spent]));
  };

  it("is what was paid less what was given back, and the latest payment in any currency", async () => {
    const spent = await told(scopeOf());
    // 80 + 30 + 450 + 50 + 50; what was given back whole comes to nothing, dollars are not added.
    expect(spent.get(world.ann)).toEqual({ spentMinor: 66_000, currency: "HKD", lastOrderAt: noon(1) });
    // 150 + 80 + 30 + 30 + 30 + 80 - 40
    expect(spent.get(world.cat)).toEqual({ spentMinor: 36_000, currency: "HKD", lastOrderAt: dawn(0) });
    expect(spent.get(world.ben)).toBeNull();
    const plain = await listMembers(scopeOf());
    expect(plain.rows.map((row) => row.spent)).toEqual([null, null, null]);
  });

  it("is that of the reader's stores, for the members they see", async () => {
    const south = await told(scopeOf({ storeIds: [world.south] }));
    expect([...south]).toEqual([[world.cat, { spentMinor: 4000, currency: "HKD", lastOrderAt: noon(9) }]]);
    const north = await told(scopeOf({ storeId: world.north }));
    expect([...north.keys()].sort()).toEqual([world.ann, world.ben].sort());
    expect(north.get(world.ann)).toMatchObject({ spentMinor: 63_000, lastOrderAt: noon(1) });
  });

  it("stands in the file as in the list", async () => {
    const { rows } = await memberFilePage(scopeOf(), {}, { cursor: null, size: 10 });
    expect(new Map(rows.map((row) => [row.id, row.spent]))).toEqual(await told(scopeOf()));
  });
});

describe("the coupons used in a store", () => {
  const uses = async (storeId: string, scope = scopeOf(), most?: number) =>
    await storeUses(scope, { storeId, timeZone: ZONE, now: new Date(), ...(most ? { most } : {}) });

  it("are those of its orders and of its desk, today and in thirty days by its clock, to the moment", async () => {
    const { merchantId, north, south, ann, off } = world;
    // On paid orders at north: seven, one of them given back whole, and one of them today. The one given up is none.
    expect(await uses(north)).toEqual({ today: 1, days: 7, isWhole: true });
    expect(await uses(south)).toEqual({ today: 0, days: 2, isWhole: true });
    await inTransaction(async (tx) => {
      for (const usedAt of [new Date(), dawn(29), ago(dawn(29), 1 / MINUTE)]) {
        const issue = { memberId: ann, couponId: off, at: noon(60), usedAt };
        await makeVoucher(tx, merchantId, { ...issue, usedIn: north });
        // Nobody said where.
        await makeVoucher(tx, merchantId, issue);
      }
    });
    expect(await uses(north)).toEqual({ today: 2, days: 9, isWhole: true });
    expect(await uses(south)).toEqual({ today: 0, days: 2, isWhole: true });
    // Of the three newest orders one has no coupon.
    expect(await uses(north, scopeOf(), 3)).toEqual({ today: 2, days: 4, isWhole: false });
  });

  it("are told to nobody who works elsewhere, and not in the view of another store", async () => {
    const { merchantId, north, south } = world;
    expect(await uses(north, testScope(merchantId, "store_manager", { storeIds: [south] }))).toBeNull();
    expect(await uses(north, scopeOf({ storeId: south }))).toBeNull();
    expect((await uses(north, scopeOf({ storeId: north })))?.days).toBeGreaterThan(0);
  });
});
