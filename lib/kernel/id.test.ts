import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import { newCode, newId, setIdClock, shardOf, timeOf } from "@/lib/kernel/id";

describe("ids", () => {
  it("carry their kind, differ, and sort by the time they were made", () => {
    const ids = Array.from({ length: 1000 }, (_, i) => newId("cpn", 1_700_000_000_000 + i));
    expect(ids.every((id) => /^cpn_[0-9a-z]{26}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(1000);
    expect([...ids].sort()).toEqual(ids);
  });

  it("tell their time, which behind any prefix finds what was made then", () => {
    const at = 1_700_000_000_000;
    const id = newId("vch", at);
    expect(newId("evt", at).startsWith(`evt_${timeOf(id)}`)).toBe(true);
    expect(newId("evt", at + 60_000).startsWith(`evt_${timeOf(id, 60_000)}`)).toBe(true);
    expect(`evt_${timeOf(id, -1)}` < newId("evt", at)).toBe(true);
    expect(newId("evt", at) < `evt_${timeOf(id, 1)}`).toBe(true);
    expect(timeOf("nonsense", -5)).toBe("0000000000");
  });

  it("carry the database's time once it was told, whatever the machine's clock says or jumps to", () => {
    const timeIn = (id: string) => id.slice(4, 14);
    const wallClock = Date.now;
    try {
      const now = Date.now();
      setIdClock(now + 3_600_000);
      Date.now = () => now - 86_400_000;
      expect(timeIn(newId("vch")) >= timeIn(newId("vch", now + 3_600_000))).toBe(true);
      expect(timeIn(newId("vch")) < timeIn(newId("vch", now + 3_660_000))).toBe(true);
    } finally {
      Date.now = wallClock;
      setIdClock(Date.now());
    }
  });

  it("do not go back for the few milliseconds that an answer's way makes a told time uncertain", () => {
    const before = newId("vch");
    setIdClock(Date.now() - 40);
    expect(timeOf(newId("vch")) >= timeOf(before)).toBe(true);
    setIdClock(Date.now() - 1000);
    expect(timeOf(newId("vch")) < timeOf(before)).toBe(true);
    setIdClock(Date.now());
  });

  it("do not go back or ahead for what a slow look at the database's clock leaves uncertain", () => {
    const before = newId("vch");
    setIdClock(Date.now() - 900, 1000);
    expect(timeOf(newId("vch")) >= timeOf(before)).toBe(true);
    setIdClock(Date.now() + 900, 1000);
    expect(timeOf(newId("vch")) < timeOf(before, 500)).toBe(true);
    setIdClock(Date.now() - 1100, 1000);
    expect(timeOf(newId("vch")) < timeOf(before)).toBe(true);
    setIdClock(Date.now());
  });

  it("fall evenly on sixteen shards, each always on the same", () => {
    const counts = new Array(16).fill(0);
    for (let i = 0; i < 16_000; i++) counts[shardOf(newId("mbr"))]++;
    expect(Math.min(...counts)).toBeGreaterThan(700);
    expect(Math.max(...counts)).toBeLessThan(1300);
    expect(shardOf("mbr_0")).toBe(shardOf("mbr_0"));
  });
});

describe("codes", () => {
  it("have no look-alikes and more than 60 bits", () => {
    const codes = Array.from({ length: 2000 }, () => newCode());
    expect(codes.every((code) => /^[2-9A-HJKMNP-TV-Z]{13}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(2000);
    expect(13 * Math.log2(30)).toBeGreaterThan(60);
  });
});

describe("a cursor", () => {
  it("with a NUL, which no row of ours holds, is the first page", () => {
    expect(decodeCursor(encodeCursor({ value: "a\u0000", id: "cpn_1" }))).toBeNull();
  });

  it("of time is an instant the database can read, and nothing that only a lenient parser takes", () => {
    const good = ["2026-11-21 10:00:00.123+00", "2026-11-21T10:00:00.123Z", "2026-11-21T10:00:00+08:00"];
    expect(good.map(isInstantText)).toEqual([true, true, true]);
    expect(
      ["1", "x", "2026", "21 Nov 2026", "2026-13-41", "2026-02-30", "0000-01-01"].map(isInstantText),
    ).toEqual(Array(7).fill(false));
  });

  it("comes back as it was, whatever is in it", () => {
    const cursor = { value: "冬日 ' \" \\", id: "cpn_1" };
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });
  it.each([null, "", "x", "WyIxIl0", Buffer.from("{}").toString("base64url"), "a".repeat(501)])(
    "%j, made up, is the first page",
    (word) => {
      expect(decodeCursor(word)).toBeNull();
    },
  );
});
