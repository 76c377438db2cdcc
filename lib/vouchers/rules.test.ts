import { describe, expect, it } from "vitest";
import { daysLeft, isGiftOver, quotaRefusal, voucherStanding, voucherStatus } from "@/lib/vouchers/rules";

const t = (n: number) => new Date(1_800_000_000_000 + n);
const voucher = { status: "available" as const, validFrom: t(0), validUntil: t(1000) };

describe("a voucher's status (C26, C28)", () => {
  it("expires at the very instant its window ends, and only while it could be used", () => {
    expect([voucherStatus(voucher, t(999)), voucherStatus(voucher, t(1000))]).toEqual([
      "available",
      "expired",
    ]);
    for (const status of ["used", "reserved", "cancelled"] as const) {
      expect(voucherStatus({ ...voucher, status }, t(2000))).toBe(status);
    }
    expect(voucherStatus({ ...voucher, validUntil: null }, t(1e12))).toBe("available");
    // What an unpaid order keeps is its own again at the instant at which the order's time is over.
    const kept = { ...voucher, status: "reserved" as const, heldUntil: t(500) };
    expect([t(499), t(500), t(999), t(1000)].map((at) => voucherStatus(kept, at))).toEqual([
      ...["reserved", "available", "available", "expired"],
    ]);
  });
  it("has not begun before its window", () => {
    expect(voucherStanding(voucher, t(-1))).toBe("not_started");
    expect(voucherStanding(voucher, t(0))).toBe("available");
  });
  it("tells whole days left, rounded up", () => {
    expect(daysLeft({ ...voucher, validUntil: t(86_400_001) }, t(0))).toBe(2);
    expect(daysLeft(voucher, t(1000))).toBeNull();
    expect(daysLeft({ ...voucher, validUntil: null }, t(0))).toBeNull();
  });
});

describe("a coupon's claim limits (C13)", () => {
  const today = "2026-11-21";
  it("count what was given, the day beginning at zero", () => {
    const quota = { issued: 4, day: today, issuedToday: 2 };
    expect(quotaRefusal(quota, { claimLimit: 5, claimLimitPerDay: null }, 1, today)).toBeNull();
    expect(quotaRefusal(quota, { claimLimit: 5, claimLimitPerDay: null }, 2, today)).toBe(
      "claim_limit_reached",
    );
    expect(quotaRefusal(quota, { claimLimit: null, claimLimitPerDay: 2 }, 1, today)).toBe(
      "daily_limit_reached",
    );
    expect(quotaRefusal(quota, { claimLimit: null, claimLimitPerDay: 2 }, 2, "2026-11-22")).toBeNull();
    expect(quotaRefusal(null, { claimLimit: 1, claimLimitPerDay: 1 }, 2, today)).toBe("claim_limit_reached");
    expect(quotaRefusal(null, { claimLimit: null, claimLimitPerDay: null }, 99, today)).toBeNull();
  });
});

describe("an offered voucher", () => {
  it("is told to be nobody's to take from the very instant its gift ends", () => {
    const end = new Date("2026-06-11T12:00:00Z");
    expect(isGiftOver({ offeredUntil: end }, new Date(end.getTime() - 1))).toBe(false);
    expect(isGiftOver({ offeredUntil: end }, end)).toBe(true);
    expect(isGiftOver({ offeredUntil: null }, end)).toBe(false);
  });
});
