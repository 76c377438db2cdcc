import type { Cpu } from "@/bench/cpu";

/** What one run of one case gave. Times are milliseconds. */
export type Figures = {
  readonly done: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** How often each answer came: an HTTP status, `ok`, the code of a refusal, or `error: …`. */
  readonly answers: Readonly<Record<string, number>>;
  /** What `done` took of the processors. */
  readonly cpu?: Cpu;
};

/** The value below which the share `part` of the sorted values lies. */
export function quantile(sorted: ArrayLike<number>, part: number): number {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Sums up a run of `latencies`, in any order. */
export function figuresOf(
  latencies: ArrayLike<number>,
  seconds: number,
  answers: Readonly<Record<string, number>>,
): Figures {
  const sorted = Float64Array.from(latencies).sort();
  return {
    done: sorted.length,
    seconds,
    perSecond: sorted.length / seconds,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    answers,
  };
}

/** The middle of the values; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  return Number.isInteger(half) ? ((sorted[half - 1] ?? Number.NaN) + upper) / 2 : upper;
}
