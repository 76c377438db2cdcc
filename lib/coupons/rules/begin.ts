import { withinStores } from "@/lib/coupons/rules/edit";
import type { CouponInput, CouponTerms, CouponValidity, SharedCode } from "@/lib/coupons/schema";
import { addDays, type Instant, localDate, startOfDay } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** A coupon as it stands: its terms, and how it is handed out. */
export type StandingCoupon = {
  readonly terms: CouponTerms;
  readonly currency: string;
  readonly methods: readonly string[];
  readonly quantity: number | null;
  readonly claimLimit: number | null;
  readonly claimLimitPerDay: number | null;
  readonly budgetMinor: number | null;
  /** Absent = none: what is begun from another has no code, since a code is one coupon's. */
  readonly sharedCode?: SharedCode | null;
};

/** A coupon as somebody would write it to have this one; unchecked, since what was good once may not be any more. */
export function writtenAs({ terms, currency, methods, ...rest }: StandingCoupon) {
  const { quantity, claimLimit, claimLimitPerDay, budgetMinor, sharedCode: shared } = rest;
  const sharedCode = shared ? { code: shared.code, quantity: shared.quantity } : null;
  const distribution = { methods, quantity, claimLimit, claimLimitPerDay, sharedCode };
  return { ...terms, currency, budgetMinor, distribution };
}

const DAY_MS = 86_400_000;

/** Fixed days that are over begin today and last as many days; any other validity stays. */
function renewed(validity: CouponValidity, now: Instant, timeZone: string): CouponValidity {
  if (validity.type !== "fixed" || Date.parse(validity.until) > now.getTime()) return validity;
  const today = localDate(now, timeZone);
  const days = Math.max(1, Math.round((Date.parse(validity.until) - Date.parse(validity.from)) / DAY_MS));
  const [from, until] = [startOfDay(today, timeZone), startOfDay(addDays(today, days), timeZone)];
  return { type: "fixed", from: from.toISOString(), until: until.toISOString() };
}

/** The stores a new coupon of somebody bound to `allowed` begins with, when the old one was good in `wanted`. */
function ownStores(allowed: Scope["storeIds"], wanted: "all" | readonly string[]): "all" | readonly string[] {
  if (withinStores(allowed, wanted) || allowed === "all") return wanted;
  const shared = wanted === "all" ? [] : wanted.filter((id) => allowed.includes(id));
  return shared.length > 0 ? shared : allowed;
}

/** A new coupon that begins as another was: days that are over are moved to now, stores are the author's own, and a code stays the other's. */
export function beginFrom(
  coupon: CouponInput,
  author: Pick<Scope, "storeIds">,
  moment: { readonly now: Instant; readonly timeZone: string },
): CouponInput {
  const storeIds = ownStores(author.storeIds, coupon.conditions.storeIds);
  const regions = coupon.conditions.regions.filter(
    ({ storeId }) => storeIds === "all" || storeIds.includes(storeId),
  );
  return {
    ...coupon,
    distribution: { ...coupon.distribution, sharedCode: null },
    validity: renewed(coupon.validity, moment.now, moment.timeZone),
    conditions: { ...coupon.conditions, regions, storeIds: storeIds === "all" ? "all" : [...storeIds] },
  };
}
