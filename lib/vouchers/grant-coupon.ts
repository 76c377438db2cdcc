import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { type LockedDraw, lockStock } from "@/lib/coupons/draw-stock";
import { withinStores } from "@/lib/coupons/rules/edit";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { type Instant, localDate, nextMidnight } from "@/lib/kernel/time";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import { audienceAdmits } from "@/lib/members/rules";
import { answerOnce } from "@/lib/merchants/answer-once";
import { findZone } from "@/lib/merchants/find-zone";
import { recordAudit } from "@/lib/merchants/record-audit";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { issueVouchers } from "@/lib/vouchers/issue-vouchers";
import { countQuota, loadQuota } from "@/lib/vouchers/repository";
import { quotaRefusal } from "@/lib/vouchers/rules";

export type GrantCoupon = {
  readonly requestId: string;
  readonly couponId: string;
  readonly memberId: string;
  readonly quantity: number;
};

/** Whether the actor may see a member of this home store: people of some stores see those who registered there. */
const isWithin = ({ storeIds }: Scope, homeStoreId: string | null) =>
  storeIds === "all" || (homeStoreId !== null && storeIds.includes(homeStoreId));

/** What of a coupon and a member forbids a grant, before its limits are counted. */
async function unfit(tx: Tx, scope: Scope, draw: LockedDraw, request: GrantCoupon, now: Instant) {
  const { coupon } = draw;
  if (!withinStores(scope.storeIds, coupon.conditions.storeIds)) return refuse("stores_not_yours").refusal;
  if (draw.refusal) return draw.refusal;
  if (!coupon.methods.includes("targeted")) return refuse("not_targeted").refusal;
  const standing = await loadMemberFacts(tx, scope, request.memberId, coupon.conditions.audience, now);
  if (!standing || !isWithin(scope, standing.homeStoreId)) throw new AppError("not_found");
  if (standing.blocked) return refuse("blocked").refusal;
  return audienceAdmits(coupon.conditions.audience, standing.facts)
    ? null
    : refuse("member_not_eligible").refusal;
}

function limitRefusal(
  code: ReturnType<typeof quotaRefusal>,
  draw: LockedDraw,
  resetsAt: Instant,
): Refusal | null {
  if (code === null) return null;
  if (code === "claim_limit_reached") return refuse(code, { limit: draw.coupon.claimLimit }).refusal;
  return refuse(code, { limit: draw.coupon.claimLimitPerDay, resetsAt: resetsAt.toISOString() }).refusal;
}

/**
 * Gives a member copies of a coupon that may be given (methods include `targeted`), within every limit a claim has:
 * state, quantity, audience, claim limit in all and per local day. All copies or none; the same request id gives them
 * once. Refusals: `grant_cap{limit}`, `stores_not_yours`, `draft`, `archived`, `ended`, `paused`, `sold_out`,
 * `not_targeted`, `blocked`, `member_not_eligible`, `claim_limit_reached{limit}`, `daily_limit_reached{limit, resetsAt}`.
 */
export async function grantCoupon(
  scope: Scope,
  request: GrantCoupon,
): Promise<Result<{ voucherIds: string[] }>> {
  const cap = scope.role ? (GRANT_CAP[scope.role] ?? 0) : Number.POSITIVE_INFINITY;
  if (request.quantity > cap) return refuse("grant_cap", { limit: cap });
  const { requestId, ...body } = request;
  return await inTransaction((tx) =>
    answerOnce(tx, scope, { route: "coupon.grant", key: requestId, body }, () => grant(tx, scope, request)),
  );
}

async function grant(tx: Tx, scope: Scope, request: GrantCoupon): Promise<Result<{ voucherIds: string[] }>> {
  const { couponId, memberId, quantity } = request;
  const zone = await findZone(tx, scope);
  const { now, draws } = await lockStock(tx, scope, [{ couponId, quantity }], { memberId, zone });
  const [draw] = draws;
  if (!draw) throw new AppError("not_found");
  const refusal = await unfit(tx, scope, draw, request, now);
  if (refusal) return { ok: false, refusal };
  const today = localDate(now, zone);
  const quota = await loadQuota(tx, scope, memberId, couponId);
  const limited = limitRefusal(
    quotaRefusal(quota, draw.coupon, quantity, today),
    draw,
    nextMidnight(now, zone),
  );
  if (limited) return { ok: false, refusal: limited };
  await countQuota(tx, scope, { memberId, couponId, quantity, today }, draw.coupon);
  const issued = await issueVouchers(tx, scope, {
    memberId,
    draws: [draw],
    now,
    source: "grant",
    sourceId: request.requestId,
  });
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
