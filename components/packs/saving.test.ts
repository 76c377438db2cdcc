import { expect, test } from "vitest";
import { savingOf } from "@/components/packs/saving";

const worth = (worthMinor: number, isLeast = false) => ({ worthMinor, isLeast });

test("a saving is said only where the price is below the worth, its percent never rounded up", () => {
  expect(savingOf(2000, worth(3000))).toEqual({ savedMinor: 1000, percent: 33, isLeast: false });
  expect(savingOf(2000, worth(2999))?.percent).toBe(33);
  expect(savingOf(3000, worth(3000))).toBeNull();
  expect(savingOf(3001, worth(3000))).toBeNull();
  expect(savingOf(null, worth(3000))).toBeNull();
  expect(savingOf(0, worth(3000))).toBeNull();
});

test("where some of a pack has no sum, what is saved is said to be at least that", () => {
  expect(savingOf(2000, worth(3000, true))).toEqual({ savedMinor: 1000, percent: 33, isLeast: true });
});
