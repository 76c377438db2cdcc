import { type Figures, median } from "@/bench/figures";
import { type Load, NOISY, waitForQuiet, withLoad } from "@/bench/noise";
import { progress } from "@/scripts/progress";

export type Case = {
  readonly key: string;
  readonly title: string;
  /** Throws when what it left behind is wrong. */
  run(): Promise<Figures>;
};

export type Run = Figures & Load & { readonly key: string; readonly title: string; readonly round: number };

export type RoundPlan = {
  readonly rounds: number;
  /** Rounds before these that are run and not counted: a server that has just started has not compiled its code yet. */
  readonly warm: number;
  /** Most seconds to wait for a quiet machine, all runs together. */
  readonly patience: number;
  /** Processes of ours that are not below this one. */
  readonly roots: () => readonly number[];
  /** Runs after each round; throws when something is wrong. */
  readonly afterRound?: () => Promise<void>;
};

/** Runs all cases one after another, `rounds` times, so that what changes on the machine meets all of them alike; before it `warm` times that are not counted. */
export async function runRounds(cases: readonly Case[], plan: RoundPlan): Promise<Run[]> {
  const runs: Run[] = [];
  let patience = plan.patience;
  for (let round = 1 - plan.warm; round <= plan.rounds; round += 1) {
    for (const { key, title, run } of cases) {
      const roots = [process.pid, ...plan.roots()];
      patience -= await waitForQuiet(roots, patience);
      const [figures, load] = await withLoad(roots, run);
      if (round > 0) runs.push({ key, title, round, ...figures, ...load });
      progress(`${round > 0 ? `round ${round}` : "warm-up"}  ${title}: ${line(figures)}${noiseWords(load)}`);
    }
    await plan.afterRound?.();
  }
  return runs;
}

const line = ({ perSecond, p50, p99 }: Figures) =>
  `${Math.round(perSecond)} /s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;

function noiseWords({ others }: Load): string {
  return others === null || others < NOISY ? "" : `  (noisy: others used ${others.toFixed(2)} cores)`;
}

export const isQuiet = (run: Load) => run.others === null || run.others < NOISY;

type Metric = "perSecond" | "p50" | "p99";

/** The median of a case's quiet runs, or of all where none was quiet. */
export function figure(runs: readonly Run[], key: string, metric: Metric): number {
  const mine = runs.filter((run) => run.key === key);
  const quiet = mine.filter(isQuiet);
  return median((quiet.length > 0 ? quiet : mine).map((run) => run[metric]));
}

/** Microseconds of processor that one answer took, as `figure`; null where it was not measured. */
export function cpuOf(runs: readonly Run[], key: string, of: "node" | "postgres"): number | null {
  const mine = runs.filter((run) => run.key === key);
  const quiet = mine.filter(isQuiet);
  const costs = (quiet.length > 0 ? quiet : mine).flatMap(({ cpu, done }) => {
    const seconds = cpu?.[of] ?? null;
    return seconds === null || done === 0 ? [] : [(seconds / done) * 1e6];
  });
  return costs.length > 0 ? median(costs) : null;
}

export type Ratio = { readonly value: number; readonly quiet: number; readonly all: number };

/** The median over the rounds of one case's figure by another's of the same round; rounds in which both were quiet first. */
export function ratio(
  runs: readonly Run[],
  [keyA, metricA]: readonly [string, Metric],
  [keyB, metricB]: readonly [string, Metric],
): Ratio {
  const pairs = runs
    .filter((run) => run.key === keyA)
    .flatMap((a) => runs.filter((run) => run.key === keyB && run.round === a.round).map((b) => ({ a, b })));
  const quiet = pairs.filter(({ a, b }) => isQuiet(a) && isQuiet(b));
  const used = quiet.length > 0 ? quiet : pairs;
  const value = median(used.map(({ a, b }) => a[metricA] / b[metricB]));
  return { value, quiet: quiet.length, all: pairs.length };
}
