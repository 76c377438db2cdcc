import { describe, expect, it } from "vitest";
import { mergeMine } from "./form-diff";
import { outdated, readKept, readKeptForm, takeUp } from "./kept-edits";

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

describe("an edit of a form that was not saved", () => {
  const base = { name: "Tea", priceMinor: 100, note: "" };
  const values = { ...base, name: "Green tea" };
  const kept = { at: now, values, base, revision: 3 };
  const stored = (form: unknown) => text(now, form);

  it("comes back as it was typed while nobody else saved", () => {
    expect(takeUp(kept, base, { values: base, revision: 3 })).toEqual({ mine: values, against: null });
  });

  it("never goes over a save that came after it: both are put side by side, from where both began", () => {
    const theirs = { values: { ...base, priceMinor: 150 }, revision: 4 };
    const taken = takeUp(kept, theirs.values, theirs);
    expect(taken).toEqual({ mine: values, against: { values: base, revision: 3 } });
    expect(mergeMine(taken.against?.values, taken.mine, theirs.values)).toEqual({
      name: "Green tea",
      priceMinor: 150,
      note: "",
    });
  });

  it("is offered with what it began from, and not at all where that is not known", () => {
    expect(readKeptForm(stored({ values, base, revision: 3 }), base, now)).toEqual(kept);
    expect(readKeptForm(stored(values), base, now)).toBeNull();
    expect(readKeptForm(stored({ values, base }), base, now)).toBeNull();
  });

  it("is not offered when all that was changed is stored already", () => {
    const theirs = { ...base, name: "Green tea", priceMinor: 150 };
    expect(readKeptForm(stored({ values, base, revision: 3 }), theirs, now)).toBeNull();
  });

  it("takes what was never kept, such as a secret, as it is stored now", () => {
    const now = { ...base, secret: "new" };
    const taken = takeUp(kept, now, { values: now, revision: 4 });
    expect(taken.mine).toEqual({ ...values, secret: "new" });
    expect(taken.against?.values).toEqual(now);
  });
});
