import type { Tx } from "@/db/client";
import { type LockedDraw, lockStock } from "@/lib/coupons/draw-stock";
import { withinStores } from "@/lib/coupons/rules/edit";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { type Instant, localDate, nextMidnight } from "@/lib/kernel/time";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import { audienceAdmits } from "@/lib/members/rules";
import { findZone } from "@/lib/merchants/find-zone";
import type { Scope } from "@/lib/platform/auth/scope";
import { type Issued, issueVouchers } from "@/lib/vouchers/issue-vouchers";
import { countQuota, type IssueCause, loadQuota } from "@/lib/vouchers/repository";
import { quotaRefusal } from "@/lib/vouchers/rules";

/** How a coupon's methods name the way somebody gets it, and what is said where they leave it out. */
const refusedWay = { targeted: "not_targeted", code: "not_by_code" } as const;

export type WantedIssue = {
  readonly couponId: string;
  readonly memberId: string;
  readonly quantity: number;
  /** Which of the coupon's methods this is. */
  readonly method: keyof typeof refusedWay;
};

/** An issue that was found fit under locks which hold until the transaction ends. */
export type LockedIssue = {
  readonly wanted: WantedIssue;
  readonly draw: LockedDraw;
  /** The database's clock once the locks were held. */
  readonly now: Instant;
  /** The merchant's local date then. */
  readonly today: string;
};

/** Whether the actor may see a member of this home store: people of some stores see those who registered there. */
const isWithin = ({ storeIds }: Scope, homeStoreId: string | null) =>
  storeIds === "all" || (homeStoreId !== null && storeIds.includes(homeStoreId));

/** What of a coupon and a member forbids an issue, before its limits are counted. */
async function unfit(tx: Tx, scope: Scope, draw: LockedDraw, wanted: WantedIssue, now: Instant) {
  const { coupon } = draw;
  const { method, memberId } = wanted;
  if (!withinStores(scope.storeIds, coupon.conditions.storeIds)) return refuse("stores_not_yours").refusal;
  if (draw.refusal) return draw.refusal;
  if (!coupon.methods.includes(method)) return refuse(refusedWay[method]).refusal;
  const standing = await loadMemberFacts(tx, scope, memberId, coupon.conditions.audience, now);
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
 * Locks what an issue of a coupon to one member draws on and tells whether it may be made, within every limit there is:
 * state, quantity, method, audience, claim limit in all and per local day. Writes nothing; after `ok`, `issueLocked` in the
 * same transaction can only succeed. Refusals: `stores_not_yours`, `draft`, `archived`, `ended`, `paused`, `sold_out`,
 * `not_targeted` or `not_by_code`, `blocked`, `member_not_eligible`, `claim_limit_reached{limit}`,
 * `daily_limit_reached{limit, resetsAt}`. Throws `not_found` for a coupon or member that is not there.
 */
export async function lockIssue(tx: Tx, scope: Scope, wanted: WantedIssue): Promise<Result<LockedIssue>> {
  const { couponId, memberId, quantity } = wanted;
  const zone = await findZone(tx, scope);
  const { now, draws } = await lockStock(tx, scope, [{ couponId, quantity }], { memberId, zone });
  const [draw] = draws;
  if (!draw) throw new AppError("not_found");
  const refusal = await unfit(tx, scope, draw, wanted, now);
  if (refusal) return { ok: false, refusal };
  const today = localDate(now, zone);
  const quota = await loadQuota(tx, scope, memberId, couponId);
  const over = quotaRefusal(quota, draw.coupon, quantity, today);
  const limited = limitRefusal(over, draw, nextMidnight(now, zone));
  return limited ? { ok: false, refusal: limited } : ok({ wanted, draw, now, today });
}

/** Makes an issue that `lockIssue` of this transaction found fit: counts it on the member's limits and issues it. */
export async function issueLocked(
  tx: Tx,
  scope: Scope,
  { wanted, draw, now, today }: LockedIssue,
  cause: IssueCause,
): Promise<Issued[]> {
  const { couponId, memberId, quantity } = wanted;
  await countQuota(tx, scope, { memberId, couponId, quantity, today }, draw.coupon);
  return await issueVouchers(tx, scope, { memberId, draws: [draw], now, ...cause });
}
