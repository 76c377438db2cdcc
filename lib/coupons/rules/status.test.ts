import { describe, expect, it } from "vitest";
import { changedTerms, editRefusal, fixedParts, termsOf, withinStores } from "@/lib/coupons/rules/edit";
import { type CouponChange, type CouponStanding, couponStatus, mayChange } from "@/lib/coupons/rules/status";
import { supplyRefusal } from "@/lib/coupons/rules/supply";
import { couponInputSchema, couponStatuses } from "@/lib/coupons/schema";

const now = new Date("2026-11-21T12:00:00.000Z");
const later = new Date("2026-11-21T12:00:00.001Z");
const live: CouponStanding = {
  publishedAt: new Date(0),
  pausedAt: null,
  endedAt: null,
  archivedAt: null,
  validFrom: null,
  validUntil: null,
  quantity: 10,
  issued: 9,
};
const status = (more: Partial<CouponStanding>) => couponStatus({ ...live, ...more }, now);

describe("a coupon's status (C18)", () => {
  it("is one of seven, the strongest mark first", () => {
    expect(status({})).toBe("active");
    expect(status({ publishedAt: null })).toBe("draft");
    expect(status({ pausedAt: now })).toBe("paused");
    expect(status({ issued: 10 })).toBe("sold_out");
    expect(status({ endedAt: now, pausedAt: now })).toBe("ended");
    expect(status({ archivedAt: now, endedAt: now })).toBe("archived");
    expect(status({ quantity: null, issued: 1_000_000 })).toBe("active");
  });

  it("turns at the very instant of a half-open window", () => {
    expect(status({ validFrom: now, validUntil: later })).toBe("active");
    expect(status({ validFrom: later, validUntil: new Date(later.getTime() + 1) })).toBe("scheduled");
    expect(status({ validFrom: new Date(0), validUntil: now })).toBe("ended");
  });

  it("allows every change from exactly the states where it means something (I-23)", () => {
    const changes: CouponChange[] = ["publish", "pause", "resume", "end", "archive", "restore"];
    const allowed = changes.map((change) => couponStatuses.filter((from) => mayChange(from, change)));
    expect(allowed).toEqual([
      ["draft"],
      ["scheduled", "active", "sold_out"],
      ["paused"],
      ["scheduled", "active", "paused", "sold_out"],
      ["draft", "scheduled", "active", "paused", "sold_out", "ended"],
      ["archived"],
    ]);
  });
});

describe("the supply of a coupon", () => {
  it("is refused with the state, or when fewer are left than wanted", () => {
    const refusal = (more: Partial<CouponStanding>, wanted = 1) =>
      supplyRefusal({ ...live, ...more }, wanted, now)?.code ?? null;
    expect(refusal({})).toBeNull();
    expect(refusal({}, 2)).toBe("sold_out");
    expect(refusal({ quantity: null }, 1000)).toBeNull();
    expect(refusal({ validFrom: later, validUntil: new Date(later.getTime() + 1) })).toBeNull();
    expect(refusal({ publishedAt: null })).toBe("draft");
    expect(refusal({ pausedAt: now })).toBe("paused");
    expect(refusal({ endedAt: now })).toBe("ended");
    expect(refusal({ archivedAt: now })).toBe("archived");
  });
});

const coupon = couponInputSchema.parse({
  name: "Ten off",
  currency: "HKD",
  benefit: { type: "amount_off", amountMinor: 1000 },
  validity: { type: "permanent" },
});

describe("an edit", () => {
  const current = {
    type: "amount_off" as const,
    benefit: coupon.benefit,
    quantity: 10,
    currency: "HKD",
    issued: 5,
    archived: false,
  };
  it("may change anything but the type, the currency once issued, and the quantity below what is issued", () => {
    expect(editRefusal(current, coupon)).toBeNull();
    expect(editRefusal({ ...current, archived: true }, coupon)?.code).toBe("archived");
    expect(editRefusal({ ...current, type: "generic" }, coupon)?.code).toBe("type_fixed");
    expect(editRefusal({ ...current, currency: "JPY" }, coupon)?.code).toBe("currency_fixed");
    expect(editRefusal({ ...current, currency: "JPY", issued: 0 }, coupon)).toBeNull();
    const quantity = (n: number) => ({ ...coupon, distribution: { ...coupon.distribution, quantity: n } });
    expect(editRefusal(current, quantity(4))).toEqual({
      code: "quantity_below_issued",
      params: { issued: 5 },
    });
    expect(editRefusal(current, quantity(5))).toBeNull();
  });

  it("of a cash coupon changes anything but its amount, its quantity and its currency (C6)", () => {
    const cash = (amountMinor: number, quantity: number | null, currency = "HKD") => ({
      ...coupon,
      currency,
      benefit: { type: "cash" as const, amountMinor },
      distribution: { ...coupon.distribution, quantity },
    });
    const made = { ...current, type: "cash" as const, benefit: cash(500, 10).benefit, issued: 0 };
    expect(editRefusal(made, { ...cash(500, 10), name: "Twelve off" })).toBeNull();
    for (const changed of [cash(501, 10), cash(500, 11), cash(500, null), cash(500, 10, "JPY")])
      expect(editRefusal(made, changed)?.code).toBe("cash_fixed");
  });

  it("is told beforehand what it may not change, by the refusal that it would get", () => {
    const cash = { ...coupon, benefit: { type: "cash" as const, amountMinor: 500 } };
    for (const [of, issued] of [
      [coupon, 0],
      [coupon, 5],
      [cash, 0],
      [cash, 5],
    ] as const) {
      const standing = { ...current, type: of.benefit.type, benefit: of.benefit, issued };
      const kept = { ...of, distribution: { ...of.distribution, quantity: 10 } };
      const code = (next: typeof coupon) => editRefusal(standing, next)?.code ?? null;
      const more = { ...kept.distribution, quantity: 11 };
      expect(fixedParts(standing)).toEqual({
        type: code({ ...kept, benefit: { type: "generic", text: "Tea" } }),
        benefit: code({ ...kept, benefit: { ...kept.benefit, amountMinor: 501 } as typeof of.benefit }),
        quantity: code({ ...kept, distribution: more }),
        currency: code({ ...kept, currency: "JPY" }),
      });
    }
  });

  it("makes a new version only of what really differs, whatever the order of keys", () => {
    const terms = termsOf(coupon);
    const shuffled = Object.fromEntries(Object.entries(terms).reverse()) as typeof terms;
    expect(changedTerms(terms, shuffled)).toBeNull();
    expect(changedTerms(terms, { ...terms, name: "Twelve off" })).toEqual({
      before: { name: "Ten off" },
      after: { name: "Twelve off" },
    });
  });

  it("of somebody who works in some stores stays within them", () => {
    expect(withinStores("all", "all")).toBe(true);
    expect(withinStores(["a"], "all")).toBe(false);
    expect(withinStores(["a", "b"], ["a"])).toBe(true);
    expect(withinStores(["a"], ["a", "b"])).toBe(false);
    expect(withinStores(["a"], [])).toBe(false);
  });
});
