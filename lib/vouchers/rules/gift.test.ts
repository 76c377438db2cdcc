import { describe, expect, it } from "vitest";
import { giftEnd, giftStatus, lastWords, whyNotTaken } from "@/lib/vouchers/rules/gift";

const now = new Date("2026-06-10T12:00:00Z");
const tomorrow = new Date("2026-06-11T12:00:00Z");

describe("the end of a gift", () => {
  it("is a day after it was offered, or the voucher's where that is sooner", () => {
    expect(giftEnd(null, now)).toEqual(tomorrow);
    expect(giftEnd(new Date("2027-01-01T00:00:00Z"), now)).toEqual(tomorrow);
    const sooner = new Date("2026-06-10T16:00:00Z");
    expect(giftEnd(sooner, now)).toEqual(sooner);
  });

  it("is there at its very instant, and of one that waits alone", () => {
    const gift = { status: "waiting", endsAt: tomorrow } as const;
    expect(giftStatus(gift, new Date(tomorrow.getTime() - 1))).toBe("waiting");
    expect(giftStatus(gift, tomorrow)).toBe("over");
    expect(giftStatus({ ...gift, status: "taken" }, tomorrow)).toBe("taken");
  });
});

describe("what is told of the last gift of a coupon", () => {
  it("is what nothing told its giver yet, also where the coupon is over before any job ended the gift", () => {
    const told = (isOver: boolean) =>
      (["waiting", "taken", "declined", "withdrawn", "over"] as const).map((status) =>
        lastWords({ status }, isOver),
      );
    expect(told(false)).toEqual([null, null, "lastDeclined", null, "lastOver"]);
    expect(told(true)).toEqual(["lastExpired", null, null, null, "lastExpired"]);
    expect([lastWords(null, false), lastWords(null, true)]).toEqual([null, null]);
  });
});

describe("why a gift was not taken after signing in", () => {
  it("is told for what we say ourselves, and for nothing else that an address may hold", () => {
    expect(whyNotTaken("too_many_tries")).toBe("notTakenLater");
    expect(whyNotTaken("busy")).toBe("notTaken");
    expect(whyNotTaken("blocked")).toBe("blocked");
    for (const odd of [undefined, "", "own_gift", "toString", "anything", ["busy", "busy"]])
      expect(whyNotTaken(odd)).toBeNull();
  });
});
