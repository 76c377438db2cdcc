import { describe, expect, it } from "vitest";
import { type ClaimFacts, type PrizeFacts, planClaims } from "@/lib/activities/rules/plan";

const t = (text: string) => new Date(text);
// In Hong Kong it is the 21st already, in New York and by UTC still the 20th.
const now = t("2026-11-20T23:00:00Z");

const prize = (coupon: Partial<PrizeFacts["coupon"]> = {}): PrizeFacts => ({
  poolId: "pol_1",
  position: 1,
  couponId: "cpn_1",
  quantity: 2,
  coupon: {
    revision: 4,
    termsVersion: 3,
    name: "Tea",
    validity: { type: "permanent" },
    publishedAt: t("2026-01-01T00:00:00Z"),
    pausedAt: null,
    endedAt: null,
    archivedAt: null,
    validFrom: null,
    validUntil: null,
    quantity: null,
    issued: 0,
    ...coupon,
  },
});

const facts = (activity: Partial<ClaimFacts["activity"]> = {}, prizes = [prize()], at = now): ClaimFacts => ({
  activity: {
    id: "act_1",
    revision: 7,
    name: "Winter",
    timeZone: "Asia/Hong_Kong",
    startsAt: t("2026-11-01T00:00:00Z"),
    endsAt: t("2026-12-01T00:00:00Z"),
    publishedAt: t("2026-11-01T00:00:00Z"),
    pausedAt: null,
    archivedAt: null,
    audience: { type: "all" },
    perMember: 5,
    perMemberPerDay: 2,
    perPassword: 3,
    limited: true,
    ...activity,
  },
  merchant: { revision: 9, zone: "America/New_York" },
  pools: [{ id: "pol_1", passwordHash: "hash" }],
  prizes,
  now: at,
});
const plan = (...args: Parameters<typeof facts>) => planClaims(facts(...args), "pol_1");

describe("the plan of a pool", () => {
  it("names the revisions, limits, terms and copies that it was made from", () => {
    expect(plan()).toMatchObject({
      revision: 7,
      merchantRevision: 9,
      passwordHash: "hash",
      perMember: 5,
      perMemberPerDay: 2,
      perPassword: 3,
      limited: true,
      units: 2,
      items: [{ couponId: "cpn_1", revision: 4, version: 3, quantity: 2, limited: false, available: true }],
    });
  });

  it("counts the day in the activity's zone, not by UTC nor at the merchant's (I-3)", () => {
    expect(plan()?.day).toBe("2026-11-21");
    expect(plan({ timeZone: "America/New_York" })?.day).toBe("2026-11-20");
  });

  it("is true from the instant of its facts, and no longer than its local day", () => {
    expect(plan()).toMatchObject({ from: now.toISOString(), until: "2026-11-21T16:00:00.000Z" });
    const winter = { timeZone: "America/New_York" };
    expect(plan(winter)?.until).toBe("2026-11-21T05:00:00.000Z");
  });

  it("is true no longer than the activity, and until the window of a prize would be another", () => {
    expect(plan({ endsAt: t("2026-11-21T01:00:00Z") })?.until).toBe("2026-11-21T01:00:00.000Z");
    const fixed = prize({
      validity: { type: "fixed", from: "2026-11-01T00:00:00Z", until: "2026-11-21T02:00:00Z" },
    });
    expect(plan({}, [prize(), fixed])?.until).toBe("2026-11-21T02:00:00.000Z");
    // Days of a coupon are the merchant's, which turn in New York.
    const days = prize({ validity: { type: "days_after_claim", startAfterDays: 1, days: 3 } });
    expect(plan({}, [days])?.until).toBe("2026-11-21T05:00:00.000Z");
  });

  it("is made only while the activity runs, for a pool of its own", () => {
    expect(plan({ publishedAt: null })).toBeNull();
    expect(plan({ pausedAt: now })).toBeNull();
    expect(plan({ archivedAt: now })).toBeNull();
    expect(plan({ startsAt: t("2026-11-20T23:00:00.001Z") })).toBeNull();
    expect(plan({ endsAt: now })).toBeNull();
    expect(planClaims(facts(), "pol_2")).toBeNull();
  });

  it("gives no coupon that is paused, ended or over, and leaves stock to whoever holds its lock", () => {
    const available = (coupon: Partial<PrizeFacts["coupon"]>) =>
      plan({}, [prize(coupon)])?.items[0]?.available;
    expect(available({ pausedAt: now })).toBe(false);
    expect(available({ endedAt: now })).toBe(false);
    expect(available({ archivedAt: now })).toBe(false);
    const over = "2026-11-20T23:00:00.000Z";
    const validity = { type: "fixed", from: "2026-11-01T00:00:00Z", until: over } as const;
    expect(available({ validity, validUntil: t(over) })).toBe(false);
    expect(available({ validity })).toBe(false);
    expect(available({ quantity: 5, issued: 5 })).toBe(true);
  });
});
