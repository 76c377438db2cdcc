import type { Reader } from "@/db/client";
import { loadDrawable, loadDrawables } from "@/lib/coupons/repository/stock";
import { type SupplyRefusal, supplyRefusal } from "@/lib/coupons/rules/supply";
import { type VoucherWindow, voucherWindow } from "@/lib/coupons/rules/window";
import type { CouponTerms } from "@/lib/coupons/schema";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** A coupon as somebody would get it who claimed now. */
export type Supply = {
  readonly couponId: string;
  readonly currency: string;
  readonly termsVersion: number;
  readonly terms: CouponTerms;
  readonly methods: readonly string[];
  readonly claimLimit: number | null;
  readonly claimLimitPerDay: number | null;
  readonly isPaused: boolean;
  /** Why nobody gets one now; null = there are some. */
  readonly refusal: SupplyRefusal | null;
  /** The days a voucher of it would be good; null = there are none left. */
  readonly window: VoucherWindow | null;
};

/** Whether a coupon can be had at `now`, and what a member would have. Locks nothing. Null = the merchant has none such. */
export async function findSupply(
  reader: Reader,
  scope: Scope,
  couponId: string,
  to: { readonly memberId: string; readonly zone: string; readonly now: Instant },
): Promise<Supply | null> {
  const row = await loadDrawable(reader, scope, couponId, to.memberId);
  if (!row) return null;
  const { coupon, terms, quantity, issued } = row;
  const window = voucherWindow(terms.validity, to.now, to.zone);
  const ended: SupplyRefusal = { code: "ended" };
  const refusal = supplyRefusal({ ...coupon, quantity, issued }, 1, to.now) ?? (window ? null : ended);
  const { termsVersion, currency, methods, claimLimit, claimLimitPerDay, pausedAt } = coupon;
  const limits = { methods, claimLimit, claimLimitPerDay };
  return { couponId, currency, termsVersion, terms, ...limits, isPaused: pausedAt !== null, refusal, window };
}

/** The first of these coupons, each named once, of which nobody can have so many at `now`; null = all can be had. Locks nothing. */
export async function findMissing(
  reader: Reader,
  scope: Scope,
  wanted: readonly { readonly couponId: string; readonly quantity: number }[],
  to: { readonly memberId: string; readonly zone: string; readonly now: Instant },
): Promise<string | null> {
  const ids = wanted.map(({ couponId }) => couponId);
  const rows = await loadDrawables(reader, scope, ids, to.memberId);
  const missing = wanted.find(({ couponId, quantity }) => {
    const row = rows.find(({ coupon }) => coupon.id === couponId);
    if (!row || !voucherWindow(row.terms.validity, to.now, to.zone)) return true;
    const standing = { ...row.coupon, quantity: row.quantity, issued: row.issued };
    return supplyRefusal(standing, quantity, to.now) !== null;
  });
  return missing?.couponId ?? null;
}
