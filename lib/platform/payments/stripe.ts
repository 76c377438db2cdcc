import Stripe from "stripe";
import { log } from "@/lib/platform/log";
import type {
  PaymentAsk,
  PaymentProvider,
  ProviderEvent,
  ProviderFacts,
  ProviderState,
  RefundAsk,
  RefundState,
} from "@/lib/platform/payments/provider";
import { fromStripe, toStripe } from "@/lib/platform/payments/stripe-units";

export type StripeSettings = {
  readonly secretKey: string;
  /** Those of the endpoint, several while one takes over from another. */
  readonly webhookSecrets: readonly string[];
  /** Where Stripe is, for tests. */
  readonly at?: { readonly host: string; readonly port: number; readonly protocol: "http" };
};

/**
 * Stripe lets a page be open for no less than half an hour. None is asked for after the order's end, so that this long after
 * it always will do. What is paid after the order's end goes back by itself.
 */
const SHORTEST_MS = 31 * 60_000;
const TOLERANCE_S = 300;
/** Stripe may forget a key once it is a day old (docs.stripe.com/api/idempotent_requests): from here on it is not trusted to know one. */
const KEYS_MS = 20 * 60 * 60_000;

/** Stripe as a provider: Checkout Sessions, refunds of their payment intents, webhooks verified on the raw body. */
export function stripeProvider({ secretKey, webhookSecrets, at }: StripeSettings): PaymentProvider {
  const stripe = new Stripe(secretKey, { ...at, maxNetworkRetries: 1, timeout: 10_000, telemetry: false });
  return {
    name: "stripe",
    canMove: (amountMinor, currency) => toStripe(amountMinor, currency) !== null,
    create: async (ask) => {
      const opened = stripe.checkout.sessions.create(sessionOf(ask), { idempotencyKey: ask.paymentId });
      const session = await opened.catch(unlessAmount);
      if (!session) return null;
      if (!session.url) throw new Error("Stripe gave no address to pay at");
      return { providerRef: session.id, url: session.url };
    },
    look: async (providerRef) => {
      const facts = factsOf(await stripe.checkout.sessions.retrieve(providerRef, looked));
      if (!facts) throw new Error("Stripe knows a payment of ours without saying whose it is");
      return facts;
    },
    close: async (providerRef) => {
      const closed = stripe.checkout.sessions.expire(providerRef);
      // Stripe refuses to close what is paid or over.
      await closed.catch(async (error: unknown) => {
        const { status } = await stripe.checkout.sessions.retrieve(providerRef);
        if (status === "open") throw error;
      });
    },
    refund: async (ask) => {
      // Asked for with the same key again, Stripe answers what it did the first time, not how it stands.
      const refund = ask.providerRef
        ? await stripe.refunds.retrieve(ask.providerRef)
        : ((await madeBefore(stripe, ask)) ?? (await makeRefund(stripe, ask).catch(unlessRefused)));
      return refund
        ? { providerRef: refund.id, state: refundStateOf(refund) }
        : { providerRef: null, state: "failed" };
    },
    read: async (body, headers, now) => {
      const sent = { body, signature: headers.get("stripe-signature"), now };
      const event = signedEvent(stripe, webhookSecrets, sent);
      if (!event) return null;
      const failedRefund = refundThatFailed(event);
      return {
        id: event.id,
        type: event.type,
        facts: eventFacts(event),
        ...(failedRefund && { failedRefund }),
      };
    },
  };
}

/** The refund that was asked for with this key long ago and whose answer was lost; null = there is none, or the key itself still tells. */
async function madeBefore(
  stripe: Stripe,
  { chargeRef, key, ageMs }: RefundAsk,
): Promise<Stripe.Refund | null> {
  if (ageMs < KEYS_MS) return null;
  for await (const refund of stripe.refunds.list({ payment_intent: chargeRef, limit: 100 })) {
    if (refund.metadata?.key === key) return refund;
  }
  return null;
}

function makeRefund(stripe: Stripe, { merchantId, chargeRef, amountMinor, currency, key }: RefundAsk) {
  const refund = { payment_intent: chargeRef, amount: unitsOf(amountMinor, currency) };
  return stripe.refunds.create({ ...refund, metadata: { merchantId, key } }, { idempotencyKey: key });
}

/**
 * What can be charged at all depends on the currency that the account is paid out in, and on the payer's way of paying, so that
 * only Stripe can tell: null where it says so (docs.stripe.com/error-codes).
 */
function unlessAmount(error: unknown): null {
  const code = error instanceof Stripe.errors.StripeError ? error.code : undefined;
  if (code === "amount_too_small" || code === "amount_too_large") return null;
  throw error;
}

/**
 * Null where Stripe understood and will not make the refund: the charge is disputed, or was given back in its dashboard. One that
 * it may make another time (no answer, too many calls, a key that is not let in) is no such answer.
 */
function unlessRefused(error: unknown): null {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  log.warn("Stripe refuses a refund", { code: error.code ?? "none" });
  return null;
}

/** Stripe answers a refund that a bank still works on, or will not make, like one that went (docs.stripe.com/refunds). */
function refundStateOf({ status }: Stripe.Refund): RefundState {
  if (status === "succeeded") return "done";
  return status === "failed" || status === "canceled" ? "failed" : "waiting";
}

function unitsOf(amountMinor: number, currency: string): number {
  const amount = toStripe(amountMinor, currency);
  if (amount === null) throw new Error(`Stripe cannot move ${amountMinor} of ${currency}`);
  return amount;
}

/** Of what is stored alone, and no clock: Stripe refuses a key that comes again with anything else. */
function sessionOf(ask: PaymentAsk): Stripe.Checkout.SessionCreateParams {
  const { merchantId, paymentId, amountMinor, currency, description, returnUrl, cancelUrl, expiresAt } = ask;
  const metadata = { merchantId, paymentId };
  return {
    mode: "payment",
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: unitsOf(amountMinor, currency),
          product_data: { name: description },
        },
      },
    ],
    client_reference_id: paymentId,
    metadata,
    payment_intent_data: { metadata },
    success_url: returnUrl,
    cancel_url: cancelUrl,
    expires_at: Math.floor((expiresAt.getTime() + SHORTEST_MS) / 1000),
  };
}

function signedEvent(
  stripe: Stripe,
  secrets: readonly string[],
  { body, signature, now }: { readonly body: string; readonly signature: string | null; readonly now: Date },
): Stripe.Event | null {
  if (signature === null) return null;
  for (const secret of secrets) {
    try {
      // How long ago is told by the clock that is given: this process's own may be wrong.
      return stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_S, undefined, now.getTime());
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    }
  }
  return null;
}

function eventFacts(event: Stripe.Event): ProviderFacts | null {
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
    case "checkout.session.expired":
      return factsOf(event.data.object);
    case "checkout.session.async_payment_failed":
      return factsOf(event.data.object, "declined");
    default:
      return null;
  }
}

/** A bank may send money back days after Stripe said that the refund succeeded (docs.stripe.com/refunds). */
function refundThatFailed(event: Stripe.Event): ProviderEvent["failedRefund"] | null {
  if (event.type !== "refund.failed" && event.type !== "refund.updated") return null;
  const { merchantId, key } = event.data.object.metadata ?? {};
  return merchantId && key && refundStateOf(event.data.object) === "failed" ? { merchantId, key } : null;
}

/** What is told of a payment's way of paying when it is looked at; events have no more than its id. */
const looked = { expand: ["payment_intent"] };

function stateOf({ status, payment_status, payment_intent: intent }: Stripe.Checkout.Session): ProviderState {
  if (payment_status === "paid") return "paid";
  // A page is done with long before a bank says no: only its intent tells that the money does not come.
  const intentStatus = typeof intent === "object" ? intent?.status : undefined;
  const isOver = intentStatus === "canceled" || intentStatus === "requires_payment_method";
  if (status === "complete" && isOver) return "declined";
  return status === "expired" ? "expired" : "open";
}

function factsOf(session: Stripe.Checkout.Session, state = stateOf(session)): ProviderFacts | null {
  const { metadata, payment_intent: intent, amount_total, currency } = session;
  const { merchantId, paymentId } = metadata ?? {};
  if (!merchantId || !paymentId) return null;
  const code = (currency ?? "").toUpperCase();
  const amountMinor = fromStripe(amount_total ?? 0, code);
  if (amountMinor === null) throw new Error(`Stripe took an amount of ${code} that we cannot have asked for`);
  return {
    merchantId,
    paymentId,
    state,
    chargeRef: typeof intent === "string" ? intent : (intent?.id ?? null),
    amountMinor,
    currency: code,
  };
}
