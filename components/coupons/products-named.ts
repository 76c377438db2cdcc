import type { CouponTerms } from "@/lib/coupons/schema";

/** The products a coupon's terms point to. */
export function productsNamed({ benefit, scope }: Pick<CouponTerms, "benefit" | "scope">): string[] {
  const given = benefit.type === "product" ? [benefit.productId] : [];
  return "products" in scope ? given : [...given, ...scope.productIds, ...scope.excludeProductIds];
}
