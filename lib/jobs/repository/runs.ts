import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { jobs } from "@/db/schema/jobs";
import type { JobRow } from "@/lib/jobs/repository/jobs";
import { type JobResult, KEPT_DAYS } from "@/lib/jobs/schema";

/**
 * One time that a worker began a job. Everything it writes asks for its number: a worker that was taken for dead, and
 * whose job another has begun since, writes nothing more.
 */
export type Run = Pick<JobRow, "merchantId" | "id" | "tries">;

const isRun = (run: Run) =>
  and(
    eq(jobs.merchantId, run.merchantId),
    eq(jobs.id, run.id),
    eq(jobs.tries, run.tries),
    eq(jobs.status, "running"),
  );

/** Begins a job that waits, or takes it over from a worker that is gone; null = it is over, or not there any more. */
export async function beginRun(tx: Tx, job: Pick<Run, "merchantId" | "id">): Promise<JobRow | null> {
  const [row] = await tx
    .update(jobs)
    .set({
      status: "running",
      tries: sql`${jobs.tries} + 1`,
      startedAt: sql`coalesce(${jobs.startedAt}, now())`,
    })
    .where(
      and(
        eq(jobs.merchantId, job.merchantId),
        eq(jobs.id, job.id),
        inArray(jobs.status, ["queued", "running"]),
      ),
    )
    .returning();
  return row ?? null;
}

export type Progress = { readonly done: number; readonly total: number | null };

/** Writes how far a run is; null = the job is another's now. Tells whether somebody asked it to stop. */
export async function writeProgress(
  tx: Tx,
  run: Run,
  progress: Progress,
): Promise<{ cancel: boolean } | null> {
  const [row] = await tx
    .update(jobs)
    .set(progress)
    .where(isRun(run))
    .returning({ cancel: sql<boolean>`${jobs.cancelRequestedAt} is not null` });
  return row ?? null;
}

/** Holds a run's job until the transaction ends and gives its place; null = the job is another's now. */
export async function lockRun(tx: Tx, run: Run): Promise<{ place: unknown; cancel: boolean } | null> {
  const [row] = await tx
    .select({ place: jobs.place, cancel: sql<boolean>`${jobs.cancelRequestedAt} is not null` })
    .from(jobs)
    .where(isRun(run))
    .for("no key update");
  return row ?? null;
}

/** The last place that was kept of a job; null = none was. */
export async function findPlace(tx: Tx, run: Run): Promise<unknown> {
  const [row] = await tx.select({ place: jobs.place }).from(jobs).where(isRun(run));
  return row?.place ?? null;
}

/** Keeps the place that a locked run has come to, in the transaction of what it did to get there. */
export async function keepPlace(tx: Tx, run: Run, place: unknown, progress: Progress): Promise<void> {
  await tx
    .update(jobs)
    .set({ place, ...progress })
    .where(isRun(run));
}

export type End = {
  readonly status: "done" | "failed" | "cancelled";
  readonly result: JobResult | null;
  readonly error: string | null;
};

/** Ends a run's job; false = it is another's now, or over. */
export async function endRun(tx: Tx, run: Run, end: End, progress: Progress): Promise<boolean> {
  const ended = await tx
    .update(jobs)
    .set({
      ...end,
      ...progress,
      finishedAt: sql`now()`,
      expiresAt: sql.raw(`now() + interval '${KEPT_DAYS} days'`),
    })
    .where(isRun(run))
    .returning({ id: jobs.id });
  return ended.length === 1;
}
