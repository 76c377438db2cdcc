import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { couponStores, coupons } from "@/db/schema/coupons";
import { stores } from "@/db/schema/merchants";
import { audienceOptions } from "@/lib/members/queries/audience";
import type { Scope } from "@/lib/platform/auth/scope";

/** Coupons that are good in one of the stores. */
function goodIn(storeIds: readonly string[] | "all"): SQL | undefined {
  if (storeIds === "all") return undefined;
  const rows = sql`select 1 from ${couponStores}
    where ${couponStores.merchantId} = ${coupons.merchantId} and ${couponStores.couponId} = ${coupons.id}`;
  if (storeIds.length === 0) return sql`not exists (${rows})`;
  return sql`(not exists (${rows}) or exists (${rows} and ${inArray(couponStores.storeId, [...storeIds])}))`;
}

/** What the member list may be filtered by: plans, groups, tags, the stores in reach, and the newest coupons there. */
export async function memberFilterOptions(scope: Scope) {
  const reached = scope.storeId ? [scope.storeId] : scope.storeIds;
  const [named, open, given] = await Promise.all([
    audienceOptions(scope),
    reached !== "all" && reached.length === 0
      ? []
      : db()
          .select({ id: stores.id, name: stores.name })
          .from(stores)
          .where(
            and(
              eq(stores.merchantId, scope.merchantId),
              reached === "all" ? undefined : inArray(stores.id, [...reached]),
            ),
          )
          .orderBy(asc(stores.name))
          .limit(500),
    db()
      .select({ id: coupons.id, name: coupons.name })
      .from(coupons)
      .where(and(eq(coupons.merchantId, scope.merchantId), isNull(coupons.archivedAt), goodIn(reached)))
      .orderBy(desc(coupons.createdAt), desc(coupons.id))
      .limit(200),
  ]);
  return { ...named, stores: open, coupons: given };
}

export type MemberFilterOptions = Awaited<ReturnType<typeof memberFilterOptions>>;
