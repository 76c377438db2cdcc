import { describe, expect, it } from "vitest";
import type { CouponStanding } from "@/lib/coupons/rules/status";
import type { CouponValidity } from "@/lib/coupons/schema";
import { shortfalls } from "@/lib/packs/rules/shortfall";
import { packContentsSchema } from "@/lib/packs/schema";

const now = new Date("2026-03-01T04:00:00Z");
const zone = "Asia/Hong_Kong";
const forEver: CouponValidity = { type: "permanent" };
const until = (day: string): Partial<Coupon> => ({
  validity: { type: "fixed", from: "2026-01-01T00:00:00Z", until: `${day}T16:00:00Z` },
  validUntil: new Date(`${day}T16:00:00Z`),
});
type Coupon = CouponStanding & { validity: CouponValidity };
const coupon = (more: Partial<Coupon> = {}): Coupon => ({
  ...{ publishedAt: now, pausedAt: null, endedAt: null, archivedAt: null, validFrom: null, validUntil: null },
  ...{ quantity: null, issued: 0, validity: forEver },
  ...more,
});
const item = (couponId: string, quantity = 1, more: object = {}) => ({
  couponId,
  quantity,
  validDays: 5,
  ...more,
});
const monthly = (cycles: number, more: object = {}) =>
  packContentsSchema.parse({
    schedule: { type: "recurring", every: { unit: "month", day: 1 }, cycles },
    items: [item("cpn_a")],
    ...more,
  });
const asked = (
  contents: ReturnType<typeof monthly>,
  coupons: Record<string, Coupon>,
  packs: number | null = null,
) => shortfalls(contents, new Map(Object.entries(coupons)), { now, zone, packs });

describe("a pack that recurs", () => {
  it("outlives a coupon from its first delivery after the coupon's end on", () => {
    // Bought in March: April, May and June come; the coupon ends with the last of May.
    expect(asked(monthly(12), { cpn_a: coupon(until("2026-05-31")) })).toEqual([
      { type: "ends", couponId: "cpn_a", delivery: 4 },
    ]);
    expect(asked(monthly(3), { cpn_a: coupon(until("2026-05-31")) })).toEqual([]);
    expect(asked(monthly(366), { cpn_a: coupon() })).toEqual([]);
  });

  it("outlives it at the instant of a delivery, and not a moment before", () => {
    // The fourth comes at the local midnight that begins the first of June.
    const at = (text: string) => coupon({ ...until("2026-05-31"), validUntil: new Date(text) });
    const validity = (text: string): CouponValidity => ({
      type: "fixed",
      from: "2026-01-01T00:00:00Z",
      until: text,
    });
    const ends = (text: string) => asked(monthly(4), { cpn_a: { ...at(text), validity: validity(text) } });
    expect(ends("2026-05-31T16:00:00.000Z")).toHaveLength(1);
    expect(ends("2026-05-31T16:00:00.001Z")).toEqual([]);
  });

  it("is not said to outlive what its first delivery alone brings", () => {
    const contents = monthly(12, { firstItems: [item("cpn_b")] });
    expect(asked(contents, { cpn_a: coupon(), cpn_b: coupon(until("2026-03-20")) })).toEqual([]);
    expect(asked(contents, { cpn_a: coupon(), cpn_b: coupon({ endedAt: now }) })).toEqual([
      { type: "ends", couponId: "cpn_b", delivery: 1 },
    ]);
  });

  it("outlives a coupon that would begin to be good only once it is over", () => {
    const contents = packContentsSchema.parse({
      schedule: { type: "once" },
      items: [item("cpn_a", 1, { starts: { type: "days", days: 60 } })],
    });
    expect(asked(contents, { cpn_a: coupon(until("2026-04-01")) })).toEqual([
      { type: "ends", couponId: "cpn_a", delivery: 1 },
    ]);
  });
});

describe("a limited coupon", () => {
  it("has to last for one pack's deliveries, and for all packs there are", () => {
    const contents = monthly(12, { firstItems: [item("cpn_a", 3)] });
    const left = (n: number) => ({ cpn_a: coupon({ quantity: 100, issued: 100 - n }) });
    expect(asked(contents, left(13))).toEqual([
      { type: "short", couponId: "cpn_a", needed: 14, left: 13, packs: 1 },
    ]);
    expect(asked(contents, left(14))).toEqual([]);
    expect(asked(contents, left(14), 1)).toEqual([]);
    expect(asked(contents, left(14), 2)).toEqual([
      { type: "short", couponId: "cpn_a", needed: 28, left: 14, packs: 2 },
    ]);
  });

  it("counts every line that names it", () => {
    const contents = packContentsSchema.parse({
      schedule: { type: "once" },
      items: [item("cpn_a", 2), item("cpn_a", 2)],
    });
    expect(asked(contents, { cpn_a: coupon({ quantity: 3 }) })).toMatchObject([{ needed: 4, left: 3 }]);
  });
});

it("says nothing of a coupon that is not known or still a draft", () => {
  expect(asked(monthly(3), {})).toEqual([]);
  expect(asked(monthly(3), { cpn_a: coupon({ publishedAt: null, endedAt: now }) })).toEqual([]);
});
