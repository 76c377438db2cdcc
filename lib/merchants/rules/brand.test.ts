import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, type HexColour } from "@/lib/kernel/colour";
import { brandStyle, brandTokens, themeColours } from "@/lib/merchants/rules/brand";

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number): HexColour => `#${number.toString(16).padStart(6, "0")}`);

const grounds = {
  light: ["#faf9f7", "#ffffff", "#f3f1ed"],
  dark: ["#141311", "#1d1b18", "#0f0e0c"],
} as const;

describe("a merchant's colour", () => {
  it("makes pages on which everything in it and on it can be read, light and dark, whatever it is (UX-26)", () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const tokens = brandTokens(colour);
        if (!tokens) return false;
        return (["light", "dark"] as const).every((mode) => {
          const { brand, hover, onBrand, soft } = tokens[mode];
          const inIt = [...grounds[mode], soft].map((ground) => contrast(brand, ground));
          const onIt = [brand, hover].map((ground) => contrast(onBrand, ground));
          return [...inIt, ...onIt].every((ratio) => ratio >= 4.5);
        });
      }),
      { numRuns: 500 },
    );
  });

  it("stays itself where it can be read already", () => {
    expect(brandTokens("#bc3a15")?.light.brand).toBe("#bc3a15");
    expect(brandTokens("#fff7a8")?.light.brand).not.toBe("#fff7a8");
  });

  it("frames the browser, light and dark; without one the pages' own grounds do", () => {
    expect(themeColours("#bc3a15").light).toBe("#bc3a15");
    expect(themeColours("#bc3a15").dark).toBe(brandTokens("#bc3a15")?.dark.soft);
    expect(themeColours("red")).toEqual({ light: "#faf9f7", dark: "#141311" });
  });

  it("is a style of checked colours alone, and none without a colour (S-23)", () => {
    expect(brandStyle("#0e7490")).toMatch(
      /^:root:root:root\{(--[a-z-]+:#[0-9a-f]{6};?){4}\}@media \(prefers-color-scheme:dark\)\{:root:root:root\{(--[a-z-]+:#[0-9a-f]{6};?){4}\}\}$/,
    );
    for (const none of [null, "", "red", "#fff", "#bc3a15}</style><script>"])
      expect(brandStyle(none)).toBe("");
  });
});
