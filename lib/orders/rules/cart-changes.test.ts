import { describe, expect, it } from "vitest";
import { type CheckoutFields, changeCart, isTickedAnew, withFields } from "@/lib/orders/rules/cart-changes";
import type { MemberCart } from "@/lib/orders/rules/member-cart";

const cart: MemberCart = { storeId: "str_1", lines: [["prd_a", 1]], choice: "best" };
const delivery = { memberId: "mbr_1", address: "12 Pier Road" };
const none: CheckoutFields = { ticked: ["vch_1"], shownTicked: ["vch_1"] };
const typed: CheckoutFields = { ...none, delivery, region: "Bar" };
const buttons = [
  "quantity prd_a 2",
  "pack pak_1 1",
  "product prd_b",
  "delivery",
  "region",
  "code",
  "keep",
  "vouchers best",
  "vouchers none",
  "vouchers chosen",
];

describe("a button of the checkout", () => {
  it("does what it says", () => {
    const made = (say: string, from = cart) => changeCart(from, say, none);
    expect(made("quantity prd_a 2")).toEqual({
      cart: { ...cart, lines: [["prd_a", 2]] },
      part: "",
      isChosen: false,
    });
    expect(made("quantity prd_a 0").cart.lines).toEqual([]);
    expect(made("product prd_b").cart.lines).toEqual([
      ["prd_a", 1],
      ["prd_b", 1],
    ]);
    const withOne = made("pack pak_1 1");
    expect(withOne).toMatchObject({ cart: { packs: ["pak_1"] }, part: "packs" });
    expect(made("pack pak_1 0", withOne.cart).cart.packs).toEqual([]);
    expect(made("vouchers chosen")).toMatchObject({ cart: { choice: ["vch_1"] }, isChosen: true });
    expect(made("vouchers none")).toMatchObject({ cart: { choice: [] }, isChosen: true });
    expect(made("vouchers best", { ...cart, choice: [] })).toMatchObject({ cart: { choice: "best" } });
  });

  it("loses nothing that was typed or chosen beside it", () => {
    for (const say of buttons)
      expect([say, changeCart(cart, say, typed).cart]).toMatchObject([say, { delivery, region: "Bar" }]);
    const collected = { ...cart, delivery, region: "Bar" };
    for (const say of buttons) {
      const after = changeCart(collected, say, { ...none, delivery: null, region: "" }).cart;
      expect([say, after.delivery, after.region]).toEqual([say, undefined, undefined]);
    }
    expect(withFields(collected, none)).toEqual(collected);
  });

  it("keeps what was ticked without saying so, and chooses nothing where nothing was ticked anew", () => {
    const fields = { ...none, ticked: ["vch_2", "vch_1"] };
    const after = changeCart(cart, "quantity prd_a 2", fields);
    expect(after).toMatchObject({
      cart: { choice: ["vch_2", "vch_1"], lines: [["prd_a", 2]] },
      isChosen: true,
    });
    expect(changeCart(cart, "keep", { ...none, ticked: [] }).cart.choice).toEqual([]);
    expect(changeCart(cart, "vouchers best", fields).cart.choice).toBe("best");
    expect(changeCart(cart, "place", fields)).toMatchObject({ cart: { choice: ["vch_2", "vch_1"] } });
    expect([fields, { ...none, ticked: [] }, none].map(isTickedAnew)).toEqual([true, true, false]);
    for (const say of buttons.slice(0, 7)) expect(changeCart(cart, say, none).cart.choice).toBe("best");
  });

  it("that none of ours says changes nothing", () => {
    for (const say of ["", "quantity", "quantity prd_a -1", "quantity prd_a 1e3", "product", "x".repeat(500)])
      expect(changeCart(cart, say, none).cart).toMatchObject({ choice: "best", lines: [["prd_a", 1]] });
  });
});
