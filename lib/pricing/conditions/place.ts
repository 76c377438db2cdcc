import type { Candidate, Cart, Reason } from "@/lib/pricing/shapes";

/** What the store, its currency, the channel and the device say against the voucher. */
export function placeReasons(cart: Cart, { currency, terms }: Candidate): Reason[] {
  const { storeIds, channels, devices } = terms.conditions;
  const reasons: Reason[] = [];
  if (currency !== cart.currency) reasons.push({ code: "wrong_currency" });
  if (storeIds !== "all" && !storeIds.includes(cart.store.id)) reasons.push({ code: "store_not_allowed" });
  if (!channels.includes(cart.channel)) reasons.push({ code: "channel_not_allowed" });
  if (!devices.includes(cart.device)) reasons.push({ code: "device_not_allowed" });
  return reasons;
}
