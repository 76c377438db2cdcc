import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { couponStock } from "@/db/schema/coupons";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStaff,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { type CouponSketch, makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { rollUpNextDay } from "@/lib/analytics/roll-up-days";
import { editCoupon } from "@/lib/coupons/edit-coupon";
import { getCoupon, listCoupons } from "@/lib/coupons/queries/coupons";
import { couponDays } from "@/lib/coupons/queries/days";
import { couponHistory, couponVersions, versionTerms } from "@/lib/coupons/queries/history";
import { couponOptions } from "@/lib/coupons/queries/options";
import { couponStatus } from "@/lib/coupons/rules/status";
import { couponInputSchema } from "@/lib/coupons/schema";
import { newId } from "@/lib/kernel/id";
import { systemScope } from "@/lib/platform/auth/scope";

const now = new Date("2026-11-21T04:00:00Z");
const HOUR = 3_600_000;
const hence = (hours: number) => new Date(now.getTime() + hours * HOUR);
const fixed = (from: number, until: number): CouponSketch => ({
  validity: { type: "fixed", from: hence(from).toISOString(), until: hence(until).toISOString() },
});

async function build() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const other = await makeMerchant(tx);
    const north = await makeStore(tx, merchantId, { name: "North" });
    const south = await makeStore(tx, merchantId, { name: "South" });
    const yen = await makeStore(tx, merchantId, { name: "Tokyo", currency: "JPY" });
    const productId = await makeProduct(tx, merchantId, { name: "Egg tart" });
    const at = { publishedAt: hence(-100) };
    const make = (name: string, sketch: CouponSketch = {}, marks: object = {}) =>
      makeCoupon(tx, merchantId, { name, ...sketch }, { ...at, createdAt: hence(-100), ...marks });
    const ids = {
      draft: await make("a draft", {}, { publishedAt: null, createdAt: hence(-1) }),
      active: await make("b 100% cotton", { distribution: { quantity: 10 } }),
      scheduled: await make("c scheduled", fixed(1, 48)),
      startsNow: await make("d starts now", fixed(0, 24)),
      endsNow: await make("e ends now", fixed(-24, 0)),
      paused: await make("f paused", {}, { pausedAt: hence(-1) }),
      ended: await make("g ended", {}, { endedAt: hence(-1) }),
      archived: await make("h archived", {}, { archivedAt: hence(-1) }),
      soldOut: await make("i sold out", { distribution: { quantity: 2 } }),
      north: await make("j north only", { conditions: { storeIds: [north] } }),
      product: await make("k product", {
        benefit: { type: "product", productId, quantity: 1, priceMinor: 0 },
        distribution: { methods: ["public", "targeted"] },
      }),
      many: await make("l many"),
    };
    await tx.update(couponStock).set({ issued: 2, used: 1 }).where(eq(couponStock.couponId, ids.soldOut));
    await tx.update(couponStock).set({ issued: 3, used: 2 }).where(eq(couponStock.couponId, ids.many));
    const foreign = await makeCoupon(tx, other, { name: "foreign" });
    return { merchantId, other, north, south, yen, productId, ids, foreign };
  });
}

let world: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  world = await build();
});

const scope = (more: Parameters<typeof testScope>[2] = {}) =>
  testScope(world.merchantId, "group_admin", more);
const names = (page: { rows: { name: string }[] }) => page.rows.map((row) => row.name);

describe("the coupon list", () => {
  it("hides archived coupons until they are asked for, and never shows another merchant's", async () => {
    const all = await listCoupons(scope(), { now, limit: 100 });
    expect(all.total).toBe(11);
    expect(names(all)).not.toContain("h archived");
    expect(names(await listCoupons(scope(), { now, status: ["archived"] }))).toEqual(["h archived"]);
    expect(names(all)).not.toContain("foreign");
    expect(names(await listCoupons(testScope(world.other), { now }))).toEqual(["foreign"]);
  });

  it("computes the very status that the rule computes, at the boundaries too", async () => {
    for (const id of Object.values(world.ids)) {
      const row = await getCoupon(scope(), id, now);
      expect(row && [row.name, row.status]).toEqual(row && [row.name, couponStatus(row, now)]);
    }
    const statuses = await Promise.all(
      [world.ids.startsNow, world.ids.endsNow].map((id) => getCoupon(scope(), id, now)),
    );
    expect(statuses.map((row) => row?.status)).toEqual(["active", "ended"]);
  });

  it("filters by status, type, method and store", async () => {
    const by = async (query: object) =>
      names(await listCoupons(scope(), { now, sort: "name", descending: false, ...query }));
    expect(await by({ status: ["scheduled"] })).toEqual(["c scheduled"]);
    expect(await by({ status: ["sold_out", "paused"] })).toEqual(["f paused", "i sold out"]);
    expect(await by({ type: ["product"] })).toEqual(["k product"]);
    expect(await by({ method: ["public"] })).toEqual(["k product"]);
    expect(await by({ store: [world.north], status: ["active"] })).toContain("j north only");
    expect(await by({ store: [world.south] })).not.toContain("j north only");
  });

  it("finds what is at work and nearly sold out, or ends soon", async () => {
    const by = async (query: object) =>
      names(await listCoupons(scope(), { now, sort: "name", descending: false, ...query }));
    expect(await by({ stock: ["low"] })).toEqual(["i sold out"]);
    expect(await by({ endsWithin: "7" })).toEqual(["c scheduled", "d starts now"]);
    expect(await by({ endsWithin: "7", now: hence(-24 * 10) })).toEqual([]);
    expect(await by({ endsWithin: "30", now: hence(-24 * 10) })).toEqual(
      expect.arrayContaining(["c scheduled", "d starts now", "e ends now"]),
    );
  });

  it("searches by part of a name, signs taken literally, and by the whole number", async () => {
    const by = async (q: string) => names(await listCoupons(scope(), { now, q }));
    expect(await by("NORTH")).toEqual(["j north only"]);
    expect(await by("100%")).toEqual(["b 100% cotton"]);
    expect(await by("1_0%")).toEqual([]);
    const number = (await getCoupon(scope(), world.ids.north))?.number ?? "";
    expect(await by(number.toLowerCase())).toEqual(["j north only"]);
    expect(await by(number.slice(0, -1))).toEqual([]);
  });

  it.each(["created", "name", "end"] as const)(
    "pages through every coupon once, sorted by %s, both ways",
    async (sort) => {
      for (const descending of [true, false]) {
        const whole = await listCoupons(scope(), { now, sort, descending, limit: 100 });
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof listCoupons>> = await listCoupons(scope(), {
            now,
            sort,
            descending,
            limit: 2,
            cursor,
          });
          seen.push(...page.rows.map((row) => row.id));
          cursor = page.nextCursor;
        } while (cursor);
        expect(seen).toEqual(whole.rows.map((row) => row.id));
        expect(new Set(seen).size).toBe(11);
      }
    },
  );

  it("begins at its first page for a cursor that somebody made up", async () => {
    const made = Buffer.from(JSON.stringify(["not a time", "x"])).toString("base64url");
    expect((await listCoupons(scope(), { now, cursor: made })).rows).toHaveLength(11);
    expect((await listCoupons(scope(), { now, cursor: "%%%" })).rows).toHaveLength(11);
  });

  it("adds up all shards of an unlimited coupon", async () => {
    expect(await getCoupon(scope(), world.ids.many)).toMatchObject({ quantity: null, issued: 48, used: 32 });
    expect(await getCoupon(scope(), world.ids.soldOut)).toMatchObject({ quantity: 2, issued: 2, used: 1 });
  });

  it("shows in a store view, and to somebody of some stores, only what is good there", async () => {
    const view = await listCoupons(scope({ storeId: world.south }), { now, limit: 100 });
    expect(names(view)).not.toContain("j north only");
    expect(names(view)).toContain("b 100% cotton");
    const manager = scope({ storeIds: [world.south] });
    expect(await getCoupon(manager, world.ids.north)).toBeNull();
    expect(await getCoupon(scope({ storeIds: [world.north] }), world.ids.north)).not.toBeNull();
    expect(await getCoupon(scope({ storeIds: [] }), world.ids.north)).toBeNull();
  });

  it("leaves those that are good in these stores alone, where others are asked to be left out", async () => {
    const only = async (...onlyIn: string[]) => names(await listCoupons(scope(), { now, onlyIn }));
    expect(await only(world.north)).toEqual(["j north only"]);
    expect(await only(world.north, world.south)).toEqual(["j north only"]);
    expect([await only(world.south), await only()]).toEqual([[], []]);
  });
});

describe("a coupon", () => {
  it("of another merchant is not there, nor its days, versions and history", async () => {
    expect(await getCoupon(scope(), world.foreign)).toBeNull();
    expect(
      await couponDays(scope(), {
        couponId: world.foreign,
        from: "2026-01-01",
        to: "2026-01-07",
        timeZone: "UTC",
      }),
    ).toEqual([]);
    expect(await couponVersions(scope(), world.foreign)).toEqual([]);
    expect(await couponHistory(scope(), world.foreign)).toEqual([]);
  });

  it("names its product", async () => {
    expect((await getCoupon(scope(), world.ids.product))?.productName).toBe("Egg tart");
  });

  it("counts claims and uses by the local day, whether days are added up or not", async () => {
    const { couponId, merchantId } = await inTransaction(async (tx) => {
      const of = await makeMerchant(tx);
      const memberId = await makeMember(tx, of);
      const id = await makeCoupon(tx, of, { name: "m days" });
      const another = await makeCoupon(tx, of, { name: "another" });
      const issued = (at: string, usedAt: Date | null = null, coupon = id) =>
        makeVoucher(tx, of, { memberId, couponId: coupon, at: new Date(at), usedAt });
      await issued("2026-11-20T15:59:59Z");
      await issued("2026-11-20T16:00:00Z", new Date("2026-11-20T17:00:00Z"));
      await issued("2026-11-14T15:59:59Z");
      await issued("2026-11-20T16:00:00Z", new Date("2026-11-20T17:00:00Z"), another);
      return { couponId: id, merchantId: of };
    });
    const ask = (from: string, to: string) =>
      couponDays(testScope(merchantId), { couponId, from, to, timeZone: "Asia/Hong_Kong" });
    const expected = [
      { date: "2026-11-20", claimed: 1, used: 0 },
      { date: "2026-11-21", claimed: 1, used: 1 },
    ];
    const week = await ask("2026-11-15", "2026-11-21");
    expect(week).toHaveLength(7);
    expect(week[0]).toEqual({ date: "2026-11-15", claimed: 0, used: 0 });
    expect(week.slice(-2)).toEqual(expected);
    const system = systemScope(merchantId, "test");
    // First voucher's day, then one more each time: the border between added up and counted goes through the range.
    for (let day = await rollUpNextDay(system); day; day = await rollUpNextDay(system)) {
      expect(await ask("2026-11-15", "2026-11-21")).toEqual(week);
      expect(await ask("2026-11-14", "2026-11-14")).toEqual([{ date: "2026-11-14", claimed: 1, used: 0 }]);
      if (day >= "2026-11-22") break;
    }
    // It is the row that is read: one that says something else is believed.
    await db().execute(
      sql`update coupon_day set claimed = 70 where merchant_id = ${merchantId} and coupon_id = ${couponId} and day = '2026-11-20'`,
    );
    expect((await ask("2026-11-20", "2026-11-21"))[0]?.claimed).toBe(70);
  });

  it("tells its versions and what was done to it, newest first, with who did it", async () => {
    const staffId = await inTransaction((tx) =>
      makeStaff(tx, world.merchantId, { role: "group_admin", name: "Grace" }),
    );
    const as = scope({ actor: { type: "staff", id: staffId } });
    const before = await getCoupon(as, world.ids.active);
    const coupon = couponInputSchema.parse({
      name: "b dearer",
      currency: "HKD",
      benefit: { type: "amount_off", amountMinor: 2500 },
      validity: { type: "days_after_claim", days: 30 },
      distribution: { quantity: 10 },
    });
    const edited = await editCoupon(as, {
      requestId: freshRequestId(),
      couponId: world.ids.active,
      revision: before?.revision ?? 0,
      coupon,
    });
    expect(edited.ok).toBe(true);
    const versions = await couponVersions(as, world.ids.active);
    expect(versions.map(({ version, by, terms }) => [version, by, terms.name])).toEqual([
      [2, "Grace", "b dearer"],
      [1, null, "b 100% cotton"],
    ]);
    const two = await versionTerms(as, world.ids.active, [2, 1, 9]);
    expect(two.map(({ version, terms }) => [version, terms.name])).toEqual([
      [1, "b 100% cotton"],
      [2, "b dearer"],
    ]);
    expect(await versionTerms(as, world.foreign, [1])).toEqual([]);
    const [entry] = await couponHistory(as, world.ids.active);
    expect(entry).toMatchObject({ action: "coupon.edit", by: "Grace" });
  });
});

describe("the form's choices", () => {
  it("are this merchant's currencies and stores, those of one's own stores on offer", async () => {
    const options = await couponOptions(scope(), { choose: true });
    expect(options.currencies.toSorted()).toEqual(["HKD", "JPY"]);
    expect(options.stores.map((store) => store.name)).toEqual(["North", "South", "Tokyo"]);
    expect(options.products.map((product) => product.name)).toEqual(["Egg tart"]);
    const manager = await couponOptions(scope({ storeIds: [world.north] }), { choose: true });
    expect(manager.stores.filter((store) => store.offered).map((store) => store.name)).toEqual(["North"]);
    expect((await couponOptions(testScope(world.other), { choose: true })).products).toEqual([]);
  });

  it("name only products that are pointed to, where nothing is chosen", async () => {
    const none = await couponOptions(scope(), { choose: false });
    expect(none.products).toEqual([]);
    const named = await couponOptions(scope(), {
      choose: false,
      productIds: [world.productId, newId("prd")],
    });
    expect(named.products.map((product) => product.name)).toEqual(["Egg tart"]);
  });
});
