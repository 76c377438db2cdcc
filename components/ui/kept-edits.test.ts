import { describe, expect, it } from "vitest";
import { outdated, readKept } from "./kept-edits";

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 26);
const text = (at: number, values: unknown) => JSON.stringify({ at, values });

describe("an edit that was not saved", () => {
  it("is offered again for seven days", () => {
    expect(readKept(text(now - 7 * DAY, { name: "x" }), { name: "y" }, now)?.values).toEqual({ name: "x" });
    expect(readKept(text(now - 7 * DAY - 1, { name: "x" }), { name: "y" }, now)).toBeNull();
  });

  it("is not offered when it is what is stored, whatever the order of its fields", () => {
    expect(readKept(text(now, { a: 1, b: 2 }), { b: 2, a: 1 }, now)).toBeNull();
  });

  it("is nothing when it cannot be read, or is from the future", () => {
    for (const odd of [null, "", "x", "5", "{}", text(now + DAY, {})])
      expect(readKept(odd, 1, now)).toBeNull();
  });

  it("leaves only the ten youngest behind", () => {
    const many = Array.from({ length: 12 }, (_, at) => ({ key: `k${at}`, at: now - at * 1000 }));
    const old = { key: "old", at: now - 8 * DAY };
    expect(outdated([...many, old], now).sort()).toEqual(["k10", "k11", "old"]);
  });
});
