import type { Reader } from "@/db/client";
import { findOwnCode } from "@/lib/coupons/draw-code";
import { findSupply, type Supply } from "@/lib/coupons/find-supply";
import { type Refusal, refuse } from "@/lib/kernel/result";
import { type Instant, localDate, nextMidnight } from "@/lib/kernel/time";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import { audienceAdmits } from "@/lib/members/rules";
import { findZone } from "@/lib/merchants/find-zone";
import type { Scope } from "@/lib/platform/auth/scope";
import { loadQuota } from "@/lib/vouchers/repository";
import { isGivenByPage } from "@/lib/vouchers/repository/pages";
import { quotaRefusal } from "@/lib/vouchers/rules";

export type ClaimExplained = {
  /** Every reason why the member cannot claim the coupon now; none = they can. */
  readonly reasons: readonly Refusal[];
  readonly supply: Supply;
};

/**
 * Why a member can or cannot claim a coupon by themselves now, by the same rules that decide a claim (C27): all that is in
 * the way, not the first thing only. It can be had where a page gives it now, as a prize too; that page's own audience and limits are not looked at. Locks and changes nothing. Null = there is no such coupon or member. Codes: `draft`,
 * `archived`, `ended`, `paused`, `sold_out`, `not_public`, `blocked`, `member_not_eligible`, `claim_limit_reached{limit}`,
 * `daily_limit_reached{limit, resetsAt}`.
 */
export async function explainClaim(
  reader: Reader,
  scope: Scope,
  {
    couponId,
    memberId,
    now,
  }: { readonly couponId: string; readonly memberId: string; readonly now: Instant },
): Promise<ClaimExplained | null> {
  const zone = await findZone(reader, scope);
  const supply = await findSupply(reader, scope, couponId, { memberId, zone, now });
  if (!supply) return null;
  const { audience } = supply.terms.conditions;
  const standing = await loadMemberFacts(reader, scope, memberId, audience, now);
  if (!standing) return null;
  const quota = await loadQuota(reader, scope, memberId, couponId);
  const over = quotaRefusal(quota, supply, 1, localDate(now, zone));
  const offer = await offerRefusal(reader, scope, supply, now);
  const reasons = [
    supply.refusal,
    offer?.code === supply.refusal?.code ? null : offer,
    standing.blocked ? refuse("blocked").refusal : null,
    audienceAdmits(audience, standing.facts) ? null : refuse("member_not_eligible").refusal,
    over === "claim_limit_reached" ? refuse(over, { limit: supply.claimLimit }).refusal : null,
    over === "daily_limit_reached"
      ? refuse(over, { limit: supply.claimLimitPerDay, resetsAt: nextMidnight(now, zone).toISOString() })
          .refusal
      : null,
  ].filter((reason) => reason !== null);
  return { reasons, supply };
}

/** Why members have no way to a coupon; null = they have. One that no page gives, but its promo code, is had as long as that code lasts. */
async function offerRefusal(
  reader: Reader,
  scope: Scope,
  { couponId, methods }: Supply,
  now: Instant,
): Promise<Refusal | null> {
  // A prize may be a coupon of any method.
  if (await isGivenByPage(reader, scope, couponId, now)) return null;
  const code = methods.includes("code") ? await findOwnCode(reader, scope, couponId) : null;
  if (!code) return refuse("not_public").refusal;
  return code.quantity !== null && code.claimed >= code.quantity ? refuse("sold_out").refusal : null;
}
