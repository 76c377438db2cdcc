import type { Tx } from "@/db/client";
import { type JobRow, lockJob } from "@/lib/jobs/repository/jobs";
import { maySeeJob } from "@/lib/jobs/rules";
import { AppError } from "@/lib/kernel/app-error";
import type { Capability } from "@/lib/platform/auth/permissions";
import { permissions, reachOf } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";

const isCapability = (value: string): value is Capability => Object.hasOwn(permissions, value);

/** Locks a job that this person may see until the transaction ends; for everybody else it is `not_found`. */
export async function findOwnJob(tx: Tx, scope: Scope, jobId: string): Promise<JobRow> {
  const job = await lockJob(tx, scope, jobId);
  const mayDoIt = isCapability(job.capability) && reachOf(scope.role, job.capability) !== null;
  const look = { role: scope.role, actorId: scope.actor.id, createdBy: job.createdBy, mayDoIt };
  if (!maySeeJob(look)) throw new AppError("not_found");
  return job;
}
