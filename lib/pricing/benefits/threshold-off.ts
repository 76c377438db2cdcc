import type { Benefit } from "@/lib/pricing/shapes";

type ThresholdOff = Extract<Benefit, { type: "threshold_off" }>;

/** The spend from which it takes anything off: the first tier, or once `every`. */
export function firstThreshold(benefit: ThresholdOff): number {
  return benefit.every?.spendMinor ?? benefit.tiers?.[0]?.spendMinor ?? 0;
}

/**
 * The highest tier that `spendMinor` reaches, or `every` as often as it fits and may; never more than `baseMinor`.
 * Nothing below the first.
 */
export function thresholdOff(benefit: ThresholdOff, spendMinor: number, baseMinor: number): number {
  const { every, tiers = [] } = benefit;
  if (every) {
    const times = Math.min(Math.floor(spendMinor / every.spendMinor), every.maxTimes);
    return Math.min(times * every.offMinor, baseMinor);
  }
  let reachedMinor = 0;
  for (const tier of tiers) if (tier.spendMinor <= spendMinor) reachedMinor = tier.offMinor;
  return Math.min(reachedMinor, baseMinor);
}
