import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { voucherEvents, vouchers } from "@/db/schema/vouchers";
import { makeMember, makeMerchant, makeStore, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import {
  countMemberVouchers,
  getVoucher,
  listMemberVouchers,
  type VoucherTab,
  voucherTabs,
} from "@/lib/vouchers/queries";
import { listCouponVouchers } from "@/lib/vouchers/queries/records";
import { usesOf } from "@/lib/vouchers/queries/uses";
import { recordFilterSchema, voucherSources } from "@/lib/vouchers/schema";

const now = new Date("2026-11-21T04:00:00Z");
const DAY = 86_400_000;
const ago = (days: number) => new Date(now.getTime() - days * DAY);

async function build() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const other = await makeMerchant(tx);
    const north = await makeStore(tx, merchantId);
    const amy = await makeMember(tx, merchantId, {
      name: "Amy Lee",
      nickname: "Ames",
      phone: "+85261234567",
      homeStoreId: north,
    });
    const ben = await makeMember(tx, merchantId, { name: "Ben" });
    const stranger = await makeMember(tx, other, { name: "Amy Lee", phone: "+85261234567" });
    const days = await makeCoupon(tx, merchantId, {
      name: "Ten days",
      validity: { type: "days_after_claim", startAfterDays: 0, days: 10 },
    });
    const ever = await makeCoupon(tx, merchantId, {
      name: "For ever",
      validity: { type: "permanent" },
      conditions: { storeIds: [north] },
    });
    const foreign = await makeCoupon(tx, other, { name: "Foreign" });
    const give = (memberId: string, couponId: string, at: Date, usedAt: Date | null = null) =>
      makeVoucher(tx, merchantId, { memberId, couponId, at, usedAt });
    const ids = {
      old: await give(amy, days, ago(30)),
      fresh: await give(amy, days, ago(1)),
      fresher: await give(amy, days, ago(0.5)),
      ever: await give(amy, ever, ago(40)),
      used: await give(amy, days, ago(5), ago(4)),
      usedLater: await give(amy, days, ago(6), ago(2)),
      cancelled: await give(amy, ever, ago(3)),
      ben: await give(ben, days, ago(2)),
    };
    await tx
      .update(vouchers)
      .set({ status: "cancelled" })
      .where(and(eq(vouchers.merchantId, merchantId), eq(vouchers.id, ids.cancelled)));
    const foreignVoucher = await makeVoucher(tx, other, {
      memberId: stranger,
      couponId: foreign,
      at: ago(1),
    });
    return { merchantId, other, north, amy, ben, stranger, days, ever, foreign, foreignVoucher, ids };
  });
}

let world: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  world = await build();
});

const staff = (role: Parameters<typeof testScope>[1] = "group_admin", more = {}) =>
  testScope(world.merchantId, role, more);
const amy = () => memberScope(world.merchantId, world.amy);
const listed = async (tab: VoucherTab, more: object = {}) => {
  const page = await listMemberVouchers(amy(), { memberId: world.amy, tab, now, ...more });
  return page.rows.map((row) => row.id);
};

describe("a member's vouchers", () => {
  it("stand in one tab each: what ends first leads the available, what was used last the used", async () => {
    const { ids } = world;
    expect(await listed("available")).toHaveLength(3);
    expect((await listed("available")).at(-1)).toBe(ids.ever);
    expect(await listed("available", { sort: "newest" })).toEqual([ids.fresher, ids.fresh, ids.ever]);
    expect(await listed("used")).toEqual([ids.usedLater, ids.used]);
    expect((await listed("expired")).toSorted()).toEqual([ids.cancelled, ids.old].toSorted());
    expect(await countMemberVouchers(amy(), world.amy, now)).toEqual({ available: 3, used: 2, expired: 2 });
  });

  it("turn from available to expired at the very instant their window ends", async () => {
    const voucher = await getVoucher(amy(), world.ids.fresh);
    const end = voucher?.validUntil ?? now;
    const at = async (instant: Date) => await listed("available", { now: instant });
    expect(await at(new Date(end.getTime() - 1))).toContain(world.ids.fresh);
    expect(await at(end)).not.toContain(world.ids.fresh);
    expect(await listed("expired", { now: end })).toContain(world.ids.fresh);
  });

  it("page through once each, whatever the order", async () => {
    for (const tab of voucherTabs) {
      for (const sort of ["ending", "newest"] as const) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof listMemberVouchers>> = await listMemberVouchers(amy(), {
            memberId: world.amy,
            tab,
            sort,
            limit: 1,
            cursor,
            now,
          });
          seen.push(...page.rows.map((row) => row.id));
          cursor = page.nextCursor;
        } while (cursor);
        expect(seen).toEqual(await listed(tab, { sort }));
      }
    }
  });

  it("are nobody else's to see: not another member's, not another merchant's, not a visitor's", async () => {
    const ben = memberScope(world.merchantId, world.ben);
    expect((await listMemberVouchers(ben, { memberId: world.amy, tab: "available", now })).rows).toEqual([]);
    expect(await getVoucher(ben, world.ids.fresh)).toBeNull();
    expect(await countMemberVouchers(ben, world.amy, now)).toEqual({ available: 0, used: 0, expired: 0 });
    expect(await getVoucher(testScope(world.other), world.ids.fresh)).toBeNull();
    expect(await getVoucher(staff(), world.foreignVoucher)).toBeNull();
    const visitor = testScope(world.merchantId, null, { actor: { type: "visitor", id: null } });
    expect(await getVoucher(visitor, world.ids.fresh)).toBeNull();
  });

  it("carry the terms they were issued under, their history and the names behind ids", async () => {
    const voucher = await getVoucher(amy(), world.ids.used);
    expect(voucher).toMatchObject({ termsVersion: 1, status: "used", currency: "HKD" });
    expect(voucher?.terms.name).toBe("Ten days");
    expect(voucher?.history.map((event) => event.kind)).toEqual(["issued", "redeemed"]);
    expect((await getVoucher(amy(), world.ids.ever))?.stores).toHaveLength(1);
  });
});

describe("a coupon's records", () => {
  const records = (query: object = {}, as = staff()) =>
    listCouponVouchers(as, { couponId: world.days, now, ...query });

  it("are newest first, counted, and paged through once each", async () => {
    const whole = await records();
    expect(whole.total).toBe(6);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listCouponVouchers>> = await records({ limit: 2, cursor });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(whole.rows.map((row) => row.id));
  });

  it("are found by exact name, nickname or phone, and by nothing less", async () => {
    for (const q of ["amy lee", "AMES", "+85261234567", "6123 4567"]) {
      expect((await records({ q })).total).toBe(5);
    }
    for (const q of ["amy", "61234", "lee"]) expect((await records({ q })).total).toBe(0);
  });

  it("are limited to a half-open range and to a state", async () => {
    expect((await records({ from: ago(2) })).total).toBe(3);
    expect((await records({ until: ago(2) })).total).toBe(3);
    expect((await records({ state: ["used"] })).total).toBe(2);
    expect((await records({ state: ["expired"] })).rows.map((row) => row.id)).toEqual([world.ids.old]);
  });

  it("are found in several states at once, by how they came and by the store they were used in", async () => {
    expect((await records({ state: ["used", "expired"] })).total).toBe(3);
    const whole = await records();
    const of = (source: string) => whole.rows.filter((row) => row.source === source).length;
    for (const source of voucherSources) expect((await records({ source: [source] })).total).toBe(of(source));
    // At its desk, without an order.
    await db()
      .insert(voucherEvents)
      .values({
        ...{ merchantId: world.merchantId, voucherId: world.ids.usedLater, id: newId("vev", now.getTime()) },
        ...{ at: now, kind: "redeemed", actorType: "staff", cause: { storeId: world.north } },
      });
    const there = await records({ store: [world.north] });
    expect(there.rows.map((row) => row.id)).toEqual([world.ids.usedLater]);
    expect((await usesOf(staff(), [world.ids.usedLater])).get(world.ids.usedLater)?.storeName).toBeTruthy();
    expect((await records({ store: ["str_elsewhere"] })).total).toBe(0);
    expect((await records({ store: [world.north], state: ["available"] })).total).toBe(0);
  });

  it("are exported as they were asked for, also before several states could be", () => {
    const couponId = "cpn_1";
    const states = (state: unknown) => recordFilterSchema.parse({ couponId, state }).state;
    expect([states("used"), states(null), states(["used", "expired"])]).toEqual([
      ["used"],
      [],
      ["used", "expired"],
    ]);
    expect(recordFilterSchema.parse({ couponId }).state).toEqual([]);
  });

  it("tell as much of a member as the role may see", async () => {
    const of = async (role: Parameters<typeof testScope>[1]) => {
      const page = await records({}, staff(role));
      return page.rows.find((row) => row.memberId === world.amy);
    };
    // Whole numbers are looked at one by one, whoever looks (S-38).
    expect((await of("group_admin"))?.phone).toBe("+852 •••• 4567");
    const marketer = await of("marketer");
    expect(marketer?.name).toBe("Amy Lee");
    expect(marketer?.phone).toBe("+852 •••• 4567");
    const analyst = await of("analyst");
    expect(analyst).toMatchObject({ name: null, nickname: null, phone: "••••" });
    expect(analyst?.code).toMatch(/^•••• \w{4}$/);
    expect(marketer?.code).toMatch(/^\w{13}$/);
    expect((await records({ q: "Amy Lee" }, staff("analyst"))).total).toBe(0);
  });

  it("are those of one's own stores' members, and never another merchant's", async () => {
    expect((await records({}, staff("store_manager", { storeIds: [world.north] }))).total).toBe(5);
    expect((await records({}, staff("store_manager", { storeIds: [] }))).total).toBe(0);
    expect((await listCouponVouchers(staff(), { couponId: world.foreign, now })).total).toBe(0);
    expect((await listCouponVouchers(testScope(world.other), { couponId: world.days, now })).total).toBe(0);
    expect(
      await db().select({ id: vouchers.id }).from(vouchers).where(eq(vouchers.couponId, world.foreign)),
    ).toHaveLength(1);
  });
});
