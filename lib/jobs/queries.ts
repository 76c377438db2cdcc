import { and, count, desc, eq, gt, inArray, isNotNull, lt, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { jobFileParts, jobFiles, jobs } from "@/db/schema/jobs";
import { staff } from "@/db/schema/merchants";
import { type JobResult, type JobStatus, jobResultSchema } from "@/lib/jobs/schema";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import { isJobKind, type JobKind } from "@/lib/platform/auth/job-kinds";
import { type Capability, can, permissions } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";

const COUNT_CAP = 1_000;

/** The jobs this person may see: their own, and for group admins everybody's, of what they may do (`maySeeJob`). */
function seenBy(scope: Scope): SQL | undefined {
  const allowed = Object.keys(permissions).filter((name) => can(scope.role, name as Capability));
  return and(
    eq(jobs.merchantId, scope.merchantId),
    allowed.length === 0 ? sql`false` : inArray(jobs.capability, allowed),
    scope.role === "group_admin" ? undefined : eq(jobs.createdBy, scope.actor.id ?? ""),
  );
}

const columns = {
  id: jobs.id,
  kind: jobs.kind,
  title: jobs.title,
  status: jobs.status,
  total: jobs.total,
  done: jobs.done,
  result: jobs.result,
  error: jobs.error,
  createdBy: jobs.createdBy,
  by: staff.name,
  createdAt: jobs.createdAt,
  startedAt: jobs.startedAt,
  finishedAt: jobs.finishedAt,
  expiresAt: jobs.expiresAt,
  cancelRequestedAt: jobs.cancelRequestedAt,
};

export type JobFile = {
  readonly id: string;
  readonly role: "result" | "refused";
  readonly name: string;
  readonly bytes: number;
};

export type JobView = {
  readonly id: string;
  readonly kind: JobKind;
  readonly title: Readonly<Record<string, string | number>>;
  readonly status: JobStatus;
  /** Asked to stop, and still at it. */
  readonly isStopping: boolean;
  readonly total: number | null;
  readonly done: number;
  readonly result: JobResult | null;
  readonly error: string | null;
  /** Whose it is; null = the system's. */
  readonly by: string | null;
  readonly isMine: boolean;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date;
  readonly files: readonly JobFile[];
};

async function readJobs(
  where: SQL | undefined,
  scope: Scope,
  size: number,
  order = desc(jobs.id),
): Promise<JobView[]> {
  const rows = await db()
    .select(columns)
    .from(jobs)
    .leftJoin(staff, eq(staff.id, jobs.createdBy))
    .where(where)
    .orderBy(order, desc(jobs.id))
    .limit(size);
  const files =
    rows.length === 0
      ? []
      : await filesOf(
          scope,
          rows.map((row) => row.id),
        );
  return rows.flatMap(({ kind, cancelRequestedAt, createdBy, result, ...row }) => {
    if (!isJobKind(kind)) return [];
    const known = jobResultSchema.safeParse(result);
    return {
      ...row,
      kind,
      result: known.success ? known.data : null,
      isStopping: row.status === "running" && cancelRequestedAt !== null,
      isMine: createdBy !== null && createdBy === scope.actor.id,
      files: files.filter((file) => file.jobId === row.id).map(({ jobId: _, ...file }) => file),
    };
  });
}

async function filesOf(scope: Scope, jobIds: readonly string[]) {
  const rows = await db()
    .select({
      id: jobFiles.id,
      jobId: jobFiles.jobId,
      role: jobFiles.role,
      name: jobFiles.name,
      bytes: jobFiles.bytes,
    })
    .from(jobFiles)
    .where(
      and(
        eq(jobFiles.merchantId, scope.merchantId),
        inArray(jobFiles.jobId, [...jobIds]),
        inArray(jobFiles.role, ["result", "refused"]),
        isNotNull(jobFiles.completedAt),
      ),
    )
    .orderBy(jobFiles.id)
    .limit(jobIds.length * 10);
  return rows.flatMap((row) => (row.role === "input" ? [] : [{ ...row, role: row.role }]));
}

export type JobListQuery = {
  readonly statuses?: readonly JobStatus[];
  readonly kinds?: readonly string[];
  readonly mine?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
};

/** The page of jobs (C-126), newest first; counted to a thousand. */
export async function listJobs(scope: Scope, query: JobListQuery = {}) {
  const { statuses = [], kinds = [], mine = false, size = 25 } = query;
  const where = and(
    seenBy(scope),
    statuses.length > 0 ? inArray(jobs.status, [...statuses]) : undefined,
    kinds.length > 0 ? inArray(jobs.kind, [...kinds]) : undefined,
    mine ? eq(jobs.createdBy, scope.actor.id ?? "") : undefined,
  );
  const cursor = decodeCursor(query.cursor);
  const [found, [total]] = await Promise.all([
    readJobs(and(where, cursor ? lt(jobs.id, cursor.id) : undefined), scope, size + 1),
    db()
      .select({ count: count() })
      .from(db().select({ id: jobs.id }).from(jobs).where(where).limit(COUNT_CAP).as("some")),
  ]);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  return {
    rows,
    total: total?.count ?? 0,
    nextCursor: last ? encodeCursor({ value: "", id: last.id }) : null,
  };
}

/** The tray: this person's own jobs that wait or run, and those that ended in the last day; the newest twenty. */
export async function trayJobs(scope: Scope): Promise<JobView[]> {
  const lately = or(
    inArray(jobs.status, ["queued", "running"]),
    gt(jobs.finishedAt, sql`now() - interval '1 day'`),
  );
  return await readJobs(and(seenBy(scope), eq(jobs.createdBy, scope.actor.id ?? ""), lately), scope, 20);
}

const endedLately = (scope: Scope) =>
  and(
    seenBy(scope),
    eq(jobs.createdBy, scope.actor.id ?? ""),
    gt(jobs.finishedAt, sql`now() - interval '1 day'`),
  );

/** This person's own jobs that ended in the last day: the fifty that ended last, those first. */
export async function listEndedJobs(scope: Scope): Promise<JobView[]> {
  return await readJobs(endedLately(scope), scope, 50, desc(jobs.finishedAt));
}

/** How many of them there are; 101 = more than 100. */
export async function countEndedJobs(scope: Scope): Promise<number> {
  const ended = db().select({ id: jobs.id }).from(jobs).where(endedLately(scope)).limit(101);
  const [row] = await db().select({ count: count() }).from(ended.as("ended"));
  return row?.count ?? 0;
}

/** One job that this person may see, or null. */
export async function getJob(scope: Scope, jobId: string): Promise<JobView | null> {
  return (await readJobs(and(seenBy(scope), eq(jobs.id, jobId)), scope, 1))[0] ?? null;
}

/** Jobs that failed in the last seven days and that this person may see, their own first, then the newest; ten at most. */
export async function listFailedJobs(scope: Scope): Promise<JobView[]> {
  const failed = and(
    seenBy(scope),
    eq(jobs.status, "failed"),
    gt(jobs.finishedAt, sql`now() - interval '7 days'`),
  );
  const own = await readJobs(and(failed, eq(jobs.createdBy, scope.actor.id ?? "")), scope, 10);
  if (own.length === 10 || scope.role !== "group_admin") return own;
  const others = and(failed, sql`${jobs.createdBy} is distinct from ${scope.actor.id ?? ""}`);
  return [...own, ...(await readJobs(others, scope, 10 - own.length))];
}

/** A file that this person may take; null = there is none such, it is not whole, or its time is over. */
export async function getJobFile(scope: Scope, fileId: string) {
  const [row] = await db()
    .select({
      id: jobFiles.id,
      jobId: jobs.id,
      name: jobFiles.name,
      type: jobFiles.type,
      bytes: jobFiles.bytes,
    })
    .from(jobFiles)
    .innerJoin(jobs, and(eq(jobs.merchantId, jobFiles.merchantId), eq(jobs.id, jobFiles.jobId)))
    .where(
      and(
        seenBy(scope),
        eq(jobFiles.merchantId, scope.merchantId),
        eq(jobFiles.id, fileId),
        inArray(jobFiles.role, ["result", "refused"]),
        isNotNull(jobFiles.completedAt),
        gt(jobFiles.expiresAt, sql`now()`),
      ),
    );
  return row ?? null;
}

/** The bytes of one part of a file that this person may take; null = it has no more, or is not theirs to take. */
export async function readJobFilePart(
  scope: Scope,
  fileId: string,
  part: number,
): Promise<Uint8Array | null> {
  const [row] = await db()
    .select({ data: jobFileParts.data })
    .from(jobFileParts)
    .innerJoin(
      jobFiles,
      and(eq(jobFiles.merchantId, jobFileParts.merchantId), eq(jobFiles.id, jobFileParts.fileId)),
    )
    .innerJoin(jobs, and(eq(jobs.merchantId, jobFiles.merchantId), eq(jobs.id, jobFiles.jobId)))
    .where(
      and(
        seenBy(scope),
        eq(jobFileParts.merchantId, scope.merchantId),
        eq(jobFileParts.fileId, fileId),
        eq(jobFileParts.part, part),
      ),
    );
  return row?.data ?? null;
}
