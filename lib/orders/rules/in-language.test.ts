import { describe, expect, it } from "vitest";
import {
  checkoutInLanguage,
  orderInLanguage,
  wordedInCheckout,
  wordedInOrder,
} from "@/lib/orders/rules/in-language";

const words = {
  products: [{ id: "prd_tea", name: "Tea", translations: { "zh-CN": { name: "茶" } } }],
  terms: [
    { couponId: "cpn_a", termsVersion: 1, translations: { "zh-CN": { name: "冬季券" } } },
    {
      couponId: "cpn_a",
      termsVersion: 2,
      translations: { "zh-CN": { name: "新冬季券", benefitText: "一份蛋糕" } },
    },
  ],
};
const tea = { productId: "prd_tea", name: "Tea", quantity: 2 };
const order = {
  lines: [tea, { ...tea, name: "Old tea" }, { productId: "prd_gone", name: "Cake", quantity: 1 }],
  vouchers: [
    { couponId: "cpn_a", termsVersion: 1, couponName: "Winter" },
    { couponId: "cpn_b", termsVersion: 1, couponName: "Summer" },
  ],
};
const candidate = (voucherId: string, termsVersion: number, benefit: object) => ({
  ...{ voucherId, couponId: "cpn_a", termsVersion },
  terms: { name: "Winter", benefit },
});
const quote = {
  totalMinor: 100,
  applied: [{ voucherId: "vch_1", couponId: "cpn_a", name: "Winter" }],
  notApplied: [
    { voucherId: "vch_2", couponId: "cpn_a", name: "Winter" },
    { voucherId: null, couponId: null, name: null },
  ],
};
const checkout = {
  ...{ lines: [tea], quote, best: quote, refused: quote.notApplied },
  candidates: [
    candidate("vch_1", 1, { type: "amount_off" }),
    candidate("vch_2", 2, { type: "generic", text: "Cake" }),
  ],
};

describe("an order in a language", () => {
  it("asks for each product and each version of terms once", () => {
    expect(wordedInOrder(order)).toEqual({
      productIds: ["prd_tea", "prd_gone"],
      terms: [
        { couponId: "cpn_a", termsVersion: 1 },
        { couponId: "cpn_b", termsVersion: 1 },
      ],
    });
    expect(wordedInCheckout({ ...checkout, lines: [tea, tea] }).productIds).toEqual(["prd_tea"]);
  });

  it("says the names it has there, by the terms of then, and keeps what is not written or not called so any more", () => {
    const said = orderInLanguage(order, words, "zh-CN");
    expect(said.lines.map(({ name }) => name)).toEqual(["茶", "Old tea", "Cake"]);
    expect(said.vouchers.map(({ couponName }) => couponName)).toEqual(["冬季券", "Summer"]);
    expect(orderInLanguage(order, words, "en")).toEqual(order);
  });
});

describe("a checkout in a language", () => {
  it("says its products, coupons and gifts there, in what is applied and in what is not", () => {
    const said = checkoutInLanguage(checkout, words, "zh-CN");
    expect(said.lines[0]).toEqual({ ...tea, name: "茶" });
    expect(said.candidates.map(({ terms }) => terms)).toEqual([
      { name: "冬季券", benefit: { type: "amount_off" } },
      { name: "新冬季券", benefit: { type: "generic", text: "一份蛋糕" } },
    ]);
    for (const { applied, notApplied, totalMinor } of [said.quote, said.best]) {
      expect(applied[0]?.name).toBe("冬季券");
      expect(notApplied.map(({ name }) => name)).toEqual(["新冬季券", null]);
      expect(totalMinor).toBe(100);
    }
    expect(said.refused.map(({ name }) => name)).toEqual(["新冬季券", null]);
    expect(checkoutInLanguage(checkout, words, "en")).toEqual(checkout);
  });
});
