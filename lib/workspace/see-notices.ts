import { inTransaction } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { staffOf } from "@/lib/workspace/check-list";
import { upsertSeen } from "@/lib/workspace/repository";
import type { NoticesSeen } from "@/lib/workspace/schema";

/**
 * Keeps that the caller has seen what the bell told them up to an instant, where they stand. What began later stays new,
 * and what they saw is not made new again by an older window. Throws `forbidden` for anybody who is no staff, and for who
 * only looks as another role.
 */
export async function seeNotices(scope: Scope, { until }: NoticesSeen): Promise<Result<NoticesSeen>> {
  if (scope.isPreview) throw new AppError("forbidden", "a preview changes nothing", { reason: "preview" });
  const staffId = staffOf(scope);
  await inTransaction((tx) => upsertSeen(tx, scope, staffId, new Date(until)));
  return ok({ until });
}
