import type { Reader } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import { audienceAdmits } from "@/lib/members/rules";
import type { Scope } from "@/lib/platform/auth/scope";
import { countUses, loadAsked } from "@/lib/vouchers/repository/offered";

/** Why whoever takes a gift cannot use it, in the words of pricing: they are not meant, or have used as many as they may. */
export type GiftDoubt =
  | { readonly code: "member_not_eligible" }
  | { readonly code: "usage_limit_reached"; readonly limit: number };

/**
 * What stands in the way of a member's use of a coupon that they are offered: what its terms ask of whoever uses it, which no cart and no
 * day changes. Whoever takes a gift can neither give it on nor give it back, so they are told before. Locks and changes nothing.
 */
export async function explainGift(
  scope: Scope,
  asked: { readonly giftId: string; readonly memberId: string },
): Promise<GiftDoubt[]> {
  return await inTransaction((tx) => doubts(tx, scope, asked.giftId, asked.memberId));
}

async function doubts(reader: Reader, scope: Scope, giftId: string, memberId: string): Promise<GiftDoubt[]> {
  const asked = await loadAsked(reader, scope, giftId);
  if (!asked) return [];
  const { audience, maxUsesPerMember: limit } = asked.conditions;
  const now = await databaseNow(reader);
  const standing = await loadMemberFacts(reader, scope, memberId, audience, now);
  const found: GiftDoubt[] = [];
  if (standing && !audienceAdmits(audience, standing.facts)) found.push({ code: "member_not_eligible" });
  if (limit !== null && (await countUses(reader, scope, memberId, asked.couponId, now)) >= limit) {
    found.push({ code: "usage_limit_reached", limit });
  }
  return found;
}
