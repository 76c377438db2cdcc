import { expect, it } from "vitest";
import { isFitText, namedWithin } from "@/lib/kernel/fit-text";

const copy = (name: string) => `${name} (copy)`;

it("shortens the name and not what is added to it, which is what tells the two apart", () => {
  expect(namedWithin(copy, "Tea", 12)).toBe("Tea (copy)");
  expect(namedWithin(copy, "Tea time", 12)).toBe("Tea t (copy)");
  expect(namedWithin(copy, "Tea for two", 11)).toBe("Tea (copy)");
});

it("cuts no character in half", () => {
  const name = namedWithin(copy, "Tea🫖🫖", 11);
  expect(name).toBe("Tea (copy)");
  expect(isFitText(name)).toBe(true);
  expect(namedWithin(copy, "Tea🫖🫖", 12)).toBe("Tea🫖 (copy)");
});
