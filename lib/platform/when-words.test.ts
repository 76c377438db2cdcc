import { describe, expect, it } from "vitest";
import { clockWords, distanceWords, whenWords } from "@/lib/platform/when-words";

const now = new Date("2026-11-21T10:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describe("an instant in words", () => {
  it("is a time of the zone today and has its date on another day there", () => {
    expect(clockWords(later(5), now, "Asia/Hong_Kong", "en")).toBe("18:05 GMT+8");
    expect(clockWords(later(6 * 60), now, "Asia/Hong_Kong", "en")).toBe("Nov 22, 2026, 00:00 GMT+8");
    expect(clockWords(later(6 * 60), now, "Asia/Hong_Kong", "zh-CN")).toContain("2026年11月22日");
  });

  it("is so many days, hours or minutes away, never none", () => {
    expect(distanceWords(later(0.2), now, "en")).toBe("in 1 minute");
    expect(distanceWords(later(61), now, "en")).toBe("in 1 hour");
    expect(distanceWords(later(3 * 24 * 60), now, "zh-CN")).toBe("3天后");
    expect(distanceWords(later(-90), now, "en")).toBe("1 hour ago");
  });

  it("is told both ways where it matters", () => {
    expect(whenWords(later(12), now, "UTC", "en")).toBe("10:12 UTC (in 12 minutes)");
    expect(whenWords(later(12), now, "UTC", "zh-CN")).toContain("（12分钟后）");
  });
});
