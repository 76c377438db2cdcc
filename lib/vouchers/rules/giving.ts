import { withinStores } from "@/lib/coupons/rules/edit";
import type { CouponStanding } from "@/lib/coupons/rules/status";
import { supplyRefusal } from "@/lib/coupons/rules/supply";
import type { CouponConditions } from "@/lib/coupons/schema";
import type { Instant } from "@/lib/kernel/time";
import { audienceAdmits } from "@/lib/members/rules";
import type { MemberFacts } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { type ClaimLimits, type QuotaFacts, quotaRefusal } from "@/lib/vouchers/rules";
import type { GivingReason } from "@/lib/vouchers/schema";

/** A coupon as gifts of it are decided by. */
export type GivenCoupon = CouponStanding &
  ClaimLimits & {
    readonly conditions: CouponConditions;
    readonly methods: readonly string[];
  };

/** One member a gift is for; `standing` null = the merchant has no such member, or not any more. */
export type GiftFacts = {
  readonly memberId: string;
  readonly standing: {
    readonly facts: MemberFacts;
    readonly blocked: boolean;
    readonly homeStoreId: string | null;
  } | null;
  readonly quota: QuotaFacts | null;
};

export type GiftMoment = {
  readonly now: Instant;
  /** The merchant's local date. */
  readonly today: string;
  /** Whether a voucher issued now would be good at all. */
  readonly hasWindow: boolean;
  /** The stores the giver works in. */
  readonly storeIds: Scope["storeIds"];
  /** Which of the coupon's methods this is; one that it leaves out is told as `not_targeted`. */
  readonly method: "targeted" | "code";
};

/**
 * What becomes of gifts of `quantity` copies to these members, asked one after another in their order: null = given. The
 * same as giving them one by one (`grantCoupon`) at that moment; a test holds the two equal. What is left of a limited
 * coupon goes to whoever stands first.
 */
export function decideGifts(
  coupon: GivenCoupon,
  quantity: number,
  gifts: readonly GiftFacts[],
  moment: GiftMoment,
): Map<string, GivingReason | null> {
  let issued = coupon.issued;
  return new Map(
    gifts.map((gift) => {
      const reason = reasonAgainst({ ...coupon, issued }, quantity, gift, moment);
      if (reason === null) issued += quantity;
      return [gift.memberId, reason];
    }),
  );
}

function reasonAgainst(
  coupon: GivenCoupon,
  quantity: number,
  { standing, quota }: GiftFacts,
  { now, today, hasWindow, storeIds, method }: GiftMoment,
): GivingReason | null {
  if (!withinStores(storeIds, coupon.conditions.storeIds)) return "stores_not_yours";
  const short = supplyRefusal(coupon, quantity, now);
  if (short) return short.code;
  if (!hasWindow) return "ended";
  if (!coupon.methods.includes(method)) return "not_targeted";
  const home = standing?.homeStoreId ?? null;
  const isMine = storeIds === "all" || (home !== null && storeIds.includes(home));
  if (!standing || !isMine) return "unknown";
  if (standing.blocked) return "blocked";
  if (!audienceAdmits(coupon.conditions.audience, standing.facts)) return "member_not_eligible";
  return quotaRefusal(quota, coupon, quantity, today);
}

/** A line of a list: a phone or a member's id, with what stands beside it left out. */
export type ListLine = { readonly line: number; readonly value: string };

/** The lines of a pasted list, empty ones left out; of several cells in a line the first counts. */
export function linesOf(text: string): ListLine[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((row, index) => ({ line: index + 1, value: (row.split(/[\t,;，；]/)[0] ?? "").trim().slice(0, 64) }))
    .filter(({ value }) => value !== "");
}

/** A line with whom it names: nobody, with the reason, or one member whom no earlier line names. */
export type ListedRow = ListLine &
  (
    | { readonly memberId: string; readonly reason: null }
    | { readonly memberId: null; readonly reason: "unknown" | "repeated" }
  );

/** Whom the lines name, each member once; `known` are those whom earlier lines named. */
export function rowsOf(
  lines: readonly ListLine[],
  memberOf: (value: string) => string | null,
  known: ReadonlySet<string>,
): ListedRow[] {
  const named = new Set(known);
  return lines.map((line) => {
    const memberId = memberOf(line.value);
    if (memberId === null) return { ...line, memberId, reason: "unknown" };
    if (named.has(memberId)) return { ...line, memberId: null, reason: "repeated" };
    named.add(memberId);
    return { ...line, memberId, reason: null };
  });
}
