import { describe, expect, it } from "vitest";
import {
  addressOf,
  CART_LINES,
  deviceOf,
  linesShown,
  type MemberCart,
  memberCartSchema,
  unitsIn,
  withDelivery,
  withProduct,
  withQuantity,
} from "@/lib/orders/rules/member-cart";

const cart: MemberCart = {
  storeId: "str_1",
  lines: [
    ["prd_a", 1],
    ["prd_b", 2],
  ],
  choice: ["vch_1"],
};

describe("a member's cart", () => {
  it("takes one more of what is in it and puts what is new last; the choice of coupons stays", () => {
    expect(withProduct(cart, "str_1", "prd_a").lines).toEqual([
      ["prd_a", 2],
      ["prd_b", 2],
    ]);
    expect(withProduct(cart, "str_1", "prd_c").lines.at(-1)).toEqual(["prd_c", 1]);
    expect(withProduct(cart, "str_1", "prd_c").choice).toEqual(["vch_1"]);
    expect(unitsIn(cart)).toBe(3);
    expect(unitsIn(null)).toBe(0);
  });

  it("begins anew in another store, at best", () => {
    expect(withProduct(cart, "str_2", "prd_z")).toEqual({
      ...{ storeId: "str_2", lines: [["prd_z", 1]], choice: "best" },
    });
  });

  it("keeps whose address it has, in another store too, and gives it to nobody else", () => {
    const there = withDelivery(cart, { memberId: "mbr_1", address: "  12 Pier Road  " });
    expect(there.delivery).toEqual({ memberId: "mbr_1", address: "12 Pier Road" });
    expect([addressOf(there, "mbr_1"), addressOf(there, "mbr_2"), addressOf(cart, "mbr_1")]).toEqual([
      ...["12 Pier Road", "", ""],
    ]);
    expect(withProduct(there, "str_2", "prd_z").delivery).toEqual(there.delivery);
    expect(withDelivery(there, null)).toEqual(cart);
    const long = withDelivery(cart, { memberId: "mbr_1", address: "路".repeat(300) });
    expect(memberCartSchema.safeParse(long).success).toBe(true);
    expect(linesShown("str_1", [], true)).not.toBe(linesShown("str_1", [], false));
  });

  it("loses what is set to none, and holds no more than fits", () => {
    expect(withQuantity(cart, "prd_a", 0).lines).toEqual([["prd_b", 2]]);
    expect(withQuantity(cart, "prd_a", 1000).lines[0]).toEqual(["prd_a", 99]);
    expect(withQuantity(cart, "prd_x", 0)).toBe(cart);
    let full: MemberCart | null = null;
    for (let i = 0; i <= CART_LINES; i++) full = withProduct(full, "str_1", ["prd", i].join("_"));
    expect(full?.lines).toHaveLength(CART_LINES);
    expect(memberCartSchema.safeParse(full).success).toBe(true);
  });

  it("tells a phone from a desktop", () => {
    expect(deviceOf("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0)")).toBe("mobile");
    expect(deviceOf("Mozilla/5.0 (X11; Linux x86_64)")).toBe("desktop");
  });
});
