import { describe, expect, it } from "vitest";
import { allocate } from "@/lib/pricing/allocate";
import { vectors } from "@/lib/pricing/vectors/read-vectors";

describe("an amount is spread by largest remainder", () => {
  it.each(vectors.allocate)("$name", ({ amount, weights, expect: parts }) => {
    expect(allocate(amount, weights)).toEqual(parts);
  });
});
