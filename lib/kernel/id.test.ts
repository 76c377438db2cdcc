import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import { newCode, newId, shardOf } from "@/lib/kernel/id";

describe("ids", () => {
  it("carry their kind, differ, and sort by the time they were made", () => {
    const ids = Array.from({ length: 1000 }, (_, i) => newId("cpn", 1_700_000_000_000 + i));
    expect(ids.every((id) => /^cpn_[0-9a-z]{26}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(1000);
    expect([...ids].sort()).toEqual(ids);
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
  it("comes back as it was, whatever is in it", () => {
    const cursor = { value: "冬日 ' \" \u0000", id: "cpn_1" };
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });
  it.each([null, "", "x", "WyIxIl0", Buffer.from("{}").toString("base64url"), "a".repeat(501)])(
    "%j, made up, is the first page",
    (word) => {
      expect(decodeCursor(word)).toBeNull();
    },
  );
});
