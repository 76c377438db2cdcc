import type { Worth } from "@/lib/packs/rules/worth";

export type Saving = { readonly savedMinor: number; readonly percent: number; readonly isLeast: boolean };

/**
 * What a buyer saves, in minor units and in whole percent, never rounded up; null where nothing is saved or it cannot be
 * told. `isLeast`: it is at least that, since some of what is in the pack has no sum.
 */
export function savingOf(priceMinor: number | null, worth: Worth): Saving | null {
  if (priceMinor === null || priceMinor <= 0 || worth.worthMinor <= priceMinor) return null;
  const savedMinor = worth.worthMinor - priceMinor;
  return { savedMinor, percent: Math.floor((savedMinor * 100) / worth.worthMinor), isLeast: worth.isLeast };
}
