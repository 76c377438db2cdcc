import { describe, expect, it } from "vitest";
import { itemWindow } from "@/lib/packs/rules/window";
import type { ItemStart } from "@/lib/packs/schema";

const open = { from: null, until: null };
const at = new Date("2027-03-13T20:00:00Z");
const window = (
  starts: ItemStart,
  validDays: number,
  zone = "America/New_York",
  bounds: Parameters<typeof itemWindow>[3] = open,
) => {
  const made = itemWindow({ starts, validDays }, at, zone, bounds);
  return made && [made.from.toISOString(), made.until.toISOString()];
};

describe("when a delivered coupon is good (K2)", () => {
  it("at once: from the delivery until the local midnight that ends its days", () => {
    expect(window({ type: "at_once" }, 1)).toEqual(["2027-03-13T20:00:00.000Z", "2027-03-15T04:00:00.000Z"]);
  });

  it("after hours: of elapsed time, also over the night in which the clocks go forward", () => {
    expect(window({ type: "hours", hours: 23 }, 1)).toEqual([
      ...["2027-03-14T19:00:00.000Z", "2027-03-16T04:00:00.000Z"],
    ]);
  });

  it("after days: for whole local days, of 23 hours too", () => {
    expect(window({ type: "days", days: 1 }, 1)).toEqual([
      ...["2027-03-14T05:00:00.000Z", "2027-03-15T04:00:00.000Z"],
    ]);
    expect(window({ type: "days", days: 48 }, 1, "Africa/Cairo")).toEqual([
      ...["2027-04-29T22:00:00.000Z", "2027-04-30T21:00:00.000Z"],
    ]);
  });

  it("never beyond the fixed dates of the coupon itself", () => {
    const bounds = { from: new Date("2027-03-14T00:00:00Z"), until: new Date("2027-03-14T12:00:00Z") };
    expect(window({ type: "at_once" }, 30, "UTC", bounds)).toEqual([
      ...["2027-03-14T00:00:00.000Z", "2027-03-14T12:00:00.000Z"],
    ]);
  });

  it("not at all where nothing is left of those", () => {
    const until = (text: string) => ({ from: null, until: new Date(text) });
    expect(window({ type: "at_once" }, 30, "UTC", until("2027-03-13T20:00:00Z"))).toBeNull();
    expect(window({ type: "days", days: 2 }, 30, "UTC", until("2027-03-14T12:00:00Z"))).toBeNull();
    expect(
      window({ type: "at_once" }, 1, "UTC", { from: new Date("2027-05-01T00:00:00Z"), until: null }),
    ).toBeNull();
  });
});
