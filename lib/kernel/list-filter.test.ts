import { describe, expect, it } from "vitest";
import { readDays, readNumbers, writeDays, writeNumbers } from "@/lib/kernel/list-filter";
import { spanOf } from "@/lib/kernel/list-span";

describe("numbers in the address of a list", () => {
  it.each([
    ["100..500", { least: 100, most: 500 }],
    ["100..", { least: 100, most: null }],
    ["..0", { least: null, most: 0 }],
    ["5..5", { least: 5, most: 5 }],
  ])("%s is read, and written as it was", (text, numbers) => {
    expect(readNumbers(text)).toEqual(numbers);
    expect(writeNumbers(numbers)).toBe(text);
  });

  it.each(["", "..", "500", "-1..", "1.5..", "500..100", "1..2..3", "1e3..", "9999999999999.."])(
    "“%s” asks nothing",
    (text) => {
      expect(readNumbers(text)).toBeNull();
    },
  );
});

describe("days in the address of a list", () => {
  it.each([
    ["30d", { last: 30 }],
    ["2026-01-01..2026-01-31", { from: "2026-01-01", until: "2026-01-31" }],
    ["2026-01-01..", { from: "2026-01-01", until: null }],
    ["..2026-01-31", { from: null, until: "2026-01-31" }],
  ])("%s are read, and written as they were", (text, days) => {
    expect(readDays(text)).toEqual(days);
    expect(writeDays(days)).toBe(text);
  });

  it.each([
    "",
    "..",
    "0d",
    "3651d",
    "2026-02-30..",
    "2026-02-01",
    "2026-02-02..2026-02-01",
    "1..2",
    "..a..b",
  ])("“%s” asks nothing", (text) => {
    expect(readDays(text)).toBeNull();
  });

  it("begin and end by the clock of the zone, the last one wholly inside", () => {
    const span = spanOf({ from: "2026-01-01", until: "2026-01-01" }, "Asia/Hong_Kong", new Date());
    expect(span).toEqual({
      from: new Date("2025-12-31T16:00:00Z"),
      until: new Date("2026-01-01T16:00:00Z"),
    });
    const now = new Date("2026-03-01T12:00:00Z");
    expect(spanOf({ last: 2 }, "UTC", now)).toEqual({ from: new Date("2026-02-27T12:00:00Z"), until: null });
    expect(spanOf({ from: null, until: "9999-12-31" }, "UTC", now)).toEqual({ from: null, until: null });
  });
});
