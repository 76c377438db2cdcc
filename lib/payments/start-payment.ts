import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { recordAudit } from "@/lib/merchants/record-audit";
import {
  findStarted,
  insertPayment,
  lockPayment,
  type Subject,
  updatePayment,
  updateStarted,
} from "@/lib/payments/repository";
import type { Scope } from "@/lib/platform/auth/scope";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { paymentProvider } from "@/lib/platform/payments/choose-provider";
import type { PaymentProvider } from "@/lib/platform/payments/provider";

/** What is to be paid for something now. */
export type Bill = {
  readonly amountMinor: number;
  readonly currency: string;
  /** What it is for, of what is stored and in no language: a provider asked again must be asked the same. */
  readonly description: string;
  /** Unpaid at this instant, it is not wanted any more. */
  readonly expiresAt: Instant;
  readonly now: Instant;
};

/**
 * Something that a provider's payment can pay for. The slice that sells it says how: each call is made in the transaction of
 * the payment, takes its locks in the product's order, and refuses before it has written anything.
 */
export type Payable = {
  readonly kind: Subject["kind"];
  /** What the audit log calls it. */
  readonly objectType: string;
  /** Locks it; throws `not_found`. */
  readonly take: (tx: Tx, scope: Scope, id: string) => Promise<unknown>;
  /** Locks it and tells what is to be paid, or why nothing can be. */
  readonly bill: (tx: Tx, scope: Scope, id: string) => Promise<Result<Bill>>;
  /** Locks it and marks it as paid. Paid already with the same reference, it stays as it is. */
  readonly pay: (
    tx: Tx,
    scope: Scope,
    paid: { readonly id: string; readonly paymentRef: string },
  ) => Promise<Result<unknown>>;
};

export type StartPayment = {
  /** Of the thing that is paid for. */
  readonly id: string;
  /** Where they come back to when they are done: a path of this site, which the caller makes of ids, always the same. */
  readonly returnPath: string;
  /** As that, where they gave up. */
  readonly cancelPath: string;
};

/** Where to send the payer now. */
export type StartedPayment = { readonly url: string };

/** How long it is waited for the provider's word before it is asked. */
const LOOK_AFTER_MS = 5 * 60_000;

type Reserved =
  | { readonly isPaid: true }
  | (Omit<Bill, "now"> & {
      readonly isPaid: false;
      readonly paymentId: string;
      readonly url: string | null;
    });

/**
 * Opens a page where something unpaid is paid: reserves the try, asks the provider outside of any transaction, and keeps where
 * it leads. While a try is under way, asking again gives the same page, also after a crash in between. What costs nothing is
 * paid at once and leads back. Refusals: `payments_not_connected`, `payment_unavailable` (try again), `amount_not_payable`
 * (the provider has no such amount of that currency; nothing is reserved any more), and those of the payable. Throws `not_found`.
 */
export async function startPaying(
  scope: Scope,
  payable: Payable,
  ask: StartPayment,
): Promise<Result<StartedPayment>> {
  const provider = paymentProvider();
  const returnUrl = `${env().BASE_URL}${ask.returnPath}`;
  const cancelUrl = `${env().BASE_URL}${ask.cancelPath}`;
  const reserved = await reserve(scope, payable, ask.id, provider);
  if (!reserved.ok) return reserved;
  if (reserved.value.isPaid) return ok({ url: returnUrl });
  const { paymentId, url, amountMinor, currency, description, expiresAt } = reserved.value;
  if (url !== null) return ok({ url });
  if (!provider) return refuse("payments_not_connected");
  const { merchantId } = scope;
  const asks = { merchantId, paymentId, amountMinor, currency, description };
  const order = { ...asks, returnUrl, cancelUrl, expiresAt };
  const told = await asked(provider, order);
  if (told === "unavailable") return refuse("payment_unavailable");
  if (told === null) return await endRefused(scope, payable, { id: ask.id, paymentId });
  await inTransaction((tx) => updateStarted(tx, scope, paymentId, told));
  return ok({ url: told.url });
}

async function asked(provider: PaymentProvider, order: Parameters<PaymentProvider["create"]>[0]) {
  try {
    return await provider.create(order);
  } catch (err) {
    log.error("a payment could not be opened", { code: order.paymentId, err });
    return "unavailable";
  }
}

/** Ends a try that its provider takes no such amount for, so that it is not asked with it again. */
async function endRefused(
  scope: Scope,
  payable: Payable,
  { id, paymentId }: { readonly id: string; readonly paymentId: string },
): Promise<Result<StartedPayment>> {
  await inTransaction(async (tx) => {
    await payable.take(tx, scope, id);
    const payment = await lockPayment(tx, scope, paymentId);
    const settledAt = await databaseNow(tx);
    if (payment?.status === "started")
      await updatePayment(tx, scope, payment, { status: "declined", settledAt });
  });
  return refuse("amount_not_payable");
}

async function reserve(
  scope: Scope,
  payable: Payable,
  id: string,
  provider: PaymentProvider | null,
): Promise<Result<Reserved>> {
  return await inTransaction(async (tx): Promise<Result<Reserved>> => {
    const bill = await payable.bill(tx, scope, id);
    if (!bill.ok) return bill;
    const { now, ...asked } = bill.value;
    const { amountMinor, currency } = asked;
    if (amountMinor === 0) {
      const paid = await payable.pay(tx, scope, { id, paymentRef: "nothing_to_pay" });
      return paid.ok ? ok({ isPaid: true }) : paid;
    }
    if (!provider) return refuse("payments_not_connected");
    if (!provider.canMove(amountMinor, currency)) return refuse("amount_not_payable");
    const subject = { kind: payable.kind, id };
    const started = await findStarted(tx, scope, subject);
    const kept = { isPaid: false, ...asked } as const;
    // One that another provider began is left to itself; its money comes back if it still comes.
    if (started?.provider === provider.name) return ok({ ...kept, paymentId: started.id, url: started.url });
    if (started) return refuse("payment_unavailable");
    const lookAt = new Date(now.getTime() + LOOK_AFTER_MS);
    const paymentId = await insertPayment(tx, scope, subject, {
      ...{ provider: provider.name, amountMinor, currency, lookAt },
    });
    await recordAudit(tx, scope, [
      {
        ...{ action: "payment.start", objectType: payable.objectType, objectId: id },
        after: { paymentId, provider: provider.name, amountMinor },
      },
    ]);
    return ok({ ...kept, paymentId, url: null });
  });
}
