import { type Figures, figuresOf } from "@/bench/figures";

export type CallPlan = { readonly callers: number; readonly seconds: number; readonly most: number };

/** Counts what was answered, by word. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(word: string, times = 1): void {
    this.counts.set(word, (this.counts.get(word) ?? 0) + times);
  }

  all(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }
}

/**
 * `callers` in this process, each calling `work` again as soon as it has its answer, until the time is over or `most`
 * calls have begun. `work` gets a number that no other call of the run gets and returns the word of its answer.
 */
export async function runCallers(
  plan: CallPlan,
  work: (serial: number) => Promise<string>,
): Promise<Figures> {
  const latencies: number[] = [];
  const answers = new Tally();
  let begun = 0;
  const started = performance.now();
  const until = started + plan.seconds * 1000;
  const caller = async () => {
    while (begun < plan.most && performance.now() < until) {
      const serial = begun;
      begun += 1;
      const at = performance.now();
      answers.add(await work(serial).catch((error: unknown) => `error: ${String(error).slice(0, 120)}`));
      latencies.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: plan.callers }, caller));
  return figuresOf(latencies, (performance.now() - started) / 1000, answers.all());
}
