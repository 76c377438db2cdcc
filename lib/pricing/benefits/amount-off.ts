import type { Benefit } from "@/lib/pricing/shapes";

/** min(amount, base): what is left over of the amount is lost. */
export function amountOff(benefit: Extract<Benefit, { type: "amount_off" }>, baseMinor: number): number {
  return Math.min(benefit.amountMinor, baseMinor);
}
