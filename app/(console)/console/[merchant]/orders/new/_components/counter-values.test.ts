import { describe, expect, it } from "vitest";
import { emptyCounter, forMember, offersKept, quotesOf, withoutWrongCode } from "./counter-values";

const typed = { ...emptyCounter, codes: ["SUMMER", "SUMER"] };

describe("a kept order", () => {
  it("of before lets the catalogue say what is on offer, but where somebody said yes; a newer one says what was chosen", () => {
    const lines = [true, false, null].map((onOffer) => ({ onOffer }));
    expect(offersKept(lines, false).map(({ onOffer }) => onOffer)).toEqual([true, null, null]);
    expect(offersKept(lines, true)).toEqual(lines);
  });
});

describe("codes at the counter", () => {
  it("are each asked about once for a cart, however its coupons are chosen", () => {
    for (const vouchers of ["best", ["vch_1"], []] as const) {
      const { best, own } = quotesOf({ ...typed, vouchers });
      expect([...(best?.codes ?? []), ...(own?.codes ?? [])]).toEqual(typed.codes);
      expect(best?.vouchers).toBe("best");
      expect(own?.vouchers ?? "best").toEqual(vouchers);
    }
    expect(quotesOf(null)).toEqual({ best: null, own: null });
  });

  it("that do not work leave the cart, so that its next change is no further try", () => {
    expect(withoutWrongCode(typed).codes).toEqual(["SUMMER"]);
    expect(withoutWrongCode(emptyCounter).codes).toEqual([]);
  });

  it("go with the member they were typed for: they are no tries of the next one", () => {
    const [one, other] = [
      { id: "mbr_1", called: "Ann" },
      { id: "mbr_2", called: "Bo" },
    ];
    const chosen = { ...typed, member: one, vouchers: ["vch_1"] };
    expect(forMember(chosen, other)).toMatchObject({ member: other, vouchers: "best", codes: [] });
    expect(forMember(chosen, null)).toMatchObject({ member: null, codes: [] });
    // Typed before anybody was named.
    expect(forMember(typed, one)).toMatchObject({ member: one, codes: typed.codes });
  });
});
