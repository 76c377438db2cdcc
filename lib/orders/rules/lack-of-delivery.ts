/** What of delivery a coupon for it misses on a cart: a charge at all, or that it is chosen; undefined = nothing. */
export function lackOf(checkout: {
  readonly best: { readonly deliveryMinor: number };
  readonly delivery: { readonly chargeMinor: number | null };
}): "charge" | "choice" | undefined {
  if (checkout.best.deliveryMinor > 0) return undefined;
  return (checkout.delivery.chargeMinor ?? 0) > 0 ? "choice" : "charge";
}
