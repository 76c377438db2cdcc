import type { Reader } from "@/db/client";
import { loadDrawable, loadDrawables } from "@/lib/coupons/repository/stock";
import type { CouponStanding } from "@/lib/coupons/rules/status";
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

/** A coupon as whoever delivers it decides by: its state, its supply and its days. */
export type SupplyFacts = CouponStanding & {
  readonly id: string;
  readonly termsVersion: number;
  readonly validity: CouponTerms["validity"];
};

/** These coupons as they are now, by id; those that are not here are left out. `issued` of an unlimited one is one shard's. Locks nothing. */
export async function findSupplies(
  reader: Reader,
  scope: Scope,
  couponIds: readonly string[],
  memberId: string,
): Promise<ReadonlyMap<string, SupplyFacts>> {
  const rows = await loadDrawables(reader, scope, couponIds, memberId);
  return new Map(
    rows.map(({ coupon, terms, quantity, issued }) => {
      return [coupon.id, { ...coupon, validity: terms.validity, quantity, issued }];
    }),
  );
}
