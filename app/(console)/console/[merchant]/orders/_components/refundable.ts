import type { OrderDetail } from "@/lib/orders/queries/orders";

/** What of an order may still be given back, as the dialogs of a refund need it. */
export function refundableOf({ id, currency, lines, vouchers, refunds }: OrderDetail) {
  return {
    orderId: id,
    currency,
    lines: lines.map(({ lineId, name, quantity, refundedQuantity }) => ({
      ...{ lineId, name },
      left: quantity - refundedQuantity,
    })),
    /** What was given back, and when. */
    given: refunds.map(({ at, lines: units }) => ({ at, lines: units })),
    /** What its coupons are called, by the id of the member's copy. */
    names: Object.fromEntries(vouchers.map(({ voucherId, couponName }) => [voucherId, couponName])),
  };
}
export type Refundable = ReturnType<typeof refundableOf>;
