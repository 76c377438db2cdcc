type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The origin that members are sent to by a form of ours to pay, if it is not our own: what `form-action` has to let through,
 * since browsers hold the redirect of a form to it. Null = they pay here, or nowhere. Without Node's own modules, for
 * proxy.ts; the same choice as `paymentProvider`, whose keys the environment has checked at the start.
 */
export function payOrigin(variables: Variables): string | null {
  const { PAYMENTS, STRIPE_SECRET_KEY, STRIPE_CHECKOUT_HOST } = variables;
  if (PAYMENTS === "test" || !STRIPE_SECRET_KEY) return null;
  return `https://${STRIPE_CHECKOUT_HOST || "checkout.stripe.com"}`;
}
