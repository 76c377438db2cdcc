import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { voucherWindow } from "@/lib/coupons/rules/window";
import { localDate } from "@/lib/kernel/time";

const NY = "America/New_York";
const iso = (window: ReturnType<typeof voucherWindow>) => [
  window?.from.toISOString(),
  window?.until?.toISOString(),
];
const days = (startAfterDays: number, n: number) => ({
  type: "days_after_claim" as const,
  startAfterDays,
  days: n,
});

describe("the window of a voucher (C12)", () => {
  it("of one day at once runs until the local midnight that ends the next day", () => {
    const window = voucherWindow(days(0, 1), new Date("2026-11-21T04:00:00Z"), "Asia/Hong_Kong");
    expect(iso(window)).toEqual(["2026-11-21T04:00:00.000Z", "2026-11-22T16:00:00.000Z"]);
  });

  it("after two days for three runs over three whole local days", () => {
    const window = voucherWindow(days(2, 3), new Date("2026-11-21T04:00:00Z"), "Asia/Hong_Kong");
    expect(iso(window)).toEqual(["2026-11-22T16:00:00.000Z", "2026-11-25T16:00:00.000Z"]);
  });

  it("keeps local midnights across the day the clocks go forward and the day they go back", () => {
    const spring = voucherWindow(days(0, 1), new Date("2027-03-13T17:00:00Z"), NY);
    expect(iso(spring)).toEqual(["2027-03-13T17:00:00.000Z", "2027-03-15T04:00:00.000Z"]);
    const autumn = voucherWindow(days(1, 1), new Date("2027-11-06T16:00:00Z"), NY);
    expect(iso(autumn)).toEqual(["2027-11-07T04:00:00.000Z", "2027-11-08T05:00:00.000Z"]);
  });

  it("begins when the day begins where there is no midnight", () => {
    const window = voucherWindow(days(1, 1), new Date("2027-04-29T12:00:00Z"), "Africa/Cairo");
    expect(iso(window)).toEqual(["2027-04-29T22:00:00.000Z", "2027-04-30T21:00:00.000Z"]);
  });

  it("of hours is elapsed time, whatever the clocks do", () => {
    const window = voucherWindow(
      { type: "hours_after_claim", hours: 23 },
      new Date("2027-03-14T06:00:00Z"),
      NY,
    );
    expect(iso(window)).toEqual(["2027-03-14T06:00:00.000Z", "2027-03-15T05:00:00.000Z"]);
  });

  it("of fixed dates is those dates, and null once they are over", () => {
    const fixed = {
      type: "fixed" as const,
      from: "2026-12-01T00:00:00+08:00",
      until: "2027-01-01T00:00:00+08:00",
    };
    expect(iso(voucherWindow(fixed, new Date("2026-11-01T00:00:00Z"), NY))).toEqual([
      "2026-11-30T16:00:00.000Z",
      "2026-12-31T16:00:00.000Z",
    ]);
    expect(voucherWindow(fixed, new Date("2026-12-31T15:59:59.999Z"), NY)).not.toBeNull();
    expect(voucherWindow(fixed, new Date("2026-12-31T16:00:00.000Z"), NY)).toBeNull();
  });

  it("of a permanent coupon has no end", () => {
    expect(voucherWindow({ type: "permanent" }, new Date(0), NY)).toEqual({ from: new Date(0), until: null });
  });

  it("is never empty and covers at least the days it promises", () => {
    const at = fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
    const zone = fc.constantFrom(
      "Africa/Cairo",
      "America/Santiago",
      NY,
      "Asia/Hong_Kong",
      "Australia/Lord_Howe",
    );
    fc.assert(
      fc.property(
        at,
        zone,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 400 }),
        (t, z, after, n) => {
          const window = voucherWindow(days(after, n), t, z);
          if (!window?.until) throw new Error("days after claim always have an end");
          expect(window.from >= t && window.from < window.until).toBe(true);
          const length = (window.until.getTime() - window.from.getTime()) / 86_400_000;
          expect(Math.round(length) >= n || after === 0).toBe(true);
          expect(localDate(window.until, z) > localDate(window.from, z)).toBe(true);
        },
      ),
    );
  });
});
