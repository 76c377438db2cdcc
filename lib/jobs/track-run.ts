import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { keepPlace, lockRun, type Progress, type Run, writeProgress } from "@/lib/jobs/repository/runs";

/** Progress is written at most this often; somebody's wish to stop is seen as often. */
const EVERY_MS = 500;

/**
 * The job is not to be gone on with: somebody cancelled it, it was given to another worker, or whoever started it may no
 * longer do it.
 */
export class JobStopped extends Error {
  override name = "JobStopped";
  constructor(readonly why: "cancelled" | "taken" | "not_allowed") {
    super(why);
  }
}

export type TrackedRun = {
  /** How far it came last, written or not. */
  now(): Progress;
  /** Says how far it is. Throws `JobStopped` when it is to stop. */
  progress(done: number, total?: number | null): Promise<void>;
  /**
   * Does one part of the work in a transaction, and keeps with it the place it came to: after a crash the next worker
   * goes on from the last place kept, so nothing is done twice. `place` is null at the beginning. Throws `JobStopped`
   * instead of beginning when it is to stop.
   */
  step<P>(
    work: (tx: Tx, place: P | null) => Promise<P>,
    progress: (place: P) => Progress,
    limits?: { readonly withinMs?: number },
  ): Promise<P>;
  /** Runs `work` in a transaction in which the job is surely still this worker's. */
  fenced<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
};

/** Keeps what a run does within the run: at its own job, until it is cancelled, taken away or no longer allowed. */
export function trackRun(
  run: Run,
  start: Progress,
  { signal, isAllowed }: { readonly signal: AbortSignal; isAllowed(tx: Tx): Promise<boolean> },
): TrackedRun {
  let now: Progress = start;
  let writtenAt = 0;
  const goOn = async (tx: Tx, state: { readonly cancel: boolean } | null) => {
    if (state === null || signal.aborted) throw new JobStopped("taken");
    if (state.cancel) throw new JobStopped("cancelled");
    if (!(await isAllowed(tx))) throw new JobStopped("not_allowed");
  };
  const hold = async (tx: Tx) => {
    const state = await lockRun(tx, run);
    await goOn(tx, state);
    return state?.place ?? null;
  };
  return {
    now: () => now,
    progress: async (done, total = now.total) => {
      now = { done, total };
      if (signal.aborted) throw new JobStopped("taken");
      if (performance.now() - writtenAt < EVERY_MS) return;
      writtenAt = performance.now();
      await inTransaction(async (tx) => await goOn(tx, await writeProgress(tx, run, now)));
    },
    step: async <P>(
      work: (tx: Tx, place: P | null) => Promise<P>,
      progress: (place: P) => Progress,
      limits: { readonly withinMs?: number } = {},
    ) => {
      const place = await inTransaction(async (tx) => {
        // What is stored as a place is what this kind's own steps gave.
        const next = await work(tx, (await hold(tx)) as P | null);
        await keepPlace(tx, run, next, progress(next));
        return next;
      }, limits);
      now = progress(place);
      return place;
    },
    fenced: (work) =>
      inTransaction(async (tx) => {
        await hold(tx);
        return await work(tx);
      }),
  };
}
