import { expect, it } from "vitest";
import { hoursToday, weekInWords } from "@/lib/merchants/rules/opening";

const hours = [
  { days: [1, 2, 3, 4, 5], from: "13:00", until: "22:00" },
  { days: [1, 2, 3, 4, 5], from: "08:00", until: "12:00" },
  { days: [6], from: "18:00", until: "02:00" },
];

it("tells when a store opens today, from the morning on", () => {
  // A Wednesday.
  expect(hoursToday(hours, new Date("2026-03-18T02:00:00Z"), "Asia/Hong_Kong")).toEqual([
    { from: "08:00", until: "12:00" },
    { from: "13:00", until: "22:00" },
  ]);
});

it("asks the store's own clock which day it is", () => {
  // Friday night in Honolulu is Saturday in Hong Kong.
  const now = new Date("2026-03-21T08:00:00Z");
  expect(hoursToday(hours, now, "Asia/Hong_Kong")).toEqual([{ from: "18:00", until: "02:00" }]);
  expect(hoursToday(hours, now, "Pacific/Honolulu")).toHaveLength(2);
});

it("says on the day after until when a store is open that did not close before midnight", () => {
  // Sunday, at one and at two in the morning.
  const [one, two] = [new Date("2026-03-21T17:00:00Z"), new Date("2026-03-21T18:00:00Z")];
  expect(hoursToday(hours, one, "Asia/Hong_Kong")).toEqual([{ from: null, until: "02:00" }]);
  expect(hoursToday(hours, two, "Asia/Hong_Kong")).toEqual([]);
  const brunch = { days: [7], from: "10:00", until: "15:00" };
  expect(hoursToday([...hours, brunch], one, "Asia/Hong_Kong")).toEqual([
    { from: null, until: "02:00" },
    { from: "10:00", until: "15:00" },
  ]);
});

it("tells a store that is closed today from one whose hours nobody wrote", () => {
  expect(hoursToday(hours, new Date("2026-03-22T04:00:00Z"), "Asia/Hong_Kong")).toEqual([]);
  expect(hoursToday([], new Date("2026-03-22T04:00:00Z"), "Asia/Hong_Kong")).toBeNull();
});

it("says a week in one line, its days by their names", () => {
  expect(weekInWords(hours, "en")).toBe("Mon–Fri 13:00–22:00; Mon–Fri 08:00–12:00; Sat 18:00–02:00");
  const some = [{ days: [7, 1, 2, 4], from: "09:00", until: "24:00" }];
  expect(weekInWords(some, "en")).toBe("Mon, Tue, Thu, Sun 09:00–24:00");
  expect(weekInWords(some, "zh-CN")).toBe("周一, 周二, 周四, 周日 09:00–24:00");
  expect(weekInWords([], "en")).toBe("");
});
