import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { voucherWindow, windowPlan } from "@/lib/coupons/rules/window";
import type { CouponValidity } from "@/lib/coupons/schema";
import { addHours } from "@/lib/kernel/time";

/** Zones whose clocks change by an hour, by half of one, and where midnight may not exist (reliability 2.5). */
const zones = [
  "Asia/Hong_Kong",
  "America/New_York",
  "Africa/Cairo",
  "America/Santiago",
  "Australia/Lord_Howe",
];
const instant = fc.date({
  min: new Date("2027-01-01T00:00:00Z"),
  max: new Date("2027-12-31T00:00:00Z"),
  noInvalidDate: true,
});

const validity: fc.Arbitrary<CouponValidity> = fc.oneof(
  fc.tuple(instant, fc.integer({ min: 1, max: 60 })).map(([from, days]) => ({
    type: "fixed" as const,
    from: from.toISOString(),
    until: addHours(from, days * 24).toISOString(),
  })),
  fc.record({
    type: fc.constant("days_after_claim" as const),
    startAfterDays: fc.integer({ min: 0, max: 3 }),
    days: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({
    type: fc.constant("hours_after_claim" as const),
    hours: fc.integer({ min: 1, max: 23 }),
  }),
  fc.constant({ type: "permanent" as const }),
);

describe("a planned window", () => {
  it("is, at every instant it holds for, the window of a voucher issued then", () => {
    fc.assert(
      fc.property(
        ...([
          validity,
          instant,
          fc.constantFrom(...zones),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ] as const),
        (coupon, now, zone, share) => {
          const plan = windowPlan(coupon, now, zone);
          if (!plan) {
            expect(voucherWindow(coupon, now, zone)).toBeNull();
            return;
          }
          const end = plan.holdsUntil ?? addHours(now, 1000);
          const t = new Date(Math.floor(now.getTime() + share * (end.getTime() - 1 - now.getTime())));
          expect({
            from: plan.from ?? t,
            until: plan.hours === null ? plan.until : addHours(t, plan.hours),
          }).toEqual(voucherWindow(coupon, t, zone));
        },
      ),
      { numRuns: 500 },
    );
  });
});
