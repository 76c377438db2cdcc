import { describe, expect, it } from "vitest";
import { valueWords } from "./value-words";

const say = (value: unknown, said = {}) => valueWords(value, said, "en", (yes) => (yes ? "Yes" : "No"));

describe("a field's value in words", () => {
  it("is what its options call it, one or many", () => {
    const options = [
      { value: "a", label: "Tea" },
      { value: "b", label: "Cake" },
    ];
    expect(say("a", { options })).toBe("Tea");
    expect(say(["b", "a"], { options })).toBe("Cake · Tea");
    expect(say("gone", { options })).toBe("gone");
  });

  it("is money in its currency, a percentage out of basis points, and a plain number else", () => {
    expect(say(12_050, { currency: "HKD" })).toMatch(/120\.50/);
    expect(say(1250, { isPercent: true })).toBe("12.5%");
    expect(say(1250)).toBe("1,250");
  });

  it("is yes or no, and a dash where there is nothing", () => {
    expect([say(true), say(false)]).toEqual(["Yes", "No"]);
    for (const blank of [null, undefined, "", []]) expect(say(blank)).toBe("–");
  });
});
