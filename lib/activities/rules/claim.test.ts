import { describe, expect, it } from "vitest";
import {
  limitRefusal,
  memberRefusal,
  type ParticipationCounts,
  remainingClaims,
  standingRefusal,
  supplyRefusalOf,
} from "@/lib/activities/rules/claim";
import { slugCandidate, slugOf } from "@/lib/activities/rules/slug";
import { activityStatus, mayChangeActivity } from "@/lib/activities/rules/status";
import { activityStatuses } from "@/lib/activities/schema";

const t = (n: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, 0, n));
const online = { publishedAt: t(0), pausedAt: null, archivedAt: null, startsAt: t(100), endsAt: t(200) };

describe("an activity's status (A12)", () => {
  it("is online by hand and inside its half-open period", () => {
    expect([99, 100, 199, 200].map((n) => activityStatus(online, t(n)))).toEqual([
      "not_started",
      "running",
      "running",
      "ended",
    ]);
    expect(activityStatus({ ...online, publishedAt: null }, t(150))).toBe("draft");
    expect(activityStatus({ ...online, pausedAt: t(1) }, t(150))).toBe("paused");
    expect(activityStatus({ ...online, pausedAt: t(1) }, t(200))).toBe("ended");
    expect(activityStatus({ ...online, archivedAt: t(1) }, t(150))).toBe("archived");
  });

  it("may be changed by hand exactly where that means something (I-23)", () => {
    const from = (change: Parameters<typeof mayChangeActivity>[1]) =>
      activityStatuses.filter((s) => mayChangeActivity(s, change));
    expect(from("publish")).toEqual(["draft"]);
    expect(from("pause")).toEqual(["not_started", "running"]);
    expect(from("resume")).toEqual(["paused"]);
    expect(from("archive")).toEqual(["draft", "not_started", "running", "paused", "ended"]);
    expect(from("restore")).toEqual(["archived"]);
  });

  it("refuses a claim with its own word at every state but running", () => {
    const refusal = (more: object, n = 150) => standingRefusal({ ...online, ...more }, t(n));
    expect(refusal({})).toBeNull();
    expect(refusal({}, 50)).toEqual({ code: "not_started", params: { from: t(100).toISOString() } });
    expect(refusal({}, 200)?.code).toBe("ended");
    expect(refusal({ pausedAt: t(1) })?.code).toBe("paused");
    expect(refusal({ archivedAt: t(1) })?.code).toBe("archived");
  });
});

describe("limits of one member", () => {
  const zone = "Asia/Hong_Kong";
  const none = { perMember: null, perMemberPerDay: null, perPassword: null, zone };
  const counts = (more: Partial<ParticipationCounts> = {}) => ({
    total: 0,
    day: null,
    today: 0,
    wins: 0,
    ...more,
  });
  const at = new Date("2026-11-21T15:59:59.999Z");

  it("refuse the one that would be too many, and not one earlier (shopware#4177)", () => {
    expect(limitRefusal(counts({ total: 2 }), { ...none, perMember: 3 }, at)).toBeNull();
    expect(limitRefusal(counts({ total: 3 }), { ...none, perMember: 3 }, at)).toEqual({
      code: "participation_limit_reached",
      params: { limit: 3 },
    });
    expect(limitRefusal(counts({ wins: 1 }), { ...none, perPassword: 1 }, at)?.params).toEqual({ limit: 1 });
    expect(
      limitRefusal(counts({ total: 1e6, wins: 1e6, today: 1e6, day: "2026-11-21" }), none, at),
    ).toBeNull();
  });

  it("of a day turn with the local midnight and tell when", () => {
    const limits = { ...none, perMemberPerDay: 1 };
    const today = counts({ day: "2026-11-21", today: 1 });
    expect(limitRefusal(today, limits, at)).toEqual({
      code: "daily_limit_reached",
      params: { limit: 1, resetsAt: "2026-11-21T16:00:00.000Z" },
    });
    expect(limitRefusal(today, limits, new Date("2026-11-21T16:00:00.000Z"))).toBeNull();
  });

  it("leave the smaller of what is left", () => {
    expect(remainingClaims(counts({ total: 1, wins: 1 }), { ...none, perMember: 5, perPassword: 2 })).toBe(1);
    expect(remainingClaims(counts(), none)).toBeNull();
  });
});

describe("who and what", () => {
  const member = { id: "mbr_1", isNew: false, planIds: [], tierIds: ["tir_1"], groupIds: [], tagIds: [] };
  it("a blocked or ineligible member is refused with the reason", () => {
    expect(memberRefusal({ type: "all" }, member, true)?.code).toBe("blocked");
    expect(memberRefusal({ type: "new" }, member, false)?.code).toBe("member_not_eligible");
    expect(memberRefusal({ type: "all" }, member, false)).toBeNull();
  });
  it("a pool gives its last win, and none after it", () => {
    const supply = { inventory: 5, issued: 4, total: null, participations: 99, unavailableCouponId: null };
    expect(supplyRefusalOf(supply)).toBeNull();
    expect(supplyRefusalOf({ ...supply, issued: 5 })?.code).toBe("sold_out");
    expect(supplyRefusalOf({ ...supply, total: 99 })?.code).toBe("sold_out");
    expect(supplyRefusalOf({ ...supply, unavailableCouponId: "cpn_1" })).toEqual({
      code: "prize_unavailable",
      params: { couponId: "cpn_1" },
    });
  });
});

describe("an address", () => {
  it("is made of the code's letters and digits", () => {
    expect(["Christmas 2026", "WINTER_2026", "冬日-茶", "--", "Ａ１"].map(slugOf)).toEqual([
      "christmas-2026",
      "winter-2026",
      "冬日-茶",
      "activity",
      "a1",
    ]);
    expect([1, 2, 3].map((n) => slugCandidate("winter", n))).toEqual(["winter", "winter-2", "winter-3"]);
  });
});
