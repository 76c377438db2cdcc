import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, type HexColour, isHexColour, mix, readable } from "@/lib/kernel/colour";

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number): HexColour => `#${number.toString(16).padStart(6, "0")}`);

describe("a colour", () => {
  it("is six lower-case hex digits after a hash and nothing that could end a style", () => {
    expect(isHexColour("#bc3a15")).toBe(true);
    for (const wrong of ["#BC3A15", "#fff", "red", "#bc3a15;}body{", "#bc3a15\n", "url(//evil)", ""]) {
      expect(isHexColour(wrong), wrong).toBe(false);
    }
  });

  it("has the contrast that WCAG computes", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
    expect(contrast("#ffffff", "#767676")).toBe(contrast("#767676", "#ffffff"));
    expect(contrast("#bc3a15", "#bc3a15")).toBe(1);
  });

  it("is mixed in equal parts half way", () => {
    expect(mix("#000000", "#ffffff", 0.5)).toBe("#808080");
    expect(mix("#bc3a15", "#ffffff", 0)).toBe("#bc3a15");
  });
});

describe("a readable colour", () => {
  it("is the same where it can be read already, and else the nearest that can", () => {
    expect(readable("#bc3a15", "#000000", ["#ffffff"])).toBe("#bc3a15");
    const yellow = readable("#fff7a8", "#000000", ["#ffffff"]);
    expect(contrast(yellow, "#ffffff")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(yellow, "#ffffff")).toBeLessThan(4.8);
  });

  it("can be read on light grounds when darkened, whatever it was", () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const made = readable(colour, "#000000", ["#ffffff", "#f3f1ed"]);
        return contrast(made, "#ffffff") >= 4.5 && contrast(made, "#f3f1ed") >= 4.5;
      }),
    );
  });
});
