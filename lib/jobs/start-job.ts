import type { Tx } from "@/db/client";
import { giveFileToJob } from "@/lib/jobs/repository/files";
import { countActiveJobs, findJobOfRequest, insertJob } from "@/lib/jobs/repository/jobs";
import { ACTIVE_AT_ONCE, JOB_WORDS, jobToRun } from "@/lib/jobs/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import { type JobKind, jobKinds } from "@/lib/platform/auth/job-kinds";
import type { Scope } from "@/lib/platform/auth/scope";
import { seal } from "@/lib/platform/crypto";
import { send } from "@/lib/platform/jobs";

export type JobRequest = {
  readonly kind: JobKind;
  /** What the kind's schema in its slice's jobs.ts takes. It is audited: nothing secret, nothing personal. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What somebody searched by. It may name a person: it is kept sealed, for the job alone, and never audited. */
  readonly words?: string;
  /** The client's key, made before its first try: sent twice, it is one job. */
  readonly requestId: string;
  /** Parameters of the words for the kind, e.g. the coupon's name. */
  readonly title?: Readonly<Record<string, string | number>>;
  /** How many there are to do, where that is known already. */
  readonly total?: number | null;
  /** The file it reads, sent in by the same person (`takeUpload`). */
  readonly fileId?: string;
};

/**
 * Starts a tracked job in the caller's transaction: it exists, is audited and is in the queue exactly when that commits.
 * The same request of the same person gives the same job. Refusal: `too_many_jobs`. Throws `not_found` for a file that
 * is not theirs, not whole, or another job's.
 */
export async function startJob(
  tx: Tx,
  scope: Scope,
  request: JobRequest,
): Promise<Result<{ readonly jobId: string }>> {
  const { kind, requestId, title = {}, total = null, fileId, words = "" } = request;
  const earlier = await findJobOfRequest(tx, scope, kind, requestId);
  if (earlier) return { ok: true, value: { jobId: earlier.id }, replayed: true };
  if ((await countActiveJobs(tx, scope)) >= ACTIVE_AT_ONCE) {
    return refuse("too_many_jobs", { limit: ACTIVE_AT_ONCE });
  }
  const capability = jobKinds[kind];
  const input = words ? { ...request.input, words: seal(JOB_WORDS, words) } : request.input;
  const jobId = await insertJob(tx, scope, { kind, capability, title, total, input, requestId });
  if (!jobId) {
    const twin = await findJobOfRequest(tx, scope, kind, requestId);
    if (!twin) throw new AppError("busy");
    return { ok: true, value: { jobId: twin.id }, replayed: true };
  }
  if (fileId && !(await giveFileToJob(tx, scope, fileId, jobId))) throw new AppError("not_found");
  const asked = words ? { ...request.input, searched: true } : request.input;
  const after = { kind, ...title, input: asked };
  await recordAudit(tx, scope, [{ action: "job.start", objectType: "job", objectId: jobId, after }]);
  await send(tx, jobToRun, { merchantId: scope.merchantId, jobId, from: 0 });
  return ok({ jobId });
}
