import type { Candidate, Cart, Reason } from "@/lib/pricing/shapes";
import type { ConditionTerms } from "@/lib/pricing/terms";

/** The parts of the store's floor that the coupon is bound to, where the cart is in none of them; else null. */
function regionsMissed({ store, region }: Cart, { regions = [] }: ConditionTerms): readonly string[] | null {
  if (regions.length === 0) return null;
  const names = regions.filter(({ storeId }) => storeId === store.id).flatMap((one) => one.names);
  const here = region?.trim().toLowerCase();
  return names.length === 0 || names.some((name) => name.trim().toLowerCase() === here) ? null : names;
}

/** Adds what the store, its floor, its currency, the channel and the device say against the voucher. */
export function addPlaceReasons(reasons: Reason[], cart: Cart, { currency, terms }: Candidate): void {
  const { storeIds, channels, devices } = terms.conditions;
  if (currency !== cart.currency) reasons.push({ code: "wrong_currency" });
  if (storeIds !== "all" && !storeIds.includes(cart.store.id)) reasons.push({ code: "store_not_allowed" });
  const regions = regionsMissed(cart, terms.conditions);
  if (regions) reasons.push({ code: "region_not_allowed", regions });
  if (!channels.includes(cart.channel)) reasons.push({ code: "channel_not_allowed" });
  if (!devices.includes(cart.device)) reasons.push({ code: "device_not_allowed" });
}
