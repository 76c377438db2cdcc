import { describe, expect, it } from "vitest";
import { wallTime } from "@/lib/kernel/time";
import { comingDeliveries, cyclesOf, dueAt, dueDate, previewDeliveries } from "@/lib/packs/rules/schedule";
import type { PackEvery, PackSchedule } from "@/lib/packs/schema";

const day: PackEvery = { unit: "day" };
const week = (...weekdays: number[]): PackEvery => ({ unit: "week", weekdays });
const month = (dayOfMonth: number): PackEvery => ({ unit: "month", day: dayOfMonth });
const recurring = (every: PackEvery, cycles: number): PackSchedule => ({ type: "recurring", every, cycles });
const dates = (every: PackEvery, startedOn: string, count: number) =>
  Array.from({ length: count }, (_, i) => dueDate(every, startedOn, i + 1));

describe("the days of a recurring pack", () => {
  it("begin with the day it was had, and go on with every day", () => {
    expect(dates(day, "2027-02-27", 4)).toEqual(["2027-02-27", "2027-02-28", "2027-03-01", "2027-03-02"]);
  });

  it("are the named day of each week after that, never the first day twice", () => {
    // A Wednesday.
    expect(dates(week(3), "2027-03-10", 3)).toEqual(["2027-03-10", "2027-03-17", "2027-03-24"]);
    expect(dates(week(1), "2027-03-10", 3)).toEqual(["2027-03-10", "2027-03-15", "2027-03-22"]);
  });

  it("are several days of a week in their order, however they were written", () => {
    expect(dates(week(5, 1), "2027-03-10", 5)).toEqual([
      ...["2027-03-10", "2027-03-12", "2027-03-15", "2027-03-19", "2027-03-22"],
    ]);
  });

  it("are the last day of a month that lacks the named one", () => {
    expect(dates(month(31), "2027-01-31", 5)).toEqual([
      ...["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"],
    ]);
    expect(dates(month(30), "2028-01-15", 4)).toEqual([
      ...["2028-01-15", "2028-01-30", "2028-02-29", "2028-03-30"],
    ]);
  });

  it("skip to the next month where this month's day is over or is today", () => {
    expect(dates(month(10), "2027-03-10", 3)).toEqual(["2027-03-10", "2027-04-10", "2027-05-10"]);
    expect(dates(month(9), "2027-03-10", 3)).toEqual(["2027-03-10", "2027-04-09", "2027-05-09"]);
    expect(dates(month(29), "2027-02-28", 2)).toEqual(["2027-02-28", "2027-03-29"]);
    expect(dates(month(29), "2028-02-28", 2)).toEqual(["2028-02-28", "2028-02-29"]);
    expect(dates(month(5), "2027-12-20", 2)).toEqual(["2027-12-20", "2028-01-05"]);
  });

  it("follow one another for as many cycles as there can be, whatever the day they begin", () => {
    for (const every of [day, week(7), week(2, 4, 6), month(1), month(29), month(31)]) {
      for (const startedOn of ["2027-01-31", "2027-12-31", "2028-02-29"]) {
        const all = dates(every, startedOn, 366);
        expect(all).toEqual([...new Set(all)].sort());
      }
    }
  });
});

describe("the instant of a delivery (I-19)", () => {
  // Days of 23 and 25 hours, days without a midnight, half-hour changes: reliability.md section 2.5.
  it.each([
    ["America/New_York", "2027-03-14", "2027-03-14T05:00:00.000Z"],
    ["America/New_York", "2027-11-07", "2027-11-07T04:00:00.000Z"],
    ["Europe/London", "2027-03-28", "2027-03-28T00:00:00.000Z"],
    ["Europe/London", "2027-10-31", "2027-10-30T23:00:00.000Z"],
    ["Africa/Cairo", "2027-04-30", "2027-04-29T22:00:00.000Z"],
    ["Africa/Cairo", "2027-10-29", "2027-10-28T22:00:00.000Z"],
    ["America/Santiago", "2027-09-05", "2027-09-05T04:00:00.000Z"],
    ["America/Santiago", "2027-04-04", "2027-04-04T04:00:00.000Z"],
    ["Asia/Beirut", "2027-03-28", "2027-03-27T22:00:00.000Z"],
    ["Asia/Beirut", "2027-10-31", "2027-10-30T22:00:00.000Z"],
    ["Australia/Lord_Howe", "2027-10-03", "2027-10-02T13:30:00.000Z"],
    ["Australia/Lord_Howe", "2027-04-04", "2027-04-03T13:00:00.000Z"],
    ["Asia/Hong_Kong", "2027-03-01", "2027-02-28T16:00:00.000Z"],
  ])("in %s on %s is the first there is of that day", (zone, date, instant) => {
    const before = dueDate(day, date, 0);
    const started = new Date(Date.parse(`${before}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    const at = dueAt(recurring(day, 366), started, 2, zone);
    expect(at?.toISOString()).toBe(instant);
    expect(wallTime(at ?? new Date(0), zone).slice(0, 10)).toBe(date);
  });

  it("comes once for each day of a year, in any zone", () => {
    for (const zone of ["America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia"]) {
      const all = comingDeliveries(recurring(day, 366), "2027-01-01", 2, zone, 366);
      expect(all).toHaveLength(365);
      const local = all.map(({ at }) => wallTime(at, zone).slice(0, 10));
      expect(local).toEqual(all.map(({ date }) => date));
      expect(new Set(local).size).toBe(365);
    }
  });

  it("is none after the last cycle, and none of a pack that comes once", () => {
    expect(dueAt(recurring(day, 3), "2027-01-01", 3, "UTC")?.toISOString()).toBe("2027-01-03T00:00:00.000Z");
    expect(dueAt(recurring(day, 3), "2027-01-01", 4, "UTC")).toBeNull();
    expect(dueAt({ type: "once" }, "2027-01-01", 2, "UTC")).toBeNull();
    expect(comingDeliveries({ type: "once" }, "2027-01-01", 2, "UTC", 6)).toEqual([]);
    expect([cyclesOf({ type: "once" }), cyclesOf(recurring(day, 12))]).toEqual([1, 12]);
  });
});

describe("the calendar of the form", () => {
  it("shows what somebody would get who has it now: at once, then by its days", () => {
    const now = new Date("2027-01-30T20:00:00Z");
    const shown = previewDeliveries(recurring(month(31), 4), now, "Asia/Hong_Kong");
    expect(shown.map(({ cycle, date }) => [cycle, date])).toEqual([
      ...[
        [1, "2027-01-31"],
        [2, "2027-02-28"],
        [3, "2027-03-31"],
        [4, "2027-04-30"],
      ],
    ]);
    expect(shown[0]?.at).toBe(now);
    expect(shown[1]?.at.toISOString()).toBe("2027-02-27T16:00:00.000Z");
  });

  it("shows six at most, and one of a pack that comes once", () => {
    const now = new Date("2027-01-30T20:00:00Z");
    expect(previewDeliveries(recurring(day, 100), now, "UTC")).toHaveLength(6);
    expect(previewDeliveries({ type: "once" }, now, "UTC")).toHaveLength(1);
    expect(previewDeliveries(recurring(day, 1), now, "UTC")).toHaveLength(1);
  });
});
