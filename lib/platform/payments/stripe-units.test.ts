import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyCodes } from "@/lib/kernel/currencies";
import { fromStripe, toStripe } from "@/lib/platform/payments/stripe-units";

describe("An amount at Stripe", () => {
  it.each([
    ["USD", 2900, 2900],
    ["HUF", 150_000, 150_000],
    ["TWD", 9900, 9900],
    ["JPY", 500, 500],
    ["KRW", 500, 500],
    // No decimals, and still counted in hundredths there.
    ["ISK", 5, 500],
    ["UGX", 5, 500],
    // Hundredths here, whole ones there.
    ["MGA", 500, 5],
    ["KWD", 5120, 5120],
  ])("in %s is %i of ours and %i of theirs", (currency, minor, amount) => {
    expect(toStripe(minor, currency)).toBe(amount);
    expect(fromStripe(amount, currency)).toBe(minor);
  });

  it.each([
    ["MGA", 520],
    ["KWD", 5124],
    ["BHD", 5],
    ["JOD", 1001],
    ["OMR", 999],
    ["TND", 11],
    ["ISK", Number.MAX_SAFE_INTEGER],
  ])("in %s is not %i: that cannot be charged", (currency, minor) => {
    expect(toStripe(minor, currency)).toBeNull();
  });

  it("of half a krona is none of ours", () => {
    expect(fromStripe(550, "ISK")).toBeNull();
  });

  it("comes back as it went out, in every currency", () => {
    const amounts = fc.integer({ min: 0, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(amounts, fc.constantFrom(...currencyCodes), (minor, currency) => {
        const amount = toStripe(minor, currency);
        if (amount !== null) expect(fromStripe(amount, currency)).toBe(minor);
      }),
    );
  });
});
