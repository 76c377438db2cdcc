import { and, eq, inArray, or } from "drizzle-orm";
import { db } from "@/db/client";
import { products } from "@/db/schema/catalogue";
import { couponTerms } from "@/db/schema/coupons";
import type { OrderWords, Worded } from "@/lib/orders/rules/in-language";
import type { Scope } from "@/lib/platform/auth/scope";

/** What products are called now, and coupons under the terms they were issued under, with their translations. */
export async function wordsOf(scope: Scope, { productIds, terms }: Worded): Promise<OrderWords> {
  const [named, worded] = await Promise.all([
    productIds.length > 0
      ? db()
          .select({ id: products.id, name: products.name, translations: products.translations })
          .from(products)
          .where(and(eq(products.merchantId, scope.merchantId), inArray(products.id, [...productIds])))
      : [],
    terms.length > 0
      ? db()
          .select({
            couponId: couponTerms.couponId,
            termsVersion: couponTerms.version,
            translations: couponTerms.translations,
          })
          .from(couponTerms)
          .where(
            and(
              eq(couponTerms.merchantId, scope.merchantId),
              or(
                ...terms.map(({ couponId, termsVersion }) =>
                  and(eq(couponTerms.couponId, couponId), eq(couponTerms.version, termsVersion)),
                ),
              ),
            ),
          )
      : [],
  ]);
  return { products: named, terms: worded };
}
