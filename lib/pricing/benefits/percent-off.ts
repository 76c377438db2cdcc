import type { Benefit } from "@/lib/pricing/shapes";

/** round half up (base x bps / 10,000) once for the whole base, then at most the cap. Exact beyond 2^53. */
export function percentOff(benefit: Extract<Benefit, { type: "percent_off" }>, baseMinor: number): number {
  const product = baseMinor * benefit.bps + 5_000;
  const rounded =
    product <= Number.MAX_SAFE_INTEGER
      ? (product - (product % 10_000)) / 10_000
      : Number((BigInt(baseMinor) * BigInt(benefit.bps) + 5_000n) / 10_000n);
  return Math.min(rounded, benefit.maxOffMinor ?? rounded);
}
