import { type Left, type UnitPicks, unitsLeft } from "@/lib/pricing/left";
import type { Benefit } from "@/lib/pricing/shapes";
import { addRun, type Run } from "@/lib/pricing/units";

/** Some neighbouring units of a line that cost more than the voucher's price. */
type Pickable = {
  readonly line: number;
  readonly run: number;
  readonly count: number;
  readonly leftMinor: number;
};

/**
 * The units that a `product` voucher brings down to its price: up to `quantity` of those on `lines`, the dearest first
 * by what is left of each, ties to the lower line and unit; what costs no more than the price is passed over.
 */
export function pickUnits(
  benefit: Extract<Benefit, { type: "product" }>,
  lines: readonly number[],
  left: Left,
): { readonly picks: UnitPicks; readonly offMinor: number } {
  const runsOf = new Map(lines.map((line) => [line, unitsLeft(left, line)] as const));
  const pickable: Pickable[] = [];
  for (const [line, runs] of runsOf) {
    runs.forEach((run, i) => {
      if (run.leftMinor > benefit.priceMinor) pickable.push({ line, run: i, ...run });
    });
  }
  pickable.sort((a, b) => b.leftMinor - a.leftMinor || a.line - b.line || a.run - b.run);
  const counts = new Map<number, Map<number, number>>();
  let [wanted, offMinor] = [benefit.quantity, 0];
  for (const units of pickable) {
    if (wanted === 0) break;
    const count = Math.min(wanted, units.count);
    wanted -= count;
    offMinor += count * (units.leftMinor - benefit.priceMinor);
    counts.set(units.line, (counts.get(units.line) ?? new Map<number, number>()).set(units.run, count));
  }
  const picks = [...counts].map(([line, picked]) => {
    const runs = runsOf.get(line) ?? [];
    return [line, cheaper(runs, picked, benefit.priceMinor)] as const;
  });
  return { picks: new Map(picks), offMinor };
}

/** The first `picked` units of each run at `priceMinor`, and what that takes off the line. */
function cheaper(runs: readonly Run[], picked: ReadonlyMap<number, number>, priceMinor: number) {
  let offMinor = 0;
  const after: Run[] = [];
  for (const [i, run] of runs.entries()) {
    const count = picked.get(i) ?? 0;
    offMinor += count * (run.leftMinor - priceMinor);
    addRun(after, count, priceMinor);
    addRun(after, run.count - count, run.leftMinor);
  }
  return { runs: after, offMinor };
}
