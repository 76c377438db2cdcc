import { describe, expect, it } from "vitest";
import { MOST_LISTED } from "@/lib/kernel/listed";
import { staffPostSchema } from "./schema";

describe("a staff post", () => {
  it("takes every store that can be ticked", () => {
    const ofStores = (count: number) =>
      staffPostSchema.safeParse({
        role: "store_manager",
        storeIds: Array.from({ length: count }, (_, at) => `str_${at}`),
      }).success;
    expect(ofStores(MOST_LISTED)).toBe(true);
    expect(ofStores(MOST_LISTED + 1)).toBe(false);
  });
});
