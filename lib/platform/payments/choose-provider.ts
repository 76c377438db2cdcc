import { env } from "@/lib/platform/env";
import type { PaymentProvider } from "@/lib/platform/payments/provider";
import { stripeProvider } from "@/lib/platform/payments/stripe";
import { testProvider } from "@/lib/platform/payments/test-desk";
import { perProcess } from "@/lib/platform/per-process";

/**
 * Who takes money in this installation: Stripe where its keys are set, else the built-in test provider where
 * PAYMENTS=test or the installation is on this machine alone; null = nobody, since a test provider on the open internet
 * would give goods away.
 */
export function paymentProvider(): PaymentProvider | null {
  const { PAYMENTS, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, INSECURE_COOKIES } = env();
  if (PAYMENTS !== "test" && STRIPE_SECRET_KEY && STRIPE_WEBHOOK_SECRET) {
    const webhookSecrets = STRIPE_WEBHOOK_SECRET.split(",").map((secret) => secret.trim());
    return perProcess("stripe", () => stripeProvider({ secretKey: STRIPE_SECRET_KEY, webhookSecrets }));
  }
  return PAYMENTS === "test" || INSECURE_COOKIES ? testProvider : null;
}

/** The provider of that name, if it is the one in use. */
export function providerNamed(name: string): PaymentProvider | null {
  const provider = paymentProvider();
  return provider?.name === name ? provider : null;
}
