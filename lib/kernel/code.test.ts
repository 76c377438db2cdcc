import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseCode } from "@/lib/kernel/code";
import { newCode } from "@/lib/kernel/id";

describe("a code", () => {
  it.each([
    ["case", "summer", "SUMMER"],
    ["outer and inner blanks", "  sum mer\u3000", "SUMMER"],
    ["hyphens, dashes and minus signs", "SUM-ME\u2010R\u2013\u2212", "SUMMER"],
    ["underscores", "SUM_MER", "SUMMER"],
    ["width", "ＳＵＭＭＥＲ２０", "SUMMER20"],
    ["full-width hyphens", "SUM－MER", "SUMMER"],
    ["what cannot be seen", "SUM\u200bMER\ufeff", "SUMMER"],
    ["writing without case", "夏日-特惠", "夏日特惠"],
  ])("is compared without %s", (_, typed, key) => {
    expect(normaliseCode(typed)).toBe(key);
  });

  it("of blanks and hyphens alone is empty", () => {
    expect(normaliseCode(" -\u2014 ")).toBe("");
  });

  it("compared once or twice is the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (text) => {
        expect(normaliseCode(normaliseCode(text))).toBe(normaliseCode(text));
      }),
    );
  });

  it("made by us is compared as it is, however it is grouped", () => {
    const code = newCode();
    expect(normaliseCode(code)).toBe(code);
    expect(normaliseCode(`${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8).toLowerCase()}`)).toBe(
      code,
    );
  });
});
