import { describe, expect, it } from "vitest";
import { returnedBy } from "@/lib/orders/rules/refund";

describe("what a refund tells of its order's vouchers", () => {
  it("is what it does to those that are used, and nothing of one that an earlier refund gave back", () => {
    const kept = [
      { voucherId: "vch_1", state: "used" },
      { voucherId: "vch_2", state: "used" },
      { voucherId: "vch_3", state: "returned" },
    ];
    const vouchers = { vch_1: "available", vch_2: "used", vch_3: "expired" } as const;
    const plan = { ok: true, refundMinor: 500, lines: [], final: true, vouchers } as const;
    expect(returnedBy(plan, kept)).toEqual({
      back: [kept[0]],
      all: [
        { id: "vch_1", status: "available" },
        { id: "vch_2", status: "used" },
      ],
    });
  });
});
