import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import type { Instant } from "@/lib/kernel/time";
import { recordAudit } from "@/lib/merchants/record-audit";
import { refundPaymentJob } from "@/lib/payments/refund-payment";
import { reopenRefund } from "@/lib/payments/reopen-refund";
import {
  findPaidBy,
  findSubject,
  insertPaymentEvent,
  lockPayment,
  type Payment,
  type Subject,
  subjectOf,
  updatePayment,
} from "@/lib/payments/repository";
import { insertPaymentRefund } from "@/lib/payments/repository/refunds";
import type { Payable } from "@/lib/payments/start-payment";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { send } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { providerNamed } from "@/lib/platform/payments/choose-provider";
import type { PaymentProvider, ProviderEvent, ProviderFacts } from "@/lib/platform/payments/provider";

/** Does what a provider's event says, once however often it comes. */
export type Settle = (provider: PaymentProvider["name"], event: ProviderEvent) => Promise<void>;

/**
 * Does what a provider's event says, exactly once however often, late or disordered it comes (F-13): the event's id is
 * unique, what is paid for and then the payment are locked, and only what changes something is written. What is paid pays
 * what it was for; what can no longer pay it (cancelled, run out, paid already, not to be had any more, another sum) is given
 * back whole, once, by the job that is sent in the same transaction. An event of no payment of ours is kept and changes
 * nothing.
 */
export function settleWith(payables: Readonly<Record<Subject["kind"], Payable>>): Settle {
  return async (provider, event) => {
    const { facts, failedRefund } = event;
    if (failedRefund)
      return await inTransaction((tx) => reopenRefund(tx, provider, { ...event, failedRefund }));
    const kept = { provider, eventId: event.id, type: event.type };
    const scope = facts && systemScope(facts.merchantId, event.id);
    await inTransaction(async (tx) => {
      const subject = facts && scope ? await findSubject(tx, scope, facts.paymentId) : null;
      if (!facts || !scope || subject === null) {
        await insertPaymentEvent(tx, { ...kept, merchantId: null, paymentId: null });
        return;
      }
      // First the event: a twin waits for this transaction here, and then finds it done.
      const { merchantId, paymentId } = facts;
      if (!(await insertPaymentEvent(tx, { ...kept, merchantId, paymentId }))) return;
      const payable = payables[subject.kind];
      await payable.take(tx, scope, subject.id);
      const payment = await lockPayment(tx, scope, paymentId);
      if (payment?.provider !== provider) return;
      await apply(tx, scope, { payable, payment, facts, now: await databaseNow(tx) });
    });
  };
}

type Settling = {
  readonly payable: Payable;
  readonly payment: Payment;
  readonly facts: ProviderFacts;
  readonly now: Instant;
};

async function apply(tx: Tx, scope: Scope, settling: Settling): Promise<void> {
  const { payment, facts, now } = settling;
  // Paid is the end: whatever comes after it was said before it, or is said of money that went back.
  if (payment.status === "paid" || facts.state === "open") return;
  if (facts.state === "paid") return await applyPaid(tx, scope, settling);
  if (payment.status !== "started") return;
  await updatePayment(tx, scope, payment, { status: facts.state, settledAt: now });
  await tell(tx, scope, settling, facts.state);
}

async function applyPaid(tx: Tx, scope: Scope, settling: Settling): Promise<void> {
  const { payable, payment, facts, now } = settling;
  const { id: paymentId, amountMinor, currency } = payment;
  const isWhole = facts.amountMinor === amountMinor && facts.currency === currency;
  const { id } = subjectOf(payment);
  // Less may be to be paid than when this try began: a pack was taken off its order.
  const bill = await payable.bill(tx, scope, id);
  const isOwed = isWhole && (!bill.ok || bill.value.amountMinor === amountMinor);
  // Refused before it has written anything.
  const pays = isOwed && (await payable.pay(tx, scope, { id, paymentRef: paymentId })).ok;
  const { chargeRef } = facts;
  const change = { status: "paid", paysOrder: pays ? "yes" : "no", chargeRef, settledAt: now } as const;
  await updatePayment(tx, scope, payment, change);
  await tell(tx, scope, settling, pays ? "paid" : "paid_in_vain");
  if (pays) return;
  if (!isWhole) log.error("a payment is of another sum than was asked for", { code: paymentId });
  await giveBack(tx, scope, { paymentId, refundId: null, amountMinor: facts.amountMinor, now });
}

type Back = { readonly amountMinor: number; readonly now: Instant };

/** Reserves money to go back and has it asked for, in the transaction of its cause: once for a cause. */
export async function giveBack(
  tx: Tx,
  scope: Scope,
  back: Back & { readonly paymentId: string; readonly refundId: string | null },
): Promise<void> {
  const { paymentId, refundId, amountMinor, now } = back;
  if (amountMinor <= 0) return;
  // The job is sent with it; should that be lost, it is found again by this.
  const dueAt = new Date(now.getTime() + 10 * 60_000);
  const id = await insertPaymentRefund(tx, scope, { paymentId, refundId, amountMinor, dueAt });
  if (id !== null) await send(tx, refundPaymentJob, { merchantId: scope.merchantId, id });
}

/**
 * Has money of something that is locked go back the way it came, once for a refund, where a provider took it. What was paid
 * at a till is given back at the till: nothing is done.
 */
export async function giveBackOf(
  tx: Tx,
  scope: Scope,
  subject: Subject,
  back: Back & { readonly refundId: string },
): Promise<void> {
  const payment = await findPaidBy(tx, scope, subject);
  if (payment) await giveBack(tx, scope, { paymentId: payment.id, ...back });
}

/**
 * Whether so much of what is locked can go back the way it came: the provider that was paid has such an amount. True where no
 * provider was paid, and where the one that was is not in use now: it is asked again once it is.
 */
export async function canGiveBack(
  tx: Tx,
  scope: Scope,
  subject: Subject,
  amountMinor: number,
): Promise<boolean> {
  const payment = await findPaidBy(tx, scope, subject);
  if (!payment) return true;
  return providerNamed(payment.provider)?.canMove(amountMinor, payment.currency) ?? true;
}

async function tell(tx: Tx, scope: Scope, { payable, payment }: Settling, became: string): Promise<void> {
  const { id: paymentId, provider } = payment;
  await recordAudit(tx, scope, [
    {
      ...{ action: "payment.settle", objectType: payable.objectType, objectId: subjectOf(payment).id },
      after: { paymentId, provider, payment: became },
    },
  ]);
}
