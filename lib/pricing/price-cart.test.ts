import { describe, expect, it } from "vitest";
import { priceCart } from "@/lib/pricing/price-cart";
import { candidateOf, cartOf, vectors } from "@/lib/pricing/vectors/read-vectors";

describe("a cart costs what the worked cases say", () => {
  it.each(vectors.pricing)("$section: $name", (vector) => {
    const cart = cartOf(vector.cart, vector.maxVouchersPerOrder);
    const quote = priceCart(cart, vector.vouchers.map(candidateOf), vector.choose);
    const { expect: wanted } = vector;
    expect(quote).toMatchObject({ totalMinor: wanted.totalMinor, discountMinor: wanted.discountMinor });
    expect(quote.deliveryDiscountMinor).toBe(wanted.deliveryDiscountMinor ?? 0);
    expect(quote.lines.map((line) => line.unitNetMinor)).toEqual(wanted.unitNetMinor);
    expect(quote.applied.map(({ couponId: _, name: __, ...applied }) => applied)).toEqual(wanted.applied);
    const refused = quote.notApplied.map((voucher) => [voucher.voucherId, voucher.reasons] as const);
    expect(Object.fromEntries(refused)).toEqual(wanted.notApplied);
    expect(refused.map(([id]) => id)).toEqual(Object.keys(wanted.notApplied).sort());
    expect(quote.optimal).toBe(true);
  });
});
