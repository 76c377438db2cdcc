import { describe, expect, it } from "vitest";
import { type CodeClaim, canClaim, codeHasLeft, leftOfCode } from "@/lib/codes/rules";

const now = new Date("2026-11-26T04:00:00Z");
const later = new Date(now.getTime() + 1);
const today = "2026-11-26";
const good: CodeClaim = {
  code: { quantity: 10, claimed: 9 },
  coupon: {
    publishedAt: now,
    pausedAt: null,
    endedAt: null,
    archivedAt: null,
    validFrom: null,
    validUntil: null,
    quantity: 100,
    issued: 99,
    methods: ["public", "code"],
    claimLimit: 2,
    claimLimitPerDay: 1,
  },
  hasWindow: true,
  member: { blocked: false, admitted: true },
  quota: { issued: 1, day: "2026-11-25", issuedToday: 1 },
};
const coupon = (more: Partial<CodeClaim["coupon"]>) => ({ ...good, coupon: { ...good.coupon, ...more } });

describe("a member can claim with a code", () => {
  it("while one is left of the code, of the coupon, and of the member's limits", () => {
    expect(canClaim(good, now, today)).toBe(true);
  });

  it("of a coupon that begins later", () => {
    expect(canClaim(coupon({ validFrom: later }), now, today)).toBe(true);
  });

  it("without a limit on either", () => {
    const free = coupon({ quantity: null, claimLimit: null, claimLimitPerDay: null });
    expect(canClaim({ ...free, code: { quantity: null, claimed: 5_000 }, quota: null }, now, today)).toBe(
      true,
    );
  });
});

describe("a member cannot claim with a code", () => {
  it.each<[string, CodeClaim]>([
    ["that is spent", { ...good, code: { quantity: 10, claimed: 10 } }],
    ["of a draft", coupon({ publishedAt: null })],
    ["of a paused coupon", coupon({ pausedAt: now })],
    ["of one ended by hand", coupon({ endedAt: now })],
    ["of one whose days end at this instant", coupon({ validUntil: now })],
    ["of an archived one", coupon({ archivedAt: now })],
    ["of one that is sold out", coupon({ issued: 100 })],
    ["of one that is not had by code", coupon({ methods: ["public"] })],
    ["that gives a voucher of no time", { ...good, hasWindow: false }],
    ["where there is no such member", { ...good, member: null }],
    ["who is blocked", { ...good, member: { blocked: true, admitted: true } }],
    ["who is not of the audience", { ...good, member: { blocked: false, admitted: false } }],
    ["who has as many as they may", { ...good, quota: { issued: 2, day: "2026-11-25", issuedToday: 1 } }],
    ["who has as many as they may in a day", { ...good, quota: { issued: 1, day: today, issuedToday: 1 } }],
  ])("%s", (_, claim) => {
    expect(canClaim(claim, now, today)).toBe(false);
  });
});

describe("a code", () => {
  it("without a quantity of its own is never spent", () => {
    expect(codeHasLeft({ quantity: null, claimed: 1_000_000 })).toBe(true);
    expect(codeHasLeft({ quantity: 1, claimed: 0 })).toBe(true);
    expect(codeHasLeft({ quantity: 1, claimed: 1 })).toBe(false);
  });

  it("says how many more claims it is good for, never fewer than none", () => {
    expect(leftOfCode({ quantity: null, claimed: 7 })).toBe(Number.POSITIVE_INFINITY);
    expect([0, 2, 3, 4].map((claimed) => leftOfCode({ quantity: 3, claimed }))).toEqual([3, 1, 0, 0]);
  });
});
