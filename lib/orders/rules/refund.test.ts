import { describe, expect, it } from "vitest";
import { isAnswered, returnedBy, stillAsked } from "@/lib/orders/rules/refund";

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

describe("a request for a refund", () => {
  const lines = (a: number, b: number) => [
    { lineId: "a", left: a },
    { lineId: "b", left: b },
  ];
  const units = (quantity: number, lineId = "a") => [{ lineId, quantity }];

  it("is answered when all of its units went back, together or one by one, or when none is left of them", () => {
    expect(isAnswered(units(2), lines(1, 1), units(2))).toBe(true);
    expect(isAnswered(units(2), lines(1, 1), [...units(1), ...units(1)])).toBe(true);
    expect(isAnswered(units(2), lines(0, 1), units(1))).toBe(true);
    expect(isAnswered(units(2), lines(1, 1), units(1))).toBe(false);
    expect(isAnswered(units(1), lines(1, 0), units(1, "b"))).toBe(false);
    expect(isAnswered(null, lines(0, 1), units(1))).toBe(false);
    expect(isAnswered(null, lines(0, 0), units(1))).toBe(true);
  });

  it("asks for what was not given since, and for no more than is left", () => {
    expect(stillAsked([...units(3), ...units(1, "b")], lines(2, 0), [])).toEqual(units(2));
    expect(stillAsked(units(2), lines(3, 1), units(1))).toEqual(units(1));
    expect(stillAsked(null, lines(2, 0), units(1))).toBeNull();
  });
});
