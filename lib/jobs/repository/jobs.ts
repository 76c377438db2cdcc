import { and, eq, type InferSelectModel, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { jobFiles, jobs } from "@/db/schema/jobs";
import { KEPT_DAYS } from "@/lib/jobs/schema";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";

export type JobRow = InferSelectModel<typeof jobs>;

/** A job about to be kept. */
export type NewJob = Pick<JobRow, "kind" | "capability" | "title" | "total" | "input" | "requestId">;

const kept = sql.raw(`now() + interval '${KEPT_DAYS} days'`);
const jobIs = (scope: Scope, jobId: string) => and(eq(jobs.merchantId, scope.merchantId), eq(jobs.id, jobId));

/** Keeps a new job of this actor; null = they had sent this request before. A twin in flight is waited for. */
export async function insertJob(tx: Tx, scope: Scope, job: NewJob): Promise<string | null> {
  const { merchantId, actor, storeId } = scope;
  if (actor.type !== "staff" && actor.type !== "system") throw new AppError("forbidden");
  const by = { actorType: actor.type, createdBy: actor.id, storeId };
  const [row] = await tx
    .insert(jobs)
    .values({ merchantId, id: newId("job"), ...by, ...job, expiresAt: kept })
    .onConflictDoNothing()
    .returning({ id: jobs.id });
  return row?.id ?? null;
}

/** The job that this actor's request made. */
export async function findJobOfRequest(tx: Tx, scope: Scope, kind: string, requestId: string) {
  const [row] = await tx
    .select({ id: jobs.id, input: jobs.input })
    .from(jobs)
    .where(
      and(
        eq(jobs.merchantId, scope.merchantId),
        sql`coalesce(${jobs.createdBy}, '') = ${scope.actor.id ?? ""}`,
        eq(jobs.kind, kind),
        eq(jobs.requestId, requestId),
      ),
    );
  return row ?? null;
}

/** How many of this actor's jobs wait or run. */
export async function countActiveJobs(tx: Tx, scope: Scope): Promise<number> {
  return await tx.$count(
    jobs,
    and(
      eq(jobs.merchantId, scope.merchantId),
      sql`coalesce(${jobs.createdBy}, '') = ${scope.actor.id ?? ""}`,
      sql`status in ('queued', 'running')`,
    ),
  );
}

/** Locks a job until the transaction ends. Throws `not_found` when the merchant has none such. */
export async function lockJob(tx: Tx, scope: Scope, jobId: string): Promise<JobRow> {
  const [row] = await tx.select().from(jobs).where(jobIs(scope, jobId)).for("update");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Ends a locked job that no worker has begun. */
export async function cancelQueued(tx: Tx, scope: Scope, jobId: string): Promise<void> {
  await tx
    .update(jobs)
    .set({ status: "cancelled", cancelRequestedAt: sql`now()`, finishedAt: sql`now()`, expiresAt: kept })
    .where(and(jobIs(scope, jobId), eq(jobs.status, "queued")));
}

/** Asks a locked job that is at work to stop: its worker sees it with its next progress. */
export async function requestCancel(tx: Tx, scope: Scope, jobId: string): Promise<void> {
  await tx
    .update(jobs)
    .set({ cancelRequestedAt: sql`now()` })
    .where(and(jobIs(scope, jobId), eq(jobs.status, "running")));
}

/** Puts a locked job that failed or was cancelled into the queue again: it goes on from its place. */
export async function requeueJob(tx: Tx, scope: Scope, jobId: string): Promise<void> {
  await tx
    .update(jobs)
    .set({
      status: "queued",
      error: null,
      result: null,
      finishedAt: null,
      cancelRequestedAt: null,
      expiresAt: kept,
    })
    .where(and(jobIs(scope, jobId), inArray(jobs.status, ["failed", "cancelled"])));
  await tx
    .update(jobFiles)
    .set({ expiresAt: kept })
    .where(and(eq(jobFiles.merchantId, scope.merchantId), eq(jobFiles.jobId, jobId)));
}
