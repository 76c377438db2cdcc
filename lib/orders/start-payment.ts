import { inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import { payInside, takeOrder } from "@/lib/orders/change-order";
import { findStarted, insertPayment, updateStarted } from "@/lib/orders/repository/payments";
import { mayPay } from "@/lib/orders/rules/orders";
import type { Scope } from "@/lib/platform/auth/scope";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { paymentProvider } from "@/lib/platform/payments/choose-provider";
import type { PaymentProvider } from "@/lib/platform/payments/provider";

export type StartPayment = {
  readonly orderId: string;
  /** In the payer's words: what they pay for. */
  readonly description: string;
  /** Where they come back to, whatever they did: a path of this site, which the caller made. */
  readonly returnPath: string;
};

/** Where to send the payer now. */
export type StartedPayment = { readonly url: string };

/** How long it is waited for the provider's word before it is asked. */
const LOOK_AFTER_MS = 5 * 60_000;

type Reserved =
  | { readonly isPaid: true }
  | {
      readonly isPaid: false;
      readonly paymentId: string;
      readonly url: string | null;
      readonly amountMinor: number;
      readonly currency: string;
      readonly expiresAt: Date;
    };

/**
 * Opens a page where an unpaid order is paid: reserves the try, asks the provider outside of any transaction, and keeps where
 * it leads. While a try is under way, asking again gives the same page, also after a crash in between. An order that costs
 * nothing is paid at once and leads back. Refusals: `payments_not_connected`, `payment_unavailable` (try again),
 * `order_cancelled`, `order_expired`, `order_already_paid`. Throws `not_found`.
 */
export async function startPayment(scope: Scope, ask: StartPayment): Promise<Result<StartedPayment>> {
  const provider = paymentProvider();
  if (!provider) return refuse("payments_not_connected");
  const returnUrl = `${env().BASE_URL}${ask.returnPath}`;
  const reserved = await reserve(scope, ask.orderId, provider.name);
  if (!reserved.ok) return reserved;
  if (reserved.value.isPaid) return ok({ url: returnUrl });
  const { paymentId, url, amountMinor, currency, expiresAt } = reserved.value;
  if (url !== null) return ok({ url });
  const { merchantId } = scope;
  const { description } = ask;
  const order = { merchantId, paymentId, amountMinor, currency, description, returnUrl, expiresAt };
  const told = await asked(provider, order);
  if (!told) return refuse("payment_unavailable");
  await inTransaction((tx) => updateStarted(tx, scope, paymentId, told));
  return ok({ url: told.url });
}

async function asked(provider: PaymentProvider, order: Parameters<PaymentProvider["create"]>[0]) {
  try {
    return await provider.create(order);
  } catch (err) {
    log.error("a payment could not be opened", { code: order.paymentId, err });
    return null;
  }
}

async function reserve(
  scope: Scope,
  orderId: string,
  provider: PaymentProvider["name"],
): Promise<Result<Reserved>> {
  return await inTransaction(async (tx): Promise<Result<Reserved>> => {
    const { order, now } = await takeOrder(tx, scope, orderId);
    const may = mayPay(order, "", now);
    if (!may.ok) return may;
    const { totalMinor: amountMinor, currency, expiresAt } = order;
    if (amountMinor === 0) {
      const paid = await payInside(tx, scope, { orderId, paymentRef: "nothing_to_pay" });
      return paid.ok ? ok({ isPaid: true }) : paid;
    }
    const started = await findStarted(tx, scope, orderId);
    const kept = { isPaid: false, amountMinor, currency, expiresAt } as const;
    // One that another provider began is left to itself; its money comes back if it still comes.
    if (started?.provider === provider) return ok({ ...kept, paymentId: started.id, url: started.url });
    if (started) return refuse("payment_unavailable");
    const lookAt = new Date(now.getTime() + LOOK_AFTER_MS);
    const paymentId = await insertPayment(tx, scope, { orderId, provider, amountMinor, currency, lookAt });
    await recordAudit(tx, scope, [
      {
        ...{ action: "payment.start", objectType: "order", objectId: orderId },
        after: { paymentId, provider, amountMinor },
      },
    ]);
    return ok({ ...kept, paymentId, url: null });
  });
}
