import { describe, expect, it } from "vitest";
import { type Asked, inputOf, isWrong } from "./use-diagnosis";

const asked: Asked = {
  ...{ member: { id: "mbr_1", called: "Ann" }, which: "code", voucherId: "", code: "SUMER", wrongCode: null },
  ...{ on: "none", order: "", storeId: "", region: null, channel: "till", lines: [], deliveryMinor: null },
};

describe("a typed code that does not work", () => {
  it("is not asked about again with each change of the cart, since each would be counted as a try", () => {
    const wrong = { ...asked, wrongCode: "SUMER" };
    expect(inputOf(asked, undefined, [])).toEqual({ memberId: "mbr_1", code: "SUMER" });
    for (const more of [{}, { on: "order", order: "7" }] as const)
      expect(inputOf({ ...wrong, ...more }, undefined, [])).toBeNull();
    expect(isWrong(wrong)).toBe(true);
  });

  it("is in the way of no other question", () => {
    const wrong = { ...asked, wrongCode: "SUMER" };
    expect(inputOf({ ...wrong, code: "SUMMER" }, undefined, [])).toMatchObject({ code: "SUMMER" });
    const coupon = { ...wrong, which: "coupon" } as const;
    expect(inputOf(coupon, "cpn_1", [])).toEqual({ memberId: "mbr_1", couponId: "cpn_1" });
    expect(isWrong(coupon)).toBe(false);
  });
});
