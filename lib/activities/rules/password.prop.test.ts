import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyPassword, normalisePassword, passwordsAlike } from "@/lib/activities/rules/password";

const same = (...texts: string[]) => new Set(texts.map(normalisePassword)).size === 1;

describe("a password as it is compared (A3)", () => {
  it("ignores case, width, outer space and what cannot be seen", () => {
    expect(
      same(
        "SUMMER2026",
        "summer2026",
        "  summer2026\u00a0",
        "ＳＵＭＭＥＲ２０２６",
        "sum\u200bmer2026",
        "\ufeffSUMMER2026\u200f",
      ),
    ).toBe(true);
    expect(same("Straße", "STRASSE", "straẞe", "strasse")).toBe(true);
    expect(same("İstanbul", "istanbul", "ISTANBUL", "ıstanbul")).toBe(true);
    expect(same("caf\u00e9", "cafe\u0301", "CAFÉ")).toBe(true);
    expect(same("two words", "TWO   WORDS", "two\u3000words")).toBe(true);
  });

  it("does not take one script for another, nor 0 for O", () => {
    expect(same("SUMMER", "\u0405UMMER")).toBe(false);
    expect(same("O0", "00")).toBe(false);
  });

  it("is unmoved by being done twice, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const once = normalisePassword(text);
        expect(normalisePassword(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it("is the same for any text and that text in capitals, wide, spaced or with joiners", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), (text) => {
        expect(same(text, ` ${text}\t`, `\u200d${text}\ufeff`, text.normalize("NFD"))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["", "   ", "\u200b\u200d", "\ufeff\u2060 "])("%j has nothing to compare", (text) => {
    expect(emptyPassword(["ok", text])).toBe(1);
  });

  it("survives a lone surrogate, NUL and ten thousand characters", () => {
    expect(() => [
      normalisePassword("\ud800"),
      normalisePassword("a\u0000b"),
      normalisePassword("x".repeat(10_000)),
    ]).not.toThrow();
  });
});

describe("passwords of one activity", () => {
  it("are alike when they compare alike, and the two are named", () => {
    expect(passwordsAlike(["A", "b", "ａ"])).toEqual({ first: 0, second: 2 });
    expect(passwordsAlike(["A", "B", "C"])).toBeNull();
  });
});
