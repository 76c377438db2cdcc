import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { answerOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { countedClaim } from "@/lib/platform/count-outcomes";
import { issueLocked, lockIssue } from "@/lib/vouchers/lock-issue";

export type GrantCoupon = {
  readonly requestId: string;
  readonly couponId: string;
  readonly memberId: string;
  readonly quantity: number;
};

/**
 * Gives a member copies of a coupon that may be given (methods include `targeted`), within every limit a claim has:
 * state, quantity, audience, claim limit in all and per local day. All copies or none; the same request id gives them
 * once. Refusals: `grant_cap{limit}`, `stores_not_yours`, `draft`, `archived`, `ended`, `paused`, `sold_out`,
 * `not_targeted`, `blocked`, `member_not_eligible`, `claim_limit_reached{limit}`, `daily_limit_reached{limit, resetsAt}`.
 */
export function grantCoupon(scope: Scope, request: GrantCoupon): Promise<Result<{ voucherIds: string[] }>> {
  return countedClaim("grant", grantOnce(scope, request));
}

async function grantOnce(scope: Scope, request: GrantCoupon): Promise<Result<{ voucherIds: string[] }>> {
  const cap = scope.role ? (GRANT_CAP[scope.role] ?? 0) : Number.POSITIVE_INFINITY;
  if (request.quantity > cap) return refuse("grant_cap", { limit: cap });
  const { requestId, ...body } = request;
  return await inTransaction((tx) =>
    answerOnce(tx, scope, { route: "coupon.grant", key: requestId, body }, () => grant(tx, scope, request)),
  );
}

async function grant(tx: Tx, scope: Scope, request: GrantCoupon): Promise<Result<{ voucherIds: string[] }>> {
  const { requestId, couponId, memberId, quantity } = request;
  const locked = await lockIssue(tx, scope, { couponId, memberId, quantity, method: "targeted" });
  if (!locked.ok) return locked;
  const issued = await issueLocked(tx, scope, locked.value, { source: "grant", sourceId: requestId });
  const voucherIds = issued.map((voucher) => voucher.id);
  await recordAudit(tx, scope, [
    {
      action: "coupon.grant",
      objectType: "member",
      objectId: memberId,
      after: { couponId, quantity, voucherIds },
    },
  ]);
  return ok({ voucherIds });
}
