import { describe, expect, it } from "vitest";
import { daysIn, readRange } from "@/lib/coupons/rules/range";

const today = "2026-03-15";
const ends = (asked: object) => {
  const { from, to, beforeFrom, beforeTo, parts, wrong } = readRange(asked, today);
  return { range: [from, to], before: [beforeFrom, beforeTo], days: parts, wrong };
};

describe("the range of a coupon's figures", () => {
  it("is the last seven days, today among them, where nothing or nonsense is asked", () => {
    const week = {
      range: ["2026-03-09", today],
      before: ["2026-03-02", "2026-03-08"],
      days: 7,
      wrong: false,
    };
    expect(ends({})).toEqual(week);
    expect(ends({ range: "8d" })).toEqual(week);
    expect(ends({ range: ["30d"] })).toEqual(week);
  });

  it("has as many days before it, right before it, for every preset", () => {
    expect(ends({ range: "30d" })).toMatchObject({
      range: ["2026-02-14", today],
      before: ["2026-01-15", "2026-02-13"],
    });
    expect(ends({ range: "today" })).toMatchObject({
      range: [today, today],
      days: 1,
      before: ["2026-03-14", "2026-03-14"],
    });
    expect(ends({ range: "month" })).toMatchObject({
      range: ["2026-03-01", today],
      days: 15,
      before: ["2026-02-14", "2026-02-28"],
    });
    expect(ends({ range: "last_month" })).toMatchObject({
      range: ["2026-02-01", "2026-02-28"],
      days: 28,
      before: ["2026-01-04", "2026-01-31"],
    });
  });

  it.each([
    ["quarter", "2026-03-15", "2026-01-01", "2026-03-15"],
    ["quarter", "2026-04-01", "2026-04-01", "2026-04-01"],
    ["quarter", "2026-12-31", "2026-10-01", "2026-12-31"],
    ["year", "2026-03-15", "2026-01-01", "2026-03-15"],
    ["12m", "2026-03-15", "2025-03-16", "2026-03-15"],
    ["12m", "2024-02-29", "2023-03-01", "2024-02-29"],
  ])("begins %s, asked on %s, on %s", (range, on, from, to) => {
    expect(readRange({ range }, on)).toMatchObject({ name: range, from, to, wrong: false });
  });

  it.each([
    ["2026-03-09", "2026-03-15", "2025-03-09", "2025-03-15"],
    ["2024-02-29", "2024-03-01", "2023-02-28", "2023-03-01"],
    ["2024-01-01", "2024-12-31", "2023-01-01", "2024-01-01"],
  ])("stands beside as many days a year earlier where that is asked: %s to %s", (from, to, first, last) => {
    const range = readRange({ range: "custom", from, to, beside: "year" }, today);
    expect(range).toMatchObject({ beside: "year", beforeFrom: first, beforeTo: last, wrong: false });
    expect(readRange({ beside: ["year"] }, today).beside).toBe("before");
  });

  it("takes days of one's own, both included, up to 366 of them", () => {
    expect(ends({ range: "custom", from: "2026-02-28", to: "2026-03-01" })).toEqual({
      range: ["2026-02-28", "2026-03-01"],
      before: ["2026-02-26", "2026-02-27"],
      days: 2,
      wrong: false,
    });
    expect(ends({ range: "custom", from: "2024-01-01", to: "2024-12-31" }).days).toBe(366);
  });

  it.each([
    ["the first after the last", "2026-03-02", "2026-03-01"],
    ["367 days", "2024-01-01", "2025-01-01"],
    ["a day that is not there", "2026-02-29", "2026-03-01"],
    ["half a range", undefined, "2026-03-01"],
  ])("says that %s is none, and shows the last seven days", (_, from, to) => {
    expect(ends({ range: "custom", from, to })).toMatchObject({ range: ["2026-03-09", today], wrong: true });
  });

  it("tells how many days were asked for, so that who asked for too many hears it", () => {
    expect(daysIn("2024-01-01", "2024-12-31")).toBe(366);
    expect(daysIn("2024-01-01", "2025-01-01")).toBe(367);
    expect(daysIn("2024-01-02", "2024-01-01")).toBe(0);
    expect(daysIn("", "2024-01-01")).toBeNaN();
  });

  it("is the hour that runs and the 23 before it, beside the 24 before those, where hours are known", () => {
    const clock = { now: new Date("2026-03-15T05:20:00Z"), timeZone: "Asia/Hong_Kong" };
    expect(readRange({ range: "24h", beside: "year" }, today, { clock })).toEqual({
      ...{ name: "24h", beside: "before", from: "2026-03-14", to: "2026-03-15", wrong: false },
      ...{ beforeFrom: "2026-03-13", beforeTo: "2026-03-14", parts: 24, partsBefore: 24 },
      hours: { first: new Date("2026-03-14T06:00:00Z"), until: new Date("2026-03-15T06:00:00Z") },
    });
    expect(readRange({ range: "24h" }, today)).toMatchObject({ name: "7d", wrong: false });
  });

  it("is all there ever was, more than a year of it too, with nothing beside it, where the first day is known", () => {
    const all = readRange({ range: "all" }, today, { first: "2023-03-15" });
    expect(all).toMatchObject({ name: "all", from: "2023-03-15", to: today, parts: 1097, partsBefore: 0 });
    expect(readRange({ range: "all" }, today, { first: "2026-03-16" })).toMatchObject({
      from: today,
      parts: 1,
    });
    expect(readRange({ range: "all" }, today)).toMatchObject({ name: "7d", wrong: false });
  });

  it("says nothing against somebody who has not chosen days yet", () => {
    expect(ends({ range: "custom" }).wrong).toBe(false);
  });
});
