import { describe, expect, it } from "vitest";
import { orderInputSchema } from "@/lib/orders/schema";
import { bodyOf } from "@/lib/orders/write-placed";

const line = { id: "l1", productId: "prd_1", unitPriceMinor: 3000, quantity: 2 };
const asked = (more: object = {}) => {
  const cart = { storeId: "str_1", channel: "till", device: "till", currency: "HKD" };
  return { requestId: "r", order: orderInputSchema.parse({ ...cart, lines: [{ ...line, ...more }] }) };
};

describe("what a request for an order is known by", () => {
  it("is as it was when `onOffer` was false by default, to the letter: the key of a request sent then still fits", () => {
    const then = {
      ...{ storeId: "str_1", channel: "till", device: "till", currency: "HKD", deliveryMinor: 0 },
      ...{ lines: [{ ...line, onOffer: false }], vouchers: "best", codes: [], note: "" },
    };
    expect(JSON.stringify(bodyOf(asked()))).toBe(JSON.stringify(then));
    expect(bodyOf(asked({ onOffer: true })).lines).toEqual([{ ...line, onOffer: true }]);
  });
});
