import { expect, it } from "vitest";
import { keyedItems } from "@/components/packs/keyed-items";

it("gives every item a key of its own, also of a coupon that is there twice", () => {
  const items = ["a", "b", "a"].map((couponId) => ({ couponId }));
  const keys = keyedItems(items).map(({ key }) => key);
  expect(keys).toEqual(["a 1", "b 1", "a 2"]);
  expect(keyedItems(items).map(({ item }) => item)).toEqual(items);
});
