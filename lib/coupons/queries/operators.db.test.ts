import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { couponStock, coupons } from "@/db/schema/coupons";
import { makeMerchant, makeStore, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { chosenCoupons } from "@/lib/coupons/queries/chosen";
import { listCoupons } from "@/lib/coupons/queries/coupons";
import type { CouponListQuery } from "@/lib/coupons/queries/reach";

const DAY = 86_400_000;
const now = new Date("2026-11-21T04:00:00Z");
const ago = (days: number) => new Date(now.getTime() - days * DAY);

let merchantId = "";
let north = "";

beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    north = await makeStore(tx, merchantId, { name: "North" });
    const make = (name: string, days: number, sketch: object, marks: object = {}) =>
      makeCoupon(
        tx,
        merchantId,
        { name, ...sketch },
        { publishedAt: ago(days), createdAt: ago(days), ...marks },
      );
    const ten = await make("a ten", 40, { distribution: { methods: ["public"], quantity: 10 } });
    const here = await make("b here", 20, { conditions: { storeIds: [north] } });
    await make("c paused", 10, { distribution: { quantity: 100 } }, { pausedAt: ago(1) });
    await make("d gone", 5, {}, { archivedAt: ago(1) });
    await tx
      .update(coupons)
      .set({ tags: ["x"] })
      .where(eq(coupons.id, ten));
    await tx
      .update(coupons)
      .set({ tags: ["x", "y"] })
      .where(eq(coupons.id, here));
    await tx.update(couponStock).set({ issued: 7 }).where(eq(couponStock.couponId, ten));
  });
});

async function named(query: CouponListQuery): Promise<string> {
  const scope = testScope(merchantId);
  const { rows, total } = await listCoupons(scope, { ...query, sort: "name", descending: false, now });
  expect(total).toBe(rows.length);
  const all = await chosenCoupons(scope, { filter: query }, 10, { now });
  expect(all.map(({ name }) => name).sort()).toEqual(rows.map(({ name }) => name));
  return rows.map(({ name }) => name[0]).join("");
}

describe("the coupon list", () => {
  it("leaves out what is one of some values, and who has no value stays; archived ones stay hidden", async () => {
    expect(await named({})).toBe("abc");
    expect(await named({ without: { status: ["paused"] } })).toBe("ab");
    expect(await named({ without: { status: ["paused", "active"] } })).toBe("");
    expect(await named({ without: { tag: ["y"] } })).toBe("ac");
    expect(await named({ tag: ["x"], without: { tag: ["y"] } })).toBe("a");
    expect(await named({ without: { store: [north] } })).toBe("");
    expect(await named({ without: { creator: ["stf_nobody"] } })).toBe("abc");
    expect(await named({ status: ["archived"], without: { status: ["paused"] } })).toBe("d");
  });

  it("is narrowed by how many are left of a limited coupon, at least and at most", async () => {
    expect(await named({ left: { least: null, most: 3 } })).toBe("a");
    expect(await named({ left: { least: 4, most: null } })).toBe("c");
    expect(await named({ left: { least: 3, most: 100 } })).toBe("ac");
    expect(await named({ left: { least: null, most: null } })).toBe("ac");
  });

  it("is narrowed by when a coupon was made, from one instant and until before another", async () => {
    const at = (days: number) => ago(days).toISOString();
    expect(await named({ created: { from: at(20), until: null } })).toBe("bc");
    expect(await named({ created: { from: null, until: at(20) } })).toBe("a");
    expect(await named({ created: { from: at(40), until: at(10) } })).toBe("ab");
  });
});
