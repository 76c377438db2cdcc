import { type ActivityInput, activityInputSchema, NO_PASSWORD } from "@/lib/activities/schema";
import type { Instant } from "@/lib/kernel/time";

/** What of a coupon its claim page repeats. Limits: null = none. */
export type CouponToClaim = {
  readonly number: string | null;
  readonly name: string;
  readonly publishedAt: Instant | null;
  readonly validUntil: Instant | null;
  readonly perMember: number | null;
  readonly perMemberPerDay: number | null;
  readonly quantity: number | null;
  readonly timeZone: string;
};

const YEARS = 10;
/** How often a page may give what has no end. */
const NO_END = 10_000_000;

/**
 * The claim page of one coupon (A4): open from when the coupon was published for as long as it is good, ten years where
 * that has no end; to everybody, within the coupon's own limits. It is made of the coupon alone, so the same coupon
 * always gives the same page. Null = the coupon is a draft, which has none.
 */
export function claimPageOf(couponId: string, coupon: CouponToClaim): ActivityInput | null {
  const { number, publishedAt, validUntil, perMember, perMemberPerDay } = coupon;
  if (!number || !publishedAt) return null;
  const end = new Date(publishedAt);
  end.setUTCFullYear(end.getUTCFullYear() + YEARS);
  return activityInputSchema.parse({
    kind: "claim_page",
    name: [...coupon.name].slice(0, 60).join("").trim(),
    code: number,
    timeZone: coupon.timeZone,
    startsAt: publishedAt.toISOString(),
    endsAt: (validUntil ?? end).toISOString(),
    rules: {
      passwords: [
        {
          password: NO_PASSWORD,
          inventory: coupon.quantity ?? NO_END,
          prizes: [{ couponId, quantity: 1 }],
        },
      ],
      perMember: null,
    },
    limits: { perMember, perMemberPerDay: smaller(perMemberPerDay, perMember), total: null },
  });
}

/** An activity that has a code: whether it is a claim page that members may still be let into. */
export type TakenCode = { readonly code: string; readonly isPage: boolean };

/**
 * The code of a claim page, given the codes that begin with its coupon's number: that number, or where what has it is no
 * claim page, or one that is archived or over, the first of `number-2`, `number-3` that nothing has. That of a page that stands is
 * given as it is: whoever makes it again is told that it is there.
 */
export function claimPageCode(number: string, taken: readonly TakenCode[]): string {
  for (let at = 1; ; at += 1) {
    const code = at === 1 ? number : `${number}-${at}`;
    const other = taken.find((one) => one.code.toLowerCase() === code.toLowerCase());
    if (!other || other.isPage) return code;
  }
}

const smaller = (a: number | null, b: number | null) => (a === null || b === null ? a : Math.min(a, b));
