import { describe, expect, it } from "vitest";
import { lookAtExpired } from "@/lib/packs/rules/expired";
import { mayCancel, mayPay, purchaseStatus, refundDueAt, refundRefusal } from "@/lib/packs/rules/purchase";

const now = new Date("2027-03-01T00:00:00Z");
const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];
const placed = { status: "placed" as const, expiresAt: after, paymentRef: null, orderId: null };

describe("a purchase", () => {
  it("is cancelled from the very instant its time runs out", () => {
    expect(purchaseStatus(placed, now)).toBe("placed");
    expect(purchaseStatus({ ...placed, expiresAt: now }, now)).toBe("cancelled");
    expect(purchaseStatus({ status: "paid", expiresAt: before }, now)).toBe("paid");
  });

  it("is paid in time, once, and again with the same reference as before", () => {
    const code = (purchase: Parameters<typeof mayPay>[0], ref = "pay_1") => {
      const may = mayPay(purchase, ref, now);
      return may.ok ? may.value : may.refusal.code;
    };
    expect(code(placed)).toBe("pay");
    expect(code({ ...placed, expiresAt: now })).toBe("purchase_expired");
    expect(code({ ...placed, status: "cancelled" })).toBe("purchase_cancelled");
    expect(code({ ...placed, status: "paid", paymentRef: "pay_1" })).toBe("same");
    expect(code({ ...placed, status: "paid", paymentRef: "pay_2" })).toBe("purchase_already_paid");
    expect(code({ ...placed, status: "given" })).toBe("purchase_already_paid");
  });

  it("is given up by itself only where it is no part of an order", () => {
    const code = (purchase: Parameters<typeof mayCancel>[0]) => {
      const may = mayCancel(purchase);
      return may.ok ? null : may.refusal.code;
    };
    expect(code(placed)).toBeNull();
    expect(code({ ...placed, orderId: "ord_1" })).toBe("purchase_with_order");
    expect(code({ ...placed, status: "cancelled" })).toBe("purchase_cancelled");
    expect(code({ ...placed, status: "refunded" })).toBe("purchase_already_paid");
  });

  it.each([
    [null, "paid", { available: 2, reserved: 0, gone: 0 }],
    ["pack_used", "paid", { available: 1, reserved: 0, gone: 1 }],
    ["pack_in_use", "paid", { available: 1, reserved: 1, gone: 0 }],
    ["purchase_refunded", "refunded", { available: 0, reserved: 0, gone: 2 }],
    ["purchase_not_paid", "placed", { available: 0, reserved: 0, gone: 0 }],
    ["purchase_not_paid", "cancelled", { available: 0, reserved: 0, gone: 0 }],
    ["pack_not_refundable", "given", { available: 2, reserved: 0, gone: 0 }],
  ] as const)("refuses a refund with %s when it is %s and its coupons are %j", (code, status, vouchers) => {
    expect(refundRefusal(status, vouchers)?.code ?? null).toBe(code);
  });

  it("is looked at for its refund when its last coupon ends, where that was promised and nothing more comes", () => {
    const due = (more: object) =>
      refundDueAt({ autoRefund: true, isComplete: true, lastUntil: after, ...more });
    expect(due({})).toBe(after);
    expect(due({ autoRefund: false })).toBeNull();
    expect(due({ isComplete: false })).toBeNull();
  });
});

describe("an expired pack (I-18)", () => {
  const voucher = (
    status: "available" | "reserved" | "used" | "cancelled" | "transferred",
    validUntil: Date | null = now,
  ) => ({
    ...{ status, validUntil },
  });
  it.each([
    ["refund", [voucher("available"), voucher("available", before)]],
    ["keep", [voucher("available"), voucher("used")]],
    ["keep", [voucher("available"), voucher("transferred")]],
    ["later", [voucher("available"), { ...voucher("transferred"), issuedTo: null }]],
    ["refund", [voucher("cancelled", after), voucher("available")]],
    ["refund", [voucher("cancelled", after)]],
    ["keep", [voucher("cancelled"), voucher("used")]],
    ["later", [voucher("cancelled"), voucher("available", after)]],
    ["keep", [voucher("available", null)]],
    ["keep", []],
    ["later", [voucher("available", after)]],
    ["later", [voucher("reserved")]],
  ] as const)("is to %s with %j", (type, vouchers) => {
    expect(lookAtExpired(vouchers, now).type).toBe(type);
  });
});
