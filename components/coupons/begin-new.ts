import { notFound } from "next/navigation";
import type { CouponOptions } from "@/lib/coupons/queries/options";
import { type BenefitType, benefitTypes } from "@/lib/coupons/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** The type that an address names; any other word is no page. */
export const knownType = (word: string): BenefitType =>
  benefitTypes.find((one) => one === word) ?? notFound();

/** The stores that somebody begins with, and their currency: the view's, else those they are bound to. */
export function beginsWith(scope: Scope, { stores }: CouponOptions, merchantCurrency: string) {
  const own = scope.storeId ? [scope.storeId] : scope.storeIds;
  const currency = stores.find((one) => own !== "all" && one.id === own[0])?.currency;
  return { own, currency: currency ?? merchantCurrency };
}
