import { describe, expect, it } from "vitest";
import { checksOf, claimChecksOf } from "@/lib/orders/rules/checks";
import type { Candidate, Reason } from "@/lib/pricing/shapes";
import type { Terms } from "@/lib/pricing/terms";

type Sketch = { readonly [Part in keyof Terms]?: Partial<Terms[Part]> } & Partial<Candidate>;

const terms = ({ benefit, scope, conditions }: Sketch): Terms => ({
  name: "Winter",
  benefit: { type: "amount_off", amountMinor: 500, ...benefit } as Terms["benefit"],
  scope: (scope ?? { products: "all" }) as Terms["scope"],
  conditions: {
    ...{ minSpendMinor: 0, minItems: 0, basis: "original", storeIds: "all" },
    ...{ channels: ["online", "till"], devices: ["mobile", "desktop", "till"] },
    ...{ weekdays: [1, 2, 3, 4, 5, 6, 7], hours: [], audience: { type: "all" }, maxUsesPerMember: null },
    ...{ combinesWithOffers: true, notIfFree: false },
    ...conditions,
  } as Terms["conditions"],
  stacking: { exclusive: false, group: null, stacksWith: "all", priority: 0, maxPerOrder: 1 },
  refund: { returnWhenAllRefunded: false },
});
const candidate = (sketch: Sketch = {}): Candidate => ({
  ...{
    voucherId: "vch_1",
    code: null,
    couponId: "cpn_1",
    termsVersion: 1,
    currency: "HKD",
    memberId: "mbr_1",
  },
  ...{ state: "available", issuedAt: new Date(0), validFrom: new Date(0), validUntil: null },
  ...{ couponPaused: false, uses: 0, budgetLeftMinor: null },
  terms: terms(sketch),
  ...("budgetLeftMinor" in sketch ? { budgetLeftMinor: sketch.budgetLeftMinor ?? null } : {}),
});
const withCart = { hasCart: true, hasOthers: false };
const stateOf = (sketch: Sketch, reasons: readonly Reason[], looked = withCart) =>
  Object.fromEntries(checksOf(candidate(sketch), reasons, looked).map(({ key, state }) => [key, state]));

describe("what a coupon asks of its use", () => {
  it("is only what its terms say, and what every coupon asks", () => {
    expect(stateOf({}, [])).toEqual({
      ...{ holder: "met", state: "met", days: "met", running: "met", currency: "met", effect: "met" },
    });
    const asking: Sketch = {
      conditions: {
        ...{ storeIds: ["str_1"], channels: ["online"], devices: ["mobile"], weekdays: [1], minItems: 2 },
        ...{ minSpendMinor: 100, audience: { type: "new" }, maxUsesPerMember: 1, notIfFree: true },
        combinesWithOffers: false,
      },
      budgetLeftMinor: 5,
    };
    expect(Object.keys(stateOf(asking, [], { hasCart: true, hasOthers: true }))).toEqual([
      ...["holder", "state", "days", "running", "currency", "store", "channel", "device", "hours"],
      ...["audience", "products", "minSpend", "minItems", "uses", "budget", "notFree", "effect", "together"],
    ]);
  });

  it("is missed exactly where a reason says so, with that reason", () => {
    const reason: Reason = { code: "min_spend_not_met", required: 100, actual: 40, gap: 60 };
    const checks = checksOf(candidate({ conditions: { minSpendMinor: 100 } }), [reason], withCart);
    expect(checks.find(({ key }) => key === "minSpend")).toEqual({
      key: "minSpend",
      state: "missed",
      reason,
    });
    expect(checks.filter(({ state }) => state === "missed")).toHaveLength(1);
  });

  it("is left open, never called met, where only a cart can tell and there is none", () => {
    const asking: Sketch = { conditions: { minSpendMinor: 100, storeIds: ["str_1"], minItems: 1 } };
    const states = stateOf(asking, [], { hasCart: false, hasOthers: false });
    expect(states).toMatchObject({ store: "open", minSpend: "open", minItems: "open", effect: "open" });
    expect(states).toMatchObject({ holder: "met", days: "met" });
  });

  it("is left open where pricing decides it only when nothing else is in the way", () => {
    const asking: Sketch = { conditions: { notIfFree: true }, budgetLeftMinor: 5 };
    const paused: Reason = { code: "coupon_paused" };
    expect(stateOf(asking, [paused])).toMatchObject({ notFree: "open", budget: "open", effect: "open" });
    // Other coupons beside it hide nothing of what it does alone.
    const beside: Reason = { code: "combination_disallowed", with: ["vch_2"] };
    expect(stateOf(asking, [beside], { hasCart: true, hasOthers: true })).toMatchObject({
      ...{ notFree: "met", budget: "met", effect: "met", together: "missed" },
    });
  });

  it("is left open where another's coupon or another currency ends the testing", () => {
    const asking: Sketch = { conditions: { minSpendMinor: 100, minItems: 1 } };
    expect(stateOf(asking, [{ code: "not_holder" }])).toMatchObject({
      ...{ holder: "missed", days: "open", state: "open", minItems: "open" },
    });
    expect(stateOf(asking, [{ code: "wrong_currency" }])).toMatchObject({
      ...{ currency: "missed", minSpend: "open", minItems: "met" },
    });
  });

  it("says of a coupon that is never for orders just that", () => {
    expect(stateOf({ benefit: { type: "generic" } }, [{ code: "not_for_orders" }])).toMatchObject({
      onOrders: "missed",
    });
    expect(stateOf({ benefit: { type: "generic" } }, [])).not.toHaveProperty("effect");
  });
});

describe("what a claim asks", () => {
  it("is missed exactly where a refusal says so, and leaves out limits that there are none of", () => {
    const none = { claimLimit: null, claimLimitPerDay: null };
    expect(claimChecksOf([{ code: "sold_out" }], none)).toEqual([
      { key: "supply", state: "missed", reason: { code: "sold_out" } },
      ...["offered", "blocked", "audience"].map((key) => ({ key, state: "met", reason: null })),
    ]);
    const limits = { claimLimit: 1, claimLimitPerDay: 1 };
    const checked = claimChecksOf([{ code: "daily_limit_reached" }], limits);
    expect(checked.map(({ key, state }) => [key, state]).slice(-2)).toEqual([
      ["limit", "met"],
      ["today", "missed"],
    ]);
  });
});
