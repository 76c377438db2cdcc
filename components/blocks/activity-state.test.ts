import { describe, expect, it } from "vitest";
import { activityState, type PageFacts } from "@/components/blocks/activity-state";
import { type PoolFacts, poolIsGone } from "@/components/blocks/pool-gone";
import type { CouponStanding } from "@/lib/coupons/rules/status";

const now = new Date("2026-11-21T10:00:00Z");
const at = (iso: string) => new Date(iso);

const coupon = {
  publishedAt: at("2026-11-01T00:00:00Z"),
  pausedAt: null,
  endedAt: null,
  archivedAt: null,
  validFrom: null,
  validUntil: null,
  quantity: null,
  issued: 0,
} satisfies CouponStanding;

const pool = (id: string, more: Partial<PoolFacts> = {}): PoolFacts => ({
  id,
  inventory: 10,
  issued: 0,
  prizes: [{ quantity: 1, coupon }],
  ...more,
});

const activity: PageFacts["activity"] = {
  startsAt: at("2026-11-20T00:00:00Z"),
  endsAt: at("2026-11-30T00:00:00Z"),
  publishedAt: at("2026-11-01T00:00:00Z"),
  pausedAt: null,
  archivedAt: null,
  timeZone: "Asia/Hong_Kong",
  audience: { type: "all" },
  rules: { kind: "code_redemption", perMember: null },
  perMember: null,
  perMemberPerDay: null,
};

const counts = { total: 0, day: null, today: 0, wins: new Map<string, number>() };
const page = (more: Partial<PageFacts> = {}, settings: Partial<PageFacts["activity"]> = {}): PageFacts => ({
  activity: { ...activity, ...settings },
  pools: [pool("a"), pool("b")],
  total: null,
  used: 0,
  counts,
  ...more,
});
const member = {
  facts: { id: "mbr_1", isNew: true, planIds: [], tierIds: [], groupIds: [], tagIds: [] },
  blocked: false,
  homeStoreId: null,
};
const kindOf = (of: PageFacts, who: typeof member | null = member) => activityState(of, who, now).kind;

describe("the state of an activity's page", () => {
  it("runs for a visitor and for a member whom nothing hinders", () => {
    expect(kindOf(page(), null)).toBe("running");
    expect(kindOf(page())).toBe("running");
  });

  it.each([
    ["not_started", { startsAt: at("2026-11-21T10:00:00.001Z") }],
    ["running", { startsAt: now }],
    ["ended", { endsAt: now }],
    ["running", { endsAt: at("2026-11-21T10:00:00.001Z") }],
    ["paused", { pausedAt: now }],
    ["archived", { archivedAt: now }],
  ] as const)("is %s with %j", (kind, settings) => {
    expect(kindOf(page({}, settings))).toBe(kind);
  });

  it("tells a blocked member and one it is not for, each in their own way, before limits and stock", () => {
    const gone = { total: 1, used: 1 };
    expect(kindOf(page(gone), { ...member, blocked: true })).toBe("blocked");
    expect(kindOf(page(gone, { audience: { type: "existing" } }))).toBe("not_eligible");
    expect(kindOf(page({}, { audience: { type: "existing" } }), null)).toBe("running");
  });

  it("says how much of a limit is used, and when a daily one starts over", () => {
    const one = { ...counts, total: 1, day: "2026-11-21", today: 1 };
    expect(activityState(page({ counts: one }, { perMember: 1 }), member, now)).toEqual({
      kind: "limit_total",
      used: 1,
      limit: 1,
    });
    expect(activityState(page({ counts: one }, { perMemberPerDay: 1 }), member, now)).toEqual({
      kind: "limit_today",
      used: 1,
      limit: 1,
      at: at("2026-11-21T16:00:00Z"),
    });
    const yesterday = { ...one, day: "2026-11-20" };
    expect(kindOf(page({ counts: yesterday }, { perMemberPerDay: 1 }))).toBe("running");
  });

  it("is at its limit with the passwords only when every one is used up", () => {
    const rules = { kind: "code_redemption", perMember: 1 } as const;
    const winsOf = (...ids: string[]) => ({
      ...counts,
      total: ids.length,
      wins: new Map(ids.map((id) => [id, 1])),
    });
    expect(kindOf(page({ counts: winsOf("a") }, { rules }))).toBe("running");
    expect(activityState(page({ counts: winsOf("a", "b") }, { rules }), member, now)).toEqual({
      kind: "limit_total",
      used: 2,
      limit: 2,
    });
  });

  it("is sold out when the activity is, or when every gift is", () => {
    const empty = { issued: 10 };
    expect(kindOf(page({ total: 5, used: 5 }))).toBe("sold_out");
    expect(kindOf(page({ pools: [pool("a", empty), pool("b", empty)] }))).toBe("sold_out");
    expect(kindOf(page({ pools: [pool("a", empty), pool("b")] }))).toBe("running");
  });

  it("does not call sold out what only cannot be given now", () => {
    const paused = pool("a", { prizes: [{ quantity: 1, coupon: { ...coupon, pausedAt: now } }] });
    expect(kindOf(page({ pools: [paused] }))).toBe("unavailable");
    expect(kindOf(page({ pools: [paused, pool("b", { issued: 10 })] }))).toBe("unavailable");
    expect(kindOf(page({ pools: [paused, pool("b")] }))).toBe("running");
  });
});

describe("a gift", () => {
  it("is gone when its stock is, or when one of its coupons cannot be given as often as it gives it", () => {
    const with1 = (more: Partial<CouponStanding>, quantity = 1) =>
      pool("a", { prizes: [{ quantity, coupon: { ...coupon, ...more } }] });
    expect(poolIsGone(with1({}), now)).toBe(false);
    expect(poolIsGone(pool("a", { issued: 10 }), now)).toBe(true);
    expect(poolIsGone(with1({ quantity: 3, issued: 2 }), now)).toBe(false);
    expect(poolIsGone(with1({ quantity: 3, issued: 2 }, 2), now)).toBe(true);
    expect(poolIsGone(with1({ pausedAt: now }), now)).toBe(true);
  });
});
