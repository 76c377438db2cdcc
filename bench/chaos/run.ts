import { type Fault, together } from "@/bench/chaos/fault";
import { clientFaults } from "@/bench/chaos/faults/clients";
import { clockFaults } from "@/bench/chaos/faults/clocks";
import { databaseFaults } from "@/bench/chaos/faults/database";
import { lockFaults } from "@/bench/chaos/faults/locks";
import { networkFaults } from "@/bench/chaos/faults/network";
import { paymentFaults } from "@/bench/chaos/faults/payments";
import { processFaults } from "@/bench/chaos/faults/processes";
import { schemaFaults } from "@/bench/chaos/faults/schema";
import { writeFaults } from "@/bench/chaos/faults/writes";
import { unfitLogs } from "@/bench/chaos/logs";
import type { ChaosOptions } from "@/bench/chaos/options";
import { Random } from "@/bench/chaos/random";
import { Stage } from "@/bench/chaos/stage";
import { findWrong } from "@/bench/chaos/verify";
import { until, within } from "@/bench/chaos/wait";
import { progress, refuse } from "@/scripts/progress";

/** Every fault there is, in the order of the list. */
export const faults: readonly Fault[] = [
  ...processFaults,
  ...databaseFaults,
  ...lockFaults,
  ...networkFaults,
  ...clockFaults,
  ...paymentFaults,
  ...clientFaults,
  ...writeFaults,
  ...schemaFaults,
].sort((a, b) => Number(a.key.slice(2)) - Number(b.key.slice(2)));

/** `names`: what failed, each with the first thing that was wrong. */
export type ChaosResult = {
  readonly passed: number;
  readonly failed: number;
  readonly names: readonly string[];
};

/** What failed in a scenario, in a line; null = everything held. */
type Verdict = string | null;

const FAULT_MS = 360_000;
const CHECK_MS = 180_000;

/** Lines that no process may print, whatever happens to it. */
const crash = /uncaught ?exception|unhandled ?rejection|FATAL ERROR|out of memory/i;

/** Brings about the wanted faults in an order of the seed's, then more of them until the time is over, and counts. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, seconds, only, slack } = options;
  const wanted = faults.filter(({ key }) => only.length === 0 || only.includes(key));
  if (wanted.length === 0) refuse(`--only knows ${faults.map(({ key }) => key).join(", ")}`);
  progress(`Chaos for ${seconds} s with --seed=${seed}, bounds of time times ${slack} (--slack)`);
  const random = new Random(seed);
  const stage = await Stage.build(random, options);
  progress("Two web processes and two workers are up");
  const end = performance.now() + seconds * 1000;
  const results: Verdict[] = [];
  const scenarios = stage.isLong ? wanted : gathered(wanted);
  try {
    for (const fault of random.shuffled(scenarios)) results.push(await play(stage, fault));
    while (performance.now() < end) results.push(await play(stage, random.pick(scenarios)));
    results.push(...(await settleDebts(stage)));
    results.push(await logsAreClean(stage));
  } finally {
    await within("the end of all processes", 90_000, stage.close());
  }
  const names = results.filter((verdict) => verdict !== null);
  const failed = names.length;
  if (failed > 0)
    progress(`Again with: npm run chaos -- --seed=${seed} --seconds=${seconds} --slack=${slack}`);
  return { passed: results.length - failed, failed, names };
}

/** Those that take nothing away as one. */
function gathered(wanted: readonly Fault[]): Fault[] {
  const gentle = wanted.filter(({ isGentle }) => isGentle);
  const others = wanted.filter(({ isGentle }) => !isGentle);
  return gentle.length > 1 ? [...others, together(gentle)] : [...wanted];
}

async function logsAreClean({ cluster, programs }: Stage): Promise<Verdict> {
  const unfit = await unfitLogs(cluster.reader, programs);
  for (const line of unfit.slice(0, 12)) progress(`             WRONG ${line}`);
  progress(`end  ${unfit.length === 0 ? "ok    " : "FAILED"}  no log line says what it must not`);
  return unfit.length === 0 ? null : `a log line says what it must not: ${unfit[0]}`;
}

/** What takes its time must have come true by now, or come true in the time that it has left. */
async function settleDebts(stage: Stage): Promise<Verdict[]> {
  const results: Verdict[] = [];
  for (const { what, since, withinMs, isPaid } of stage.debts) {
    const left = Math.max(2_000, withinMs - (performance.now() - since));
    const isGood = await until(what, left, isPaid, 200).then(
      () => true,
      () => false,
    );
    progress(`end  ${isGood ? "ok    " : "FAILED"}  ${what}`);
    results.push(isGood ? null : what);
  }
  return results;
}

/** One fault from whole to whole. */
async function play(stage: Stage, fault: Fault): Promise<Verdict> {
  const started = performance.now();
  const wrong: string[] = [];
  let told = "";
  const attempt = async (what: string, withinMs: number, work: () => Promise<readonly string[]>) => {
    try {
      wrong.push(...(await within(what, withinMs, work())));
    } catch (error) {
      wrong.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
  };
  await stage.set();
  await attempt(fault.key, FAULT_MS, async () => {
    const seen = await fault.run(stage);
    told = seen.told;
    return seen.wrong;
  });
  await attempt("mending", CHECK_MS, async () => {
    await stage.mend();
    await Promise.all([...stage.rushes].map((rush) => rush.stop()));
    return [];
  });
  await attempt("the check", CHECK_MS, () => findWrong(stage));
  const all = [...new Set([...wrong, ...stage.recorder.wrong, ...oddities(stage)])];
  report(fault, stage, { told, wrong: all, ms: performance.now() - started });
  return all.length === 0 ? null : `${fault.key} ${fault.title}: ${all[0]}`;
}

/** Processes that ended although nobody meant them to, and what they must never print. */
function oddities({ programs }: Stage): string[] {
  return programs.flatMap((program) => {
    const { name, surprises } = program;
    const ends = surprises.splice(0).map(({ code, signal }) => `${name} ended by itself (${signal ?? code})`);
    const line = crash.exec(program.newLog())?.[0];
    return line === undefined ? ends : [...ends, `${name} printed "${line}"; see ${program.logFile}`];
  });
}

type Outcome = { readonly told: string; readonly wrong: readonly string[]; readonly ms: number };

function report({ key, title }: Fault, { recorder }: Stage, { told, wrong, ms }: Outcome): void {
  const words = [...recorder.answers]
    .sort(([, a], [, b]) => b - a)
    .map(([word, times]) => `${times} ${word}`);
  progress(
    `${key.padEnd(5)}${wrong.length === 0 ? "ok    " : "FAILED"}  ${title} (${Math.round(ms / 1000)} s)`,
  );
  if (told) progress(`             ${told}`);
  progress(`             answers: ${words.join(", ")}`);
  for (const what of wrong.slice(0, 12)) progress(`             WRONG ${what}`);
}
