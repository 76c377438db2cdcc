import { describe, expect, it } from "vitest";
import { newCode, newId } from "@/lib/kernel/id";
import { looksLikeOrder } from "./commands";

describe("an order's number in the command menu", () => {
  it("is known as people write it, and the order's id too", () => {
    const number = newCode(8);
    const written = [number, number.toLowerCase(), `#${number}`, `${number.slice(0, 4)}-${number.slice(4)}`];
    for (const text of [...written, `${number.slice(0, 4)} ${number.slice(4)}`, newId("ord")]) {
      expect(looksLikeOrder(text), text).toBe(true);
    }
  });

  it("is no part of one, no phone and no name: those are not looked for among orders", () => {
    for (const text of [newCode(7), newCode(13), "+852 6123 4567", "Summer sale", "奶茶八折优惠大促"]) {
      expect(looksLikeOrder(text), text).toBe(false);
    }
  });
});
