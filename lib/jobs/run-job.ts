import { z } from "zod";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { readInput } from "@/lib/jobs/read-file";
import type { NewFile } from "@/lib/jobs/repository/files";
import type { JobRow } from "@/lib/jobs/repository/jobs";
import { beginRun, type End, endRun, findPlace } from "@/lib/jobs/repository/runs";
import { JOB_WORDS, type JobMessage, type JobResult, jobResultSchema } from "@/lib/jobs/schema";
import { JobStopped, type TrackedRun, trackRun } from "@/lib/jobs/track-run";
import { writeFile } from "@/lib/jobs/write-file";
import { AppError } from "@/lib/kernel/app-error";
import type { Result } from "@/lib/kernel/result";
import { jobScope } from "@/lib/platform/auth/job-gates";
import type { JobKind } from "@/lib/platform/auth/job-kinds";
import type { Scope } from "@/lib/platform/auth/scope";
import { unseal } from "@/lib/platform/crypto";
import { log } from "@/lib/platform/log";
import { type Table, UnreadableTable } from "@/lib/platform/read-table";

/** Workers that die or find the database busy may begin a job so often before it counts as failed. */
const TRIES = 8;

/** A job at work. */
export type RunningJob<I> = Pick<TrackedRun, "progress" | "step"> & {
  readonly id: string;
  /** Whoever started it, with what they may do now. */
  readonly scope: Scope;
  readonly input: I;
  /** What it is to search by; "" = nothing. */
  readonly words: string;
  /** How many there were to do when it was started, where that was known. */
  readonly total: number | null;
  /** When it was started, by the database's clock: what "now" in a filter means, however long it waited. */
  readonly startedAt: Date;
  /** Keeps a file for whoever may see the job; begun again, it takes the place of the earlier one. */
  writeFile(file: NewFile, chunks: AsyncIterable<Uint8Array | string>): Promise<string>;
  /** The rows of the file it was given. */
  readInput(): Promise<Table>;
};

/** What a kind does. A refusal ends the job as failed, with its code; its words are in `jobs.errors`. */
export type TrackedJob = {
  readonly kind: JobKind;
  readonly run: (job: RunningJob<unknown>) => Promise<Result<z.input<typeof jobResultSchema>>>;
  /** What it did until it was stopped, as its last place has it. */
  readonly told?: (place: unknown) => z.input<typeof jobResultSchema>;
};

/**
 * Defines what a kind of job does. It may be begun again after a crash: what changes anything is done in `step`s, which
 * are never done twice; files are written anew.
 */
export function trackedJob<I, P = unknown>(definition: {
  readonly kind: JobKind;
  readonly input: z.ZodType<I>;
  readonly run: (job: RunningJob<I>) => Promise<Result<z.input<typeof jobResultSchema>>>;
  readonly told?: (place: P) => z.input<typeof jobResultSchema>;
}): TrackedJob {
  const { kind, input, run, told } = definition;
  return {
    kind,
    run: async (job) => await run({ ...job, input: input.parse(job.input) }),
    // What is stored as a place is what this kind's own steps gave.
    ...(told ? { told: (place) => told(place as P) } : {}),
  };
}

const keptInput = z.looseObject({ words: z.string().optional() });

type Outcome = Omit<End, "result"> & { readonly result: JobResult | null };
const failed = (error: string): Outcome => ({ status: "failed", result: null, error });

async function outcomeOf(kinds: readonly TrackedJob[], row: JobRow, tracked: TrackedRun): Promise<Outcome> {
  const kind = kinds.find((each) => each.kind === row.kind);
  const scope = await inTransaction((tx) => jobScope(tx, row));
  if (!kind) return failed("unknown_kind");
  if (!scope) return failed("not_allowed");
  const { words, ...input } = keptInput.parse(row.input);
  const done = await kind.run({
    id: row.id,
    scope,
    input,
    words: words ? unseal(JOB_WORDS, words) : "",
    total: row.total,
    startedAt: row.createdAt,
    progress: tracked.progress,
    step: tracked.step,
    writeFile: (file, chunks) => writeFile(row, tracked, file, chunks),
    readInput: () => readInput(row),
  });
  if (!done.ok) return failed(done.refusal.code);
  return { status: "done", result: jobResultSchema.parse(done.value), error: null };
}

/** What was done until it was stopped; null = its kind does not tell, or nothing was. */
async function toldOf(kinds: readonly TrackedJob[], row: JobRow): Promise<JobResult | null> {
  const told = kinds.find((each) => each.kind === row.kind)?.told;
  const place = told ? await inTransaction((tx) => findPlace(tx, row)) : null;
  return told && place !== null ? jobResultSchema.parse(told(place)) : null;
}

/** What an error makes of the job; null = it is left as it is, for another try. */
function outcomeOfError(error: unknown, row: JobRow, tries: number): Outcome | null {
  if (error instanceof JobStopped) {
    if (error.why === "not_allowed") return failed(error.why);
    return error.why === "cancelled" ? { status: "cancelled", result: null, error: null } : null;
  }
  if (error instanceof UnreadableTable) return failed(error.fault);
  if (error instanceof AppError && error.code === "busy" && tries < TRIES) return null;
  log.error("a tracked job failed", { code: row.kind, err: error });
  return failed("failed");
}

/**
 * Does a job that waits or was left behind, for whoever started it, as long as they may do it: each step asks anew (S-8).
 * Every end is written by the run that came to it, and by no other. Throws when it is to be tried again: the queue then comes back. What is over or gone is left alone.
 */
export async function runJob(
  kinds: readonly TrackedJob[],
  message: JobMessage,
  signal: AbortSignal,
): Promise<void> {
  const { merchantId, jobId, from } = message;
  const row = await inTransaction((tx) => beginRun(tx, { merchantId, id: jobId }));
  if (!row) return;
  const tries = row.tries - from;
  const isAllowed = async (tx: Tx) => (await jobScope(tx, row)) !== null;
  const tracked = trackRun(row, { done: row.done, total: row.total }, { signal, isAllowed });
  let outcome: Outcome | null;
  try {
    outcome = tries > TRIES ? failed("gave_up") : await outcomeOf(kinds, row, tracked);
  } catch (error) {
    outcome = outcomeOfError(error, row, tries);
    if (outcome === null) throw error;
  }
  const end = outcome.status === "done" ? outcome : { ...outcome, result: await toldOf(kinds, row) };
  await inTransaction((tx) => endRun(tx, row, end, tracked.now()));
}
