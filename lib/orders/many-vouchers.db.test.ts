import { describe, expect, it } from "vitest";
import { makeMember, makeMerchant, makeProduct, makeStore, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { quoteCart } from "@/lib/orders/quote-cart";
import { quoteInputSchema } from "@/lib/orders/schema";

/** So many to a transaction, each of which has seconds. */
const AT_ONCE = 25;

/** A member with so many coupons that take little, so many copies of each, and one without an end that takes much. */
async function makeHoarder(coupons: number, copies: number) {
  const at = new Date();
  const shop = await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const storeId = await makeStore(tx, merchantId);
    const productId = await makeProduct(tx, merchantId);
    const memberId = await makeMember(tx, merchantId);
    const couponId = await makeCoupon(tx, merchantId, {
      benefit: { type: "amount_off", amountMinor: 3000 },
      validity: { type: "permanent" },
    });
    const best = await makeVoucher(tx, merchantId, { memberId, couponId, at });
    return { merchantId, storeId, productId, memberId, best };
  });
  const { merchantId, storeId, productId, memberId, best } = shop;
  let couponId = "";
  for (let made = 0; made < coupons * copies; made += AT_ONCE) {
    await inTransaction(async (tx) => {
      for (let n = made; n < Math.min(made + AT_ONCE, coupons * copies); n += 1) {
        const benefit = { type: "amount_off" as const, amountMinor: 100 };
        if (n % copies === 0) couponId = await makeCoupon(tx, merchantId, { benefit });
        await makeVoucher(tx, merchantId, { memberId, couponId, at });
      }
    });
  }
  const cart = {
    ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD" },
    lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 1 }],
  };
  const quote = async (vouchers: "best" | string[]) => {
    const quoted = await quoteCart(testScope(merchantId), quoteInputSchema.parse({ ...cart, vouchers }));
    if (!quoted.ok) throw new Error(quoted.refusal.code);
    return quoted.value;
  };
  return { best, quote };
}

describe("a member with more vouchers than a cart is priced with", () => {
  it("has the best set where what is left out are further copies", async () => {
    const { best, quote } = await makeHoarder(1, 320);
    const { optimal, applied, discountMinor } = await quote("best");
    expect({ optimal, discountMinor }).toEqual({ optimal: true, discountMinor: 3100 });
    expect(applied.map(({ voucherId }) => voucherId)).toContain(best);
  });

  it("is not told that the set is the best where another coupon is left out, and may choose it", async () => {
    const { best, quote } = await makeHoarder(300, 1);
    expect(await quote("best")).toMatchObject({ optimal: false, discountMinor: 400 });
    expect(await quote([best])).toMatchObject({ optimal: true, discountMinor: 3000 });
  });
});
