import { and, eq, exists, inArray, isNotNull, isNull, not, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { couponStock, couponStores, coupons } from "@/db/schema/coupons";
import { couponStatusAt } from "@/db/status-at";
import { type BudgetStanding, budgetIs } from "@/lib/coupons/queries/by-budget";
import { endsWithin, hasLowStock } from "@/lib/coupons/queries/standing";
import type { BenefitType, CouponStatus, couponSorts, distributionMethods } from "@/lib/coupons/schema";
import type { endingDays } from "@/lib/coupons/schema/filter";
import type { Numbers } from "@/lib/kernel/list-filter";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { chosen, during, type WireSpan, within } from "@/lib/platform/list-conditions";

const someStock = (having: SQL | undefined) =>
  exists(
    db()
      .select({ one: sql`1` })
      .from(couponStock)
      .where(
        and(eq(couponStock.merchantId, coupons.merchantId), eq(couponStock.couponId, coupons.id), having),
      ),
  );

/** Whether a coupon names stores that are so; none named = it is good in all. */
const namesStores = (more?: SQL) =>
  exists(
    db()
      .select({ one: sql`1` })
      .from(couponStores)
      .where(
        and(eq(couponStores.merchantId, coupons.merchantId), eq(couponStores.couponId, coupons.id), more),
      ),
  );

/** Coupons that are good in one of the stores: those of all stores among them. */
function goodIn(storeIds: readonly string[]): SQL | undefined {
  const named = storeIds.length > 0 ? namesStores(inArray(couponStores.storeId, [...storeIds])) : undefined;
  return or(not(namesStores()), named);
}

/** Coupons that are good in these stores or some of them, and in no other: what somebody of theirs may offer (`withinStores`). */
function onlyGoodIn(storeIds: readonly string[]): SQL | undefined {
  if (storeIds.length === 0) return sql`false`;
  return and(namesStores(), not(namesStores(notInArray(couponStores.storeId, [...storeIds]))));
}

/** This merchant's coupons, as far as the store view or the person's own stores let them be seen. */
export function visible(scope: Scope): SQL | undefined {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  return and(eq(coupons.merchantId, scope.merchantId), storeIds === "all" ? undefined : goodIn(storeIds));
}

export type CouponListQuery = {
  readonly q?: string;
  readonly status?: readonly CouponStatus[];
  readonly type?: readonly BenefitType[];
  readonly method?: readonly (typeof distributionMethods)[number][];
  readonly store?: readonly string[];
  /** Good in some of these stores and nowhere else. */
  readonly onlyIn?: readonly string[];
  readonly budget?: readonly BudgetStanding[];
  readonly stock?: readonly "low"[];
  /** At work, and over within so many days. */
  readonly endsWithin?: (typeof endingDays)[number] | null;
  readonly left?: Numbers | null;
  readonly created?: WireSpan | null;
  /** Any of them. */
  readonly tag?: readonly string[];
  readonly ids?: readonly string[];
  readonly creator?: readonly string[];
  /** Those of whom one of these is true are left out. */
  readonly without?: Pick<CouponListQuery, "status" | "type" | "method" | "store" | "tag" | "creator">;
  readonly sort?: (typeof couponSorts)[number];
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly limit?: number;
  readonly now?: Instant;
};

/** What a search and filters leave of the list. */
export function narrowed(query: CouponListQuery, now: Instant): (SQL | undefined)[] {
  const { q = "", status = [], budget = [], stock = [], endsWithin: days, left, created, ids } = query;
  const { without = {} } = query;
  const hasTag = (tags: readonly string[]) => sql`${coupons.tags} && ${sql.param([...tags])}::text[]`;
  const hasMethod = (some: readonly string[]) => sql`${coupons.methods} && ${sql.param([...some])}::text[]`;
  const isOne = (column: AnyPgColumn) => (values: readonly string[]) => inArray(column, [...values]);
  return [
    status.length > 0 ? undefined : isNull(coupons.archivedAt),
    chosen((some) => inArray(couponStatusAt(now), [...some]), status, without.status),
    chosen(isOne(coupons.type), query.type, without.type),
    chosen(hasMethod, query.method, without.method),
    chosen(goodIn, query.store, without.store),
    query.onlyIn ? onlyGoodIn(query.onlyIn) : undefined,
    chosen(isOne(coupons.createdBy), query.creator, without.creator),
    chosen(hasTag, query.tag, without.tag),
    budget.length > 0 ? or(...budget.map(budgetIs)) : undefined,
    stock.length > 0 ? hasLowStock(now) : undefined,
    left ? hasLeft(left) : undefined,
    during(coupons.createdAt, created),
    days ? endsWithin(Number(days), now) : undefined,
    ids ? inArray(coupons.id, [...ids]) : undefined,
    q
      ? or(
          sql`${coupons.name} ilike ${`%${q.replace(/[\\%_]/g, "\\$&")}%`}`,
          eq(coupons.number, q.toUpperCase()),
        )
      : undefined,
  ];
}

/** Limited coupons of which so many are left. */
const hasLeft = (left: Numbers) =>
  someStock(
    and(
      isNotNull(couponStock.quantity),
      within(sql`(${couponStock.quantity} - ${couponStock.issued})`, left),
    ),
  );
