import type { Reader } from "@/db/client";
import { canClaim } from "@/lib/codes/rules";
import { type FoundCode, findCode } from "@/lib/coupons/draw-code";
import { termsOf } from "@/lib/coupons/rules/edit";
import { voucherWindow } from "@/lib/coupons/rules/window";
import type { CouponTerms } from "@/lib/coupons/schema";
import { type Instant, localDate } from "@/lib/kernel/time";
import { loadMembersFacts } from "@/lib/members/load-member-facts";
import { audienceAdmits } from "@/lib/members/rules";
import type { Audience } from "@/lib/members/schema/audience";
import { findZone } from "@/lib/merchants/find-zone";
import type { Scope } from "@/lib/platform/auth/scope";
import { findQuotas } from "@/lib/vouchers/find-quota";

export type AskedCode = {
  /** As it was typed. */
  readonly code: string;
  readonly memberId: string;
  readonly now: Instant;
};

/** The voucher a member would have who claimed with a code at `now`, and the coupon it is of. */
export type ClaimableCode = {
  /** As it was typed. */
  readonly code: string;
  readonly codeId: string;
  readonly couponId: string;
  readonly name: string;
  readonly currency: string;
  readonly termsVersion: number;
  readonly terms: CouponTerms;
  readonly issuedAt: Instant;
  readonly validFrom: Instant;
  /** Null = for ever. */
  readonly validUntil: Instant | null;
  /** The coupon's budget in minor units; null = none. */
  readonly budgetMinor: number | null;
};

/** Asks for every fact that audiences ask for, so that the same is read whatever a coupon's audience is. */
const everyFact = (audience: Audience): Audience => ({
  type: "match",
  planIds: [],
  tierIds: [],
  tagIds: [],
  memberIds: [],
  // A group of the built-in ones that has the tiers looked up.
  groupIds: [...(audience.type === "match" ? audience.groupIds : []), "grp_high_value"],
});

/** What a code gives, and who of those who typed it would have one. */
export type Claimants = ClaimableCode & { readonly memberIds: readonly string[] };

/**
 * What those members would have who claimed with this code at `now`, each looked at as if they came alone; null when none
 * of them can, for whatever reason: unknown, spent, over, not for them, had too often. The same six statements are made in
 * every case, however many they are, and nothing is locked or written.
 */
export async function findClaimants(
  reader: Reader,
  scope: Scope,
  { code, memberIds, now }: Pick<AskedCode, "code" | "now"> & { readonly memberIds: readonly string[] },
): Promise<Claimants | null> {
  const zone = await findZone(reader, scope);
  const found = await findCode(reader, scope, code);
  const audience: Audience = found?.terms.conditions.audience ?? { type: "all" };
  const standings = await loadMembersFacts(reader, scope, memberIds, everyFact(audience), now);
  const quotas = await findQuotas(reader, scope, memberIds, found?.couponId ?? "");
  if (!found) return null;
  const window = voucherWindow(found.terms.validity, now, zone);
  const coupon = { ...found.coupon, ...found.stock };
  const able = memberIds.filter((memberId) => {
    const standing = standings.get(memberId) ?? null;
    const member = standing && { ...standing, admitted: audienceAdmits(audience, standing.facts) };
    const quota = quotas.get(memberId) ?? null;
    const claim = { code: found, coupon, hasWindow: window !== null, member, quota };
    return canClaim(claim, now, localDate(now, zone));
  });
  if (!window || able.length === 0) return null;
  const gives = { ...factsOf(found), code, issuedAt: now, validFrom: window.from, validUntil: window.until };
  return { ...gives, memberIds: able };
}

/** As `findClaimants`, of one member. An order asks this for a quote and claims with `claimByCode` when it is placed. */
export async function findClaimableByCode(
  reader: Reader,
  scope: Scope,
  { code, memberId, now }: AskedCode,
): Promise<ClaimableCode | null> {
  const found = await findClaimants(reader, scope, { code, memberIds: [memberId], now });
  if (!found) return null;
  const { memberIds: _, ...gives } = found;
  return gives;
}

function factsOf({ id, couponId, coupon, terms }: FoundCode) {
  const { name, currency, termsVersion, budgetMinor } = coupon;
  return { codeId: id, couponId, name, currency, termsVersion, budgetMinor, terms: termsOf(terms) };
}
