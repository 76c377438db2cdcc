import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import type { Instant } from "@/lib/kernel/time";
import { recordAudit } from "@/lib/merchants/record-audit";
import { payInside, takeOrder } from "@/lib/orders/change-order";
import { refundPaymentJob } from "@/lib/orders/refund-payment";
import {
  findPaymentOrder,
  insertPaymentEvent,
  insertPaymentRefund,
  lockPayment,
  type Payment,
  updatePayment,
} from "@/lib/orders/repository/payments";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { send } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import type { PaymentProvider, ProviderEvent, ProviderFacts } from "@/lib/platform/payments/provider";

/**
 * Does what a provider's event says, exactly once however often, late or disordered it comes (F-13): the event's id is
 * unique, the order and then the payment are locked, and only what changes something is written. What is paid pays its
 * order; what can no longer pay it (cancelled, run out, paid already, another sum) is given back whole, once, by the job
 * that is sent in the same transaction. An event of no payment of ours is kept and changes nothing.
 */
export async function settlePayment(provider: PaymentProvider["name"], event: ProviderEvent): Promise<void> {
  const { facts } = event;
  const kept = { provider, eventId: event.id, type: event.type };
  const scope = facts && systemScope(facts.merchantId, event.id);
  await inTransaction(async (tx) => {
    const orderId = facts && scope ? await findPaymentOrder(tx, scope, facts.paymentId) : null;
    if (!facts || !scope || orderId === null) {
      await insertPaymentEvent(tx, { ...kept, merchantId: null, paymentId: null });
      return;
    }
    // First the event: a twin waits for this transaction here, and then finds it done.
    const { merchantId, paymentId } = facts;
    if (!(await insertPaymentEvent(tx, { ...kept, merchantId, paymentId }))) return;
    await takeOrder(tx, scope, orderId);
    const payment = await lockPayment(tx, scope, paymentId);
    if (payment?.provider !== provider) return;
    await apply(tx, scope, payment, facts, await databaseNow(tx));
  });
}

async function apply(
  tx: Tx,
  scope: Scope,
  payment: Payment,
  facts: ProviderFacts,
  now: Instant,
): Promise<void> {
  // Paid is the end: whatever comes after it was said before it, or is said of money that went back.
  if (payment.status === "paid" || facts.state === "open") return;
  if (facts.state === "paid") return await applyPaid(tx, scope, payment, facts, now);
  if (payment.status !== "started") return;
  await updatePayment(tx, scope, payment, { status: facts.state, settledAt: now });
  await tell(tx, scope, payment, facts.state);
}

async function applyPaid(
  tx: Tx,
  scope: Scope,
  payment: Payment,
  facts: ProviderFacts,
  now: Instant,
): Promise<void> {
  const { id: paymentId, orderId, amountMinor, currency } = payment;
  const isWhole = facts.amountMinor === amountMinor && facts.currency === currency;
  // Refused before it has written anything.
  const pays = isWhole && (await payInside(tx, scope, { orderId, paymentRef: paymentId })).ok;
  const { chargeRef } = facts;
  const change = { status: "paid", paysOrder: pays ? "yes" : "no", chargeRef, settledAt: now } as const;
  await updatePayment(tx, scope, payment, change);
  await tell(tx, scope, payment, pays ? "paid" : "paid_in_vain");
  if (pays) return;
  if (!isWhole) log.error("a payment is of another sum than was asked for", { code: paymentId });
  await giveBack(tx, scope, { paymentId, refundId: null, amountMinor: facts.amountMinor, now });
}

/** Reserves money to go back and has it asked for, in the transaction of its cause: once for a cause. */
export async function giveBack(
  tx: Tx,
  scope: Scope,
  back: {
    readonly paymentId: string;
    readonly refundId: string | null;
    readonly amountMinor: number;
    readonly now: Instant;
  },
): Promise<void> {
  const { paymentId, refundId, amountMinor, now } = back;
  if (amountMinor <= 0) return;
  // The job is sent with it; should that be lost, it is found again by this.
  const dueAt = new Date(now.getTime() + 10 * 60_000);
  const id = await insertPaymentRefund(tx, scope, { paymentId, refundId, amountMinor, dueAt });
  if (id !== null) await send(tx, refundPaymentJob, { merchantId: scope.merchantId, id });
}

async function tell(tx: Tx, scope: Scope, { id, orderId, provider }: Payment, became: string): Promise<void> {
  await recordAudit(tx, scope, [
    {
      ...{ action: "payment.settle", objectType: "order", objectId: orderId },
      after: { paymentId: id, provider, payment: became },
    },
  ]);
}
