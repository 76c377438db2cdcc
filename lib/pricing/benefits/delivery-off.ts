import type { Benefit } from "@/lib/pricing/shapes";

/** min(what is left of the delivery charge, cap). */
export function deliveryOff(benefit: Extract<Benefit, { type: "delivery_off" }>, leftMinor: number): number {
  return Math.min(leftMinor, benefit.maxOffMinor ?? leftMinor);
}
