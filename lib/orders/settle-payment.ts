import type { Tx } from "@/db/client";
import { ok, type Result } from "@/lib/kernel/result";
import { lockPacks, payInside, takeOrder } from "@/lib/orders/change-order";
import { mayPay } from "@/lib/orders/rules/orders";
import { packPayable, packsBillOf } from "@/lib/packs/pay-purchase";
import { settleWith } from "@/lib/payments/settle-payment";
import type { Bill, Payable } from "@/lib/payments/start-payment";
import type { Scope } from "@/lib/platform/auth/scope";

/** An order as a payment pays for it: with the packs that were bought with it. */
export const orderPayable: Payable = {
  kind: "order",
  objectType: "order",
  take: takeOrder,
  bill,
  pay: (tx, scope, { id, paymentRef }) => payInside(tx, scope, { orderId: id, paymentRef }),
};

async function bill(tx: Tx, scope: Scope, orderId: string): Promise<Result<Bill>> {
  const { order, now } = await takeOrder(tx, scope, orderId);
  const may = mayPay(order, "", now);
  if (!may.ok) return may;
  const packs = await lockPacks(tx, scope, order);
  if (!packs.ok) return packs;
  const { totalMinor, currency, expiresAt, number } = order;
  const amountMinor = totalMinor + (await packsBillOf(tx, scope, orderId));
  return ok({ amountMinor, currency, description: `#${number}`, expiresAt, now });
}

/** Does what a provider's event says of whatever it pays for, once however often it comes (`settleWith`). */
export const settlePayment = settleWith({ order: orderPayable, pack: packPayable });
