import { and, asc, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { activities, participations } from "@/db/schema/activities";
import { categories, products } from "@/db/schema/catalogue";
import { stores } from "@/db/schema/merchants";
import type { CouponScope } from "@/lib/coupons/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** Names that a page shows at most of each kind; terms name up to 500. */
const SHOWN = 100;

type Table = typeof stores | typeof products | typeof categories;

function namesOf(scope: Scope, table: Table, ids: readonly string[], most = SHOWN) {
  if (ids.length === 0) return Promise.resolve([]);
  return db()
    .select({ id: table.id, name: table.name })
    .from(table)
    .where(and(eq(table.merchantId, scope.merchantId), inArray(table.id, [...ids])))
    .orderBy(asc(table.name))
    .limit(most);
}

/** The named stores, by name; none for all. */
export const storesNamed = (scope: Scope, storeIds: "all" | readonly string[]) =>
  storeIds === "all" ? Promise.resolve([]) : namesOf(scope, stores, storeIds, 1000);

/** The categories and products that count towards a coupon, and those that do not, by name; both empty for all products. */
export const scopeNamed = (scope: Scope, terms: CouponScope) => {
  const lists = "products" in terms ? null : terms;
  const named = (categoryIds: readonly string[] = [], productIds: readonly string[] = []) =>
    Promise.all([namesOf(scope, categories, categoryIds), namesOf(scope, products, productIds)]).then(
      (found) => found.flat().map((row) => row.name),
    );
  return Promise.all([
    named(lists?.categoryIds, lists?.productIds),
    named(lists?.excludeCategoryIds, lists?.excludeProductIds),
  ]).then(([only, not]) => ({ only, not }));
};

/** The activity whose prize a voucher is; null = it came another way. */
export function sourceActivity(
  scope: Scope,
  voucher: { readonly source: string; readonly sourceId: string },
) {
  if (voucher.source !== "prize") return Promise.resolve(null);
  return db()
    .select({
      id: activities.id,
      name: activities.name,
      translations: activities.translations,
      slug: activities.slug,
    })
    .from(participations)
    .innerJoin(
      activities,
      and(eq(activities.merchantId, participations.merchantId), eq(activities.id, participations.activityId)),
    )
    .where(and(eq(participations.merchantId, scope.merchantId), eq(participations.id, voucher.sourceId)))
    .then(([row]) => row ?? null);
}
