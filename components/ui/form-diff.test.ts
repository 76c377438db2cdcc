import { describe, expect, it } from "vitest";
import { differences, mergeMine, restored, valueAt } from "./form-diff";

const base = { name: "Tea", price: { minor: 100, tax: true }, tags: ["a"], until: null as string | null };
const mine = { ...base, name: "Green tea", price: { minor: 120, tax: true } };
const theirs = { ...base, price: { minor: 150, tax: false }, tags: ["a", "b"] };
const names = ["tags", "name", "price.minor", "price.tax", "until"];

describe("two people's edits of one thing", () => {
  it("differ in the fields they changed, each with who did", () => {
    expect(differences(names, { base, mine, theirs })).toEqual([
      { name: "tags", mine: ["a"], theirs: ["a", "b"], by: "them" },
      { name: "name", mine: "Green tea", theirs: "Tea", by: "me" },
      { name: "price.minor", mine: 120, theirs: 150, by: "both" },
      { name: "price.tax", mine: true, theirs: false, by: "them" },
    ]);
  });

  it("do not differ where both changed the same to the same", () => {
    expect(differences(names, { base, mine: theirs, theirs })).toEqual([]);
  });

  it("are merged so that only what both touched is as I left it", () => {
    expect(mergeMine(base, mine, theirs)).toEqual({
      name: "Green tea",
      price: { minor: 120, tax: false },
      tags: ["a", "b"],
      until: null,
    });
  });

  it("merged with nothing of mine are theirs, and with nothing of theirs are mine", () => {
    expect(mergeMine(base, base, theirs)).toEqual(theirs);
    expect(mergeMine(base, mine, base)).toEqual(mine);
  });

  it("find a field within lists", () => {
    expect(valueAt({ rules: { rows: [{ word: "x" }, { word: "y" }] } }, "rules.rows.1.word")).toBe("y");
    expect(valueAt({ a: 1 }, "a.b.c")).toBeUndefined();
  });
});

describe("kept values", () => {
  it("come back into the form as it is now: known fields of the same kind, and no others", () => {
    const kept = {
      name: "Oolong",
      price: { minor: "120", tax: false, old: 1 },
      gone: true,
      until: "2026-12-24",
    };
    expect(restored(base, kept)).toEqual({
      name: "Oolong",
      price: { minor: 100, tax: false },
      tags: ["a"],
      until: "2026-12-24",
    });
  });

  it("that are nonsense leave the form as it is", () => {
    for (const kept of [null, undefined, "x", [], 5]) expect(restored(base, kept)).toEqual(base);
  });

  it("of a record that begins empty are taken whole, and a number that was blank stays blank", () => {
    expect(restored({ prices: {} }, { prices: { HKD: 100 } })).toEqual({ prices: { HKD: 100 } });
    expect(restored({ stock: 100 as number | null }, { stock: null })).toEqual({ stock: null });
  });
});
