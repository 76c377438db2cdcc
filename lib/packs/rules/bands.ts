import { currencyDecimals } from "@/lib/kernel/minor-units";

/** Prices in bands, in units of a currency with cents; a hundred times as many of one without. */
const bands = [
  [0, 20],
  [20, 50],
  [50, 100],
  [100, null],
] as const;

/** The names of the bands, as an address says them. */
export const priceBandKeys = bands.map(([from, until]) => `${from}-${until ?? ""}`);

/** `from <= price <= until` in minor units; `until` null = without end. */
export type PriceBand = { readonly key: string; readonly from: number; readonly until: number | null };

/** The bands that a list of packs is narrowed by, in minor units of `currency`. */
export function priceBands(currency: string): PriceBand[] {
  const unit = 10 ** Math.max(2, currencyDecimals(currency));
  return bands.map(([from, until], at) => ({
    key: priceBandKeys[at] ?? "",
    from: from * unit,
    until: until === null ? null : until * unit,
  }));
}
