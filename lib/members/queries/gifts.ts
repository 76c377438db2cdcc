import { and, desc, eq, gt, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { products } from "@/db/schema/catalogue";
import { couponStock, couponStores, coupons, couponTerms } from "@/db/schema/coupons";
import type { Scope } from "@/lib/platform/auth/scope";

/** The stores somebody may give coupons of; null = all. Giving reaches no further than offering does. */
function withinReach(scope: Scope): SQL | undefined {
  const rows = sql`select 1 from ${couponStores}
    where ${couponStores.merchantId} = ${coupons.merchantId} and ${couponStores.couponId} = ${coupons.id}`;
  const named = (ids: readonly string[]) =>
    sql.join(
      ids.map((id) => sql`${id}`),
      sql`, `,
    );
  if (scope.storeIds !== "all") {
    if (scope.storeIds.length === 0) return sql`false`;
    const mine = named(scope.storeIds);
    return sql`(exists (${rows}) and not exists (${rows} and ${couponStores.storeId} not in (${mine})))`;
  }
  if (!scope.storeId) return undefined;
  return sql`(not exists (${rows}) or exists (${rows} and ${couponStores.storeId} = ${scope.storeId}))`;
}

/** Of a coupon: it may be given now by whoever asks, as far as its stock goes. */
function isGivable(scope: Scope): SQL {
  const standing = and(
    sql`'targeted' = any(${coupons.methods})`,
    isNotNull(coupons.publishedAt),
    isNull(coupons.pausedAt),
    isNull(coupons.endedAt),
    isNull(coupons.archivedAt),
    or(isNull(coupons.validUntil), gt(coupons.validUntil, sql`now()`)),
    withinReach(scope),
  );
  return sql`coalesce(${standing}, false)`;
}

/** The coupons that may be given to a member now, newest first: targeted, running, good where the giver works. */
export async function listGiftCoupons(scope: Scope) {
  const stock = (column: AnyPgColumn) =>
    sql<number | null>`(
    select sum(${column}) from ${couponStock}
    where ${couponStock.merchantId} = ${coupons.merchantId} and ${couponStock.couponId} = ${coupons.id})`.mapWith(
      Number,
    );
  const rows = await db()
    .select({
      id: coupons.id,
      name: coupons.name,
      currency: coupons.currency,
      benefit: couponTerms.benefit,
      conditions: couponTerms.conditions,
      productName: products.name,
      claimLimit: coupons.claimLimit,
      quantity: stock(couponStock.quantity),
      issued: stock(couponStock.issued),
    })
    .from(coupons)
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, coupons.merchantId),
        eq(couponTerms.couponId, coupons.id),
        eq(couponTerms.version, coupons.termsVersion),
      ),
    )
    .leftJoin(
      products,
      and(
        eq(products.merchantId, coupons.merchantId),
        eq(products.id, sql<string>`${couponTerms.benefit}->>'productId'`),
      ),
    )
    .where(and(eq(coupons.merchantId, scope.merchantId), isGivable(scope)))
    .orderBy(desc(coupons.createdAt), desc(coupons.id))
    .limit(200);
  return rows.filter((row) => row.quantity === null || (row.issued ?? 0) < row.quantity);
}

export type GiftCoupon = Awaited<ReturnType<typeof listGiftCoupons>>[number];
