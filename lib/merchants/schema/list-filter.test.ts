import { describe, expect, it } from "vitest";
import { numbersSchema } from "./list-filter";

describe("a filter by numbers", () => {
  it("has a bound, and none that an address could not have", () => {
    const takes = (least: number | null, most: number | null) =>
      numbersSchema.safeParse({ least, most }).success;
    expect(takes(3, null)).toBe(true);
    expect(takes(null, 999_999_999)).toBe(true);
    expect(takes(null, null)).toBe(false);
    expect(takes(null, 1_000_000_000)).toBe(false);
    expect(takes(-1, null)).toBe(false);
  });
});
