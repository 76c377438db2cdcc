import type { CouponStanding } from "@/lib/coupons/rules/status";
import { supplyRefusal } from "@/lib/coupons/rules/supply";
import type { Instant } from "@/lib/kernel/time";

/** A gift as far as its stock goes. */
export type PoolFacts = {
  readonly id: string;
  readonly inventory: number;
  readonly issued: number;
  readonly prizes: readonly { readonly quantity: number; readonly coupon: CouponStanding }[];
};

/** Why nobody can win from this pool now: used up, or a coupon of it cannot be given for another reason; null = they can. */
export function poolLack(pool: PoolFacts, now: Instant): "sold_out" | "unavailable" | null {
  if (pool.issued >= pool.inventory) return "sold_out";
  const refusals = pool.prizes.map(({ coupon, quantity }) => supplyRefusal(coupon, quantity, now)?.code);
  const lacks = refusals.filter((code) => code !== undefined);
  if (lacks.length === 0) return null;
  return lacks.every((code) => code === "sold_out") ? "sold_out" : "unavailable";
}

/** Whether nobody can win from this pool now: its own stock is used up, or one of its coupons cannot be given. */
export function poolIsGone(pool: PoolFacts, now: Instant): boolean {
  return poolLack(pool, now) !== null;
}
