import { describe, expect, it } from "vitest";
import {
  afterWrongCode,
  codesToAsk,
  emptyCounter,
  forMember,
  offersKept,
  quotesOf,
  stillKnown,
} from "./counter-values";

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

  const member = { id: "mbr_1", called: "Ann" };
  const hers = { ...typed, member, codes: ["ONE", "TWO", "THREE"] };

  it("wait for the member: for nobody none is asked about, so that none is a wrong try", () => {
    expect(codesToAsk(typed, 0)).toEqual([]);
    expect(codesToAsk({ ...typed, member }, 0)).toEqual(["SUMMER"]);
  });

  it("are asked about one more at a time, and the one that does not work leaves the cart, so that its next change is no further try", () => {
    expect([0, 1, 2, 3].map((known) => codesToAsk(hers, known).length)).toEqual([1, 2, 3, 3]);
    const second = afterWrongCode(hers, 1);
    expect(second).toMatchObject({ wrong: "TWO", known: 1, counter: { codes: ["ONE", "THREE"] } });
    expect(codesToAsk(second.counter, second.known)).toEqual(["ONE", "THREE"]);
    expect(afterWrongCode({ ...hers, codes: ["ONE"] }, 1)).toMatchObject({ wrong: "ONE", known: 0 });
  });

  it("that all worked before are asked about anew where one does no more: a good one is not blamed", () => {
    expect(afterWrongCode(hers, 3)).toEqual({ counter: hers, known: 0, wrong: null });
  });

  it("taken out by hand are no longer known, those before them are", () => {
    expect(stillKnown(hers.codes, ["ONE", "THREE"], 3)).toBe(1);
    expect(stillKnown(hers.codes, [...hers.codes, "FOUR"], 3)).toBe(3);
    expect(stillKnown([], ["ONE"], 0)).toBe(0);
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
