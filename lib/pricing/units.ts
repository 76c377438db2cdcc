import { shareOf, takeLargest } from "@/lib/pricing/allocate";

/**
 * The units of a line as runs: `count` neighbours of which `leftMinor` is left of each. A line of a thousand units is
 * a few runs, because a discount leaves at most two amounts where there was one.
 */
export type Run = { readonly count: number; readonly leftMinor: number };

/** Puts `count` units behind the others, as one run with the last of them where they are equal. */
export function addRun(runs: Run[], count: number, leftMinor: number): void {
  if (count === 0) return;
  const last = runs.at(-1);
  if (last?.leftMinor === leftMinor) runs[runs.length - 1] = { count: last.count + count, leftMinor };
  else runs.push({ count, leftMinor });
}

/** `spreadOverUnits` of units that are all equal: each bears the same, the first of them one more. */
function spreadOverEqual({ count, leftMinor }: Run, amount: number): readonly Run[] {
  const more = amount % count;
  const least = leftMinor - (amount - more) / count;
  if (more === 0) return [{ count, leftMinor: least }];
  return [
    { count: more, leftMinor: least - 1 },
    { count: count - more, leftMinor: least },
  ];
}

/**
 * What is left of a line's units after `amount` came off the line: spread by largest remainder over what is left of
 * each, ties to the lower unit (section 5). Equal to `allocate` over the single units.
 */
export function spreadOverUnits(runs: readonly Run[], amount: number): readonly Run[] {
  if (amount === 0) return runs;
  const [only] = runs;
  if (only && runs.length === 1) return spreadOverEqual(only, amount);
  let total = 0;
  for (const { count, leftMinor } of runs) total += count * leftMinor;
  let over = amount;
  const rests = runs.map(() => 0);
  const floors = runs.map(({ count, leftMinor }, i) => {
    const { floor, rest } = shareOf(amount, leftMinor, total);
    over -= count * floor;
    rests[i] = rest;
    return floor;
  });
  const extra = rests.map(() => 0);
  while (over > 0) {
    const index = takeLargest(rests);
    if (index < 0) break;
    extra[index] = Math.min(over, runs[index]?.count ?? 0);
    over -= extra[index] ?? 0;
  }
  const after: Run[] = [];
  for (const [i, { count, leftMinor }] of runs.entries()) {
    const [more, least] = [extra[i] ?? 0, leftMinor - (floors[i] ?? 0)];
    addRun(after, more, least - 1);
    addRun(after, count - more, least);
  }
  return after;
}

/** The runs as one amount a unit, by unit index. */
export function unitAmounts(runs: readonly Run[]): number[] {
  const amounts: number[] = [];
  for (const { count, leftMinor } of runs) for (let i = 0; i < count; i++) amounts.push(leftMinor);
  return amounts;
}
