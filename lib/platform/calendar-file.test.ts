import { describe, expect, it } from "vitest";
import { calendarFile } from "@/lib/platform/calendar-file";

const event = {
  id: "act_1",
  summary: "Tea; cake, and more",
  url: "https://example.com/a/tea",
  startsAt: new Date("2026-12-24T02:00:00.000Z"),
  endsAt: new Date("2026-12-26T15:59:00.000Z"),
  now: new Date("2026-11-21T00:00:00.000Z"),
};

describe("a calendar file", () => {
  it("says when, in UTC, and escapes what has a meaning of its own", () => {
    const file = calendarFile(event);
    expect(file).toContain("DTSTART:20261224T020000Z\r\nDTEND:20261226T155900Z\r\n");
    expect(file).toContain("SUMMARY:Tea\\; cake\\, and more\r\n");
  });

  it("cannot be given lines of its own by a name", () => {
    expect(calendarFile({ ...event, summary: "a\r\nATTENDEE:evil" })).toContain("SUMMARY:a\\nATTENDEE:evil");
  });

  it("folds lines at 75 octets between characters", () => {
    const file = calendarFile({ ...event, summary: "冬日".repeat(40) });
    for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(file.replaceAll("\r\n ", "")).toContain("冬日".repeat(40));
  });
});
