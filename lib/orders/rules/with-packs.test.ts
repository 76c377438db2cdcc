import { describe, expect, it } from "vitest";
import { sumsWithPacks, toPayMinor } from "@/lib/orders/rules/with-packs";

const pack = (status: string, priceMinor = 1000) => ({ status, priceMinor });

describe("an order with packs", () => {
  it("is paid in one sum with those of them that are unpaid, while it is unpaid itself", () => {
    const packs = [pack("placed"), pack("placed", 500), pack("cancelled", 9)];
    expect(toPayMinor({ status: "placed", totalMinor: 3000 }, packs)).toBe(4500);
    expect(toPayMinor({ status: "placed", totalMinor: 3000 }, [])).toBe(3000);
    for (const status of ["paid", "completed", "cancelled", "partly_refunded", "refunded"])
      expect(toPayMinor({ status, totalMinor: 3000 }, [pack("placed")])).toBe(0);
  });

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
