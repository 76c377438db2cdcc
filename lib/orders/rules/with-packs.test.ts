import { describe, expect, it } from "vitest";
import { sumsWithPacks } from "@/lib/orders/rules/with-packs";

const pack = (status: string, priceMinor = 1000) => ({ status, priceMinor });

describe("an order with packs", () => {
  it("comes to its items and its packs, of which none was given up", () => {
    const unpaid = { totalMinor: 3000, refundedMinor: 0 };
    expect(sumsWithPacks(unpaid, [pack("placed"), pack("placed", 500), pack("cancelled", 9)])).toEqual({
      packsMinor: 1500,
      togetherMinor: 4500,
      refundedMinor: 0,
    });
  });

  it("gives back what was refunded of either", () => {
    const refunded = { totalMinor: 3000, refundedMinor: 700 };
    expect(sumsWithPacks(refunded, [pack("refunded"), pack("paid", 500)])).toEqual({
      packsMinor: 1500,
      togetherMinor: 4500,
      refundedMinor: 1700,
    });
  });

  it("is an order alone where there is no pack but ones given up", () => {
    const alone = { totalMinor: 3000, refundedMinor: 0 };
    expect(sumsWithPacks(alone, [])).toBeNull();
    expect(sumsWithPacks(alone, [pack("cancelled")])).toBeNull();
  });
});
