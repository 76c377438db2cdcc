import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { couponStores, coupons } from "@/db/schema/coupons";
import { stores } from "@/db/schema/merchants";
import { MOST_LISTED } from "@/lib/kernel/listed";
import { audienceOptions, LISTED } from "@/lib/members/queries/audience";
import type { Scope } from "@/lib/platform/auth/scope";

/** Coupons that are good in one of the stores. */
function goodIn(storeIds: readonly string[] | "all"): SQL | undefined {
  if (storeIds === "all") return undefined;
  const rows = sql`select 1 from ${couponStores}
    where ${couponStores.merchantId} = ${coupons.merchantId} and ${couponStores.couponId} = ${coupons.id}`;
  if (storeIds.length === 0) return sql`not exists (${rows})`;
  return sql`(not exists (${rows}) or exists (${rows} and ${inArray(couponStores.storeId, [...storeIds])}))`;
}

/** Most of the newest coupons that are listed to filter by. */
const COUPONS = 200;

/** The stores somebody may be registered at, by name: those in business, in reach of whoever registers them there. */
export async function listHomeStores(scope: Scope) {
  const reached = scope.storeId ? [scope.storeId] : scope.storeIds;
  return await db()
    .select({ id: stores.id, name: stores.name })
    .from(stores)
    .where(
      and(
        eq(stores.merchantId, scope.merchantId),
        isNull(stores.archivedAt),
        reached === "all" ? undefined : inArray(stores.id, [...reached]),
      ),
    )
    .orderBy(asc(stores.name), asc(stores.id))
    .limit(MOST_LISTED);
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
          .limit(MOST_LISTED),
    db()
      .select({ id: coupons.id, name: coupons.name })
      .from(coupons)
      .where(and(eq(coupons.merchantId, scope.merchantId), isNull(coupons.archivedAt), goodIn(reached)))
      .orderBy(desc(coupons.createdAt), desc(coupons.id))
      .limit(COUPONS),
  ]);
  const picked = named.groups.filter(({ kind }) => kind !== "built_in");
  /** Of which not all are listed: how many are. */
  const cut = {
    tags: named.tags.length === LISTED.tags ? LISTED.tags : null,
    groups: picked.length === LISTED.groups ? LISTED.groups : null,
    stores: open.length === MOST_LISTED ? MOST_LISTED : null,
    coupons: given.length === COUPONS ? COUPONS : null,
  };
  return { ...named, stores: open, coupons: given, cut };
}

export type MemberFilterOptions = Awaited<ReturnType<typeof memberFilterOptions>>;
