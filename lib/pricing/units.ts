import { byRemainder, shareOf } from "@/lib/pricing/allocate";

/**
 * The units of a line as runs: `count` neighbours of which `leftMinor` is left of each. A line of a thousand units is
 * a few runs, because a discount leaves at most two amounts where there was one.
 */
export type Run = { readonly count: number; readonly leftMinor: number };

/** The runs with neighbours of the same amount as one. */
export function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (run.count === 0) continue;
    if (last?.leftMinor === run.leftMinor)
      joined[joined.length - 1] = { ...last, count: last.count + run.count };
    else joined.push(run);
  }
  return joined;
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
  const total = runs.reduce((sum, run) => sum + run.count * run.leftMinor, 0);
  const shares = runs.map((run) => shareOf(amount, run.leftMinor, total));
  let over = runs.reduce((rest, run, i) => rest - run.count * (shares[i]?.floor ?? 0), amount);
  const extra = runs.map(() => 0);
  for (const index of byRemainder(shares.map((share) => share.rest))) {
    extra[index] = Math.min(over, runs[index]?.count ?? 0);
    over -= extra[index] ?? 0;
  }
  return joinRuns(
    runs.flatMap((run, i) => {
      const [more, leftMinor] = [extra[i] ?? 0, run.leftMinor - (shares[i]?.floor ?? 0)];
      return [
        { count: more, leftMinor: leftMinor - 1 },
        { count: run.count - more, leftMinor },
      ];
    }),
  );
}

/** The runs as one amount a unit, by unit index. */
export function unitAmounts(runs: readonly Run[]): number[] {
  return runs.flatMap((run) => Array<number>(run.count).fill(run.leftMinor));
}
