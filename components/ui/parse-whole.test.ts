import { expect, test } from "vitest";
import { parseWhole } from "@/components/ui/parse-whole";

test.each([
  ["0", 0],
  ["1000", 1000],
  ["1,000", 1000],
  ["12 345 678", 12_345_678],
  ["１２", 12],
])("%s is read as %i", (text, value) => {
  expect(parseWhole(text)).toBe(value);
});

test.each(["1.5", "1,5", "2.500", "-5", "1e3", "ten"])("%s is no whole number", (text) => {
  expect(parseWhole(text)).toBeNull();
});
