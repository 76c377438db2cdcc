import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  isLocalDate,
  isOrdinary,
  localDate,
  nextMidnight,
  startOfDay,
  toInstant,
  wallTime,
} from "@/lib/kernel/time";

const hoursOf = (date: string, zone: string) =>
  (startOfDay(addDays(date, 1), zone).getTime() - startOfDay(date, zone).getTime()) / 3_600_000;

describe("a local day", () => {
  it.each([
    ["2027-03-14", "America/New_York", 23],
    ["2027-11-07", "America/New_York", 25],
    ["2027-03-28", "Europe/London", 23],
    ["2027-10-31", "Europe/London", 25],
    ["2027-04-30", "Africa/Cairo", 23],
    ["2027-10-28", "Africa/Cairo", 25],
    ["2027-09-05", "America/Santiago", 23],
    ["2027-04-03", "America/Santiago", 25],
    ["2027-03-28", "Asia/Beirut", 23],
    ["2027-10-30", "Asia/Beirut", 25],
    ["2027-10-03", "Australia/Lord_Howe", 23.5],
    ["2027-04-04", "Australia/Lord_Howe", 24.5],
    ["2026-11-21", "Asia/Hong_Kong", 24],
  ])("%s in %s lasts %s hours", (date, zone, hours) => {
    expect(hoursOf(date, zone)).toBe(hours);
  });

  it("begins at the first instant that exists where the clocks skip midnight", () => {
    expect(wallTime(startOfDay("2027-04-30", "Africa/Cairo"), "Africa/Cairo")).toBe("2027-04-30T01:00");
    expect(wallTime(startOfDay("2027-09-05", "America/Santiago"), "America/Santiago")).toBe(
      "2027-09-05T01:00",
    );
  });

  it("ends where the next begins, in every zone and at every instant", () => {
    const zones = [
      "Africa/Cairo",
      "America/Santiago",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "Pacific/Apia",
      "UTC",
    ];
    const instant = fc.date({
      min: new Date("2020-01-01"),
      max: new Date("2035-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
        const date = localDate(at, zone);
        expect(startOfDay(date, zone) <= at && at < nextMidnight(at, zone)).toBe(true);
        expect(localDate(nextMidnight(at, zone), zone) > date).toBe(true);
      }),
    );
  });
});

describe("a wall-clock time", () => {
  it("that the clocks skip moves forward by the gap", () => {
    expect(toInstant("2027-03-14T02:30", "America/New_York").toISOString()).toBe("2027-03-14T07:30:00.000Z");
  });
  it("that the clocks repeat is its first occurrence", () => {
    expect(toInstant("2027-11-07T01:30", "America/New_York").toISOString()).toBe("2027-11-07T05:30:00.000Z");
  });
  it("comes back as it was written", () => {
    expect(wallTime(toInstant("2026-12-24T10:00", "Asia/Hong_Kong"), "Asia/Hong_Kong")).toBe(
      "2026-12-24T10:00",
    );
  });
});

describe("days and instants from outside", () => {
  it("are those that exist, of years that every clock, database and screen of ours can hold", () => {
    const days = ["2028-02-29", "1900-01-01", "9999-12-31"];
    expect(days.filter(isLocalDate)).toEqual(days);
    const not = [
      "2026-02-29",
      "2026-02-30",
      "2026-13-01",
      "0000-01-01",
      "1899-12-31",
      "10000-01-01",
      "2026-1-1",
    ];
    expect(not.filter(isLocalDate)).toEqual([]);
    const instants = ["1900-01-01T00:00:00Z", "9999-12-31T23:59:59Z"];
    expect(instants.filter((text) => isOrdinary(new Date(text)))).toEqual(instants);
    const beyond = [
      "0000-01-01T00:00:00Z",
      "1900-01-01T00:00:00+08:00",
      "9999-12-31T23:59:59-08:00",
      "never",
    ];
    expect(beyond.filter((text) => isOrdinary(new Date(text)))).toEqual([]);
  });
});
