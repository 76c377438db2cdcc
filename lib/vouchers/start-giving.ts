import { findGivable } from "@/lib/coupons/find-givable";
import { startJob } from "@/lib/jobs/start-job";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { GIVING_CAP } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { countGiving, lockGiving, updateGiving } from "@/lib/vouchers/repository/givings";
import type { GivingJob } from "@/lib/vouchers/schema";

export type StartGiving = {
  readonly requestId: string;
  readonly givingId: string;
  readonly locale: GivingJob["locale"];
  /** How many members the audience of a giving to one reaches now; of a list the rows are counted here. */
  readonly reached: number;
};

/**
 * Has a prepared giving given, by a job; there is one for a giving, however often and by whomever it is asked for. Only
 * who prepared it may. Refusals: `giving_not_ready`, `giving_cap{limit}`, `list_empty`, those of `findGivable`,
 * `too_many_jobs`. Throws `not_found`.
 */
export async function startGiving(
  scope: Scope,
  { requestId, givingId, locale, reached }: StartGiving,
): Promise<Result<{ jobId: string }>> {
  const once = { route: "giving.start", key: requestId, body: { givingId } };
  return await transactOnce(scope, once, async (tx) => {
    const giving = await lockGiving(tx, scope, givingId);
    if (!giving || giving.createdBy !== scope.actor.id) throw new AppError("not_found");
    if (giving.jobId) return ok({ jobId: giving.jobId });
    if (giving.source !== "audience" && !giving.complete) return refuse("giving_not_ready");
    const coupon = await findGivable(tx, scope, giving.couponId);
    if (coupon.refusal) return { ok: false, refusal: coupon.refusal };
    const { waiting } = await countGiving(tx, scope, givingId);
    const members = giving.source === "audience" ? reached : waiting;
    if (members === 0) return refuse("list_empty");
    const cap = scope.role ? (GIVING_CAP[scope.role] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    if (members * giving.quantity > cap) return refuse("giving_cap", { limit: cap });
    const input: GivingJob = { givingId, locale };
    const job = {
      kind: "vouchers.give",
      input,
      requestId,
      title: { name: coupon.name },
      total: members,
    } as const;
    const started = await startJob(tx, scope, job);
    if (started.ok) await updateGiving(tx, scope, givingId, { jobId: started.value.jobId });
    return started;
  });
}
