import { describe, expect, it } from "vitest";
import { type DeliveredCoupon, planDelivery, portionsOf } from "@/lib/packs/rules/deliver";
import type { PackItem } from "@/lib/packs/schema";

const now = new Date("2027-03-01T12:00:00Z");
const coupon = (id: string, more: Partial<DeliveredCoupon> = {}): DeliveredCoupon => ({
  ...{ id, termsVersion: 3, validity: { type: "permanent" }, quantity: null, issued: 0 },
  ...{ publishedAt: now, pausedAt: null, endedAt: null, archivedAt: null, validFrom: null, validUntil: null },
  ...more,
});
const item = (couponId: string, quantity = 1): PackItem => ({
  ...{ couponId, quantity, starts: { type: "at_once" }, validDays: 7 },
});
const holder = (name: string, packs = 1) => ({ name, packs });
const plan = (items: PackItem[], coupons: DeliveredCoupon[], holders: { name: string; packs: number }[]) => {
  const made = planDelivery(items, new Map(coupons.map((one) => [one.id, one])), holders, {
    now,
    zone: "UTC",
  });
  return {
    deliver: made.deliver.map(({ name }) => name),
    wait: made.wait.map(({ holder: { name }, couponId }) => [name, couponId]),
    items: made.items,
  };
};

describe("a delivery", () => {
  it("brings everything to everybody, bound to the terms of the day and in its window", () => {
    const made = plan([item("a", 2), item("b")], [coupon("a"), coupon("b")], [holder("x"), holder("y", 3)]);
    expect(made).toMatchObject({ deliver: ["x", "y"], wait: [] });
    expect(made.items).toMatchObject([
      { couponId: "a", quantity: 2, termsVersion: 3, window: { from: now } },
      { couponId: "b", quantity: 1 },
    ]);
  });

  it("gives the last of a limited coupon in turn, all of a pack or none, and passes who needs too many", () => {
    const few = coupon("a", { quantity: 10, issued: 4 });
    const holders = [holder("x"), holder("y", 3), holder("z"), holder("last")];
    expect(plan([item("a", 2)], [few], holders)).toMatchObject({
      deliver: ["x", "z", "last"],
      wait: [["y", "a"]],
    });
  });

  it("counts a coupon that stands in it twice twice", () => {
    const few = coupon("a", { quantity: 5 });
    expect(plan([item("a", 2), item("a", 1)], [few], [holder("x"), holder("y")])).toMatchObject({
      deliver: ["x"],
      wait: [["y", "a"]],
    });
  });

  it.each([
    ["is over", { endedAt: now }],
    ["is archived", { archivedAt: now }],
    ["has passed its fixed dates", { validFrom: new Date(0), validUntil: now }],
  ])("waits as a whole for a coupon that %s", (_, more) => {
    const made = plan([item("b"), item("a")], [coupon("a", more), coupon("b")], [holder("x")]);
    expect(made).toMatchObject({ deliver: [], wait: [["x", "a"]] });
  });

  it("waits for a coupon that is not there", () => {
    expect(plan([item("a")], [], [holder("x")])).toMatchObject({ deliver: [], wait: [["x", "a"]] });
  });

  it("is held back by no pause: it was promised before", () => {
    expect(plan([item("a")], [coupon("a", { pausedAt: now })], [holder("x")])).toMatchObject({
      deliver: ["x"],
    });
  });
});

describe("portions of a delivery", () => {
  const names = (holders: { name: string; packs: number }[], coupons: number, most: number) =>
    portionsOf(holders, coupons, most).map((portion) => portion.map(({ name }) => name));

  it("hold as many coupons as they may and no more, whoever gets more than that being alone", () => {
    const holders = [holder("a"), holder("b"), holder("c", 3), holder("d"), holder("e", 9), holder("f")];
    expect(names(holders, 10, 50)).toEqual([["a", "b", "c"], ["d"], ["e"], ["f"]]);
    expect(names(holders, 1, 50)).toEqual([["a", "b", "c", "d", "e", "f"]]);
    expect(names([], 10, 50)).toEqual([]);
  });
});
