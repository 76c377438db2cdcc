import { and, eq, inArray, isNotNull, isNull, notExists, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { memberSpent } from "@/db/schema/accounts";
import { members } from "@/db/schema/members";
import { merchants } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import type { MemberFilter } from "@/lib/members/schema/filter";
import type { Scope } from "@/lib/platform/auth/scope";

export type Spent = {
  /** Paid for orders less what was given back of them, in minor units of `currency`, the merchant's. */
  readonly spentMinor: number;
  readonly currency: string;
  /** When the latest order was paid, in whatever currency. */
  readonly lastOrderAt: Date;
};

/** The stores whose orders alone this reader sees; null = those of all. */
const storesOf = (scope: Scope): readonly string[] | null =>
  scope.storeId ? [scope.storeId] : scope.storeIds === "all" ? null : scope.storeIds;

/** As the index `member_by_payment` has it. */
export const latestPayment =
  sql<Date | null>`coalesce(${members.lastPaidAt}, ${members.firstPaidAt})`.mapWith(members.lastPaidAt);

/** Whether this reader sees the orders of all stores. */
export const seesAll = (scope: Scope): boolean => storesOf(scope) === null;

const currencyOf = (scope: Scope) =>
  sql`(select ${merchants.currency} from ${merchants} where ${merchants.id} = ${scope.merchantId})`;

/** Joins a member of the list to what they spent in the merchant's currency. */
export const isSpentBy = (scope: Scope) =>
  and(
    eq(memberSpent.merchantId, scope.merchantId),
    eq(memberSpent.memberId, members.id),
    eq(memberSpent.currency, currencyOf(scope)),
  );

/**
 * What each member of one page spent and when they last ordered, at the stores this reader sees; who never paid an order
 * there is left out. One statement, by the members' keys: kept sums, or for some stores the members' own orders.
 */
export const spentOf = async (
  scope: Scope,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, Spent>> => {
  const storeIds = storesOf(scope);
  if (memberIds.length === 0 || storeIds?.length === 0) return new Map();
  const rows = storeIds ? await spentAt(scope, memberIds, storeIds) : await spentAnywhere(scope, memberIds);
  return new Map(rows.map(({ memberId, ...spent }) => [memberId ?? "", spent]));
};

async function spentAnywhere(scope: Scope, memberIds: readonly string[]) {
  return await db()
    .select({
      memberId: members.id,
      currency: merchants.currency,
      spentMinor: sql<number>`coalesce(${memberSpent.spentMinor}, 0)`.mapWith(Number),
      lastOrderAt: sql<Date>`${latestPayment}`.mapWith(members.lastPaidAt),
    })
    .from(members)
    .innerJoin(merchants, eq(merchants.id, members.merchantId))
    .leftJoin(memberSpent, isSpentBy(scope))
    .where(
      and(
        eq(members.merchantId, scope.merchantId),
        inArray(members.id, [...memberIds]),
        isNotNull(latestPayment),
      ),
    );
}

const paidAt = (scope: Scope, storeIds: readonly string[]) =>
  and(
    eq(orders.merchantId, scope.merchantId),
    isNotNull(orders.paidAt),
    inArray(orders.storeId, [...storeIds]),
  );

async function spentAt(scope: Scope, memberIds: readonly string[], storeIds: readonly string[]) {
  return await db()
    .select({
      memberId: orders.memberId,
      currency: merchants.currency,
      spentMinor: sql<number>`coalesce(sum(${orders.paidMinor} - ${orders.refundedMinor})
        filter (where ${orders.currency} = ${merchants.currency}), 0)`.mapWith(Number),
      lastOrderAt: sql<Date>`max(${orders.paidAt})`.mapWith(orders.paidAt),
    })
    .from(orders)
    .innerJoin(merchants, eq(merchants.id, orders.merchantId))
    .where(and(inArray(orders.memberId, [...memberIds]), paidAt(scope, storeIds)))
    .groupBy(orders.memberId, merchants.currency);
}

const daysAgo = (days: number) => sql`now() - make_interval(hours => ${days * 24})`;

/** What the filter asks of a member's orders, at the stores this reader sees. */
export function spentFilter(scope: Scope, filter: MemberFilter): SQL | undefined {
  const storeIds = storesOf(scope);
  const { spentAtLeastMinor: least, spentAtMostMinor: most } = filter;
  const { hasOrdered, orderedDays, notOrderedDays } = filter;
  if ([least, most, hasOrdered, orderedDays, notOrderedDays].every((asked) => asked === undefined))
    return undefined;
  const latest = storeIds ? latestAt(scope, storeIds) : latestPayment;
  return and(
    least === undefined ? undefined : storeIds ? sumAt(scope, storeIds, least) : spentAtLeast(scope, least),
    most === undefined ? undefined : storeIds ? sumUpTo(scope, storeIds, most) : spentAtMost(scope, most),
    hasOrdered === undefined ? undefined : hasOrdered ? isNotNull(latest) : isNull(latest),
    orderedDays === undefined ? undefined : sql`${latest} > ${daysAgo(orderedDays)}`,
    notOrderedDays === undefined ? undefined : sql`${latest} <= ${daysAgo(notOrderedDays)}`,
  );
}

// By the index `member_by_spent`, or by each member's key: whichever the rest of the filter leaves fewer for.
const spentAtLeast = (scope: Scope, least: number) =>
  inArray(
    members.id,
    db()
      .select({ id: memberSpent.memberId })
      .from(memberSpent)
      .where(
        and(
          eq(memberSpent.merchantId, scope.merchantId),
          eq(memberSpent.currency, currencyOf(scope)),
          sql`${memberSpent.spentMinor} >= ${least}`,
        ),
      ),
  );

// By each member's key. Who never paid has no sum, and so none that is more.
const spentAtMost = (scope: Scope, most: number) =>
  notExists(
    db()
      .select({ one: sql`1` })
      .from(memberSpent)
      .where(and(isSpentBy(scope), sql`${memberSpent.spentMinor} > ${most}`)),
  );

// By the members' own orders (index `order_by_member`): who sees some stores sees the members of these alone.
const ofMember = (scope: Scope, storeIds: readonly string[]) =>
  and(eq(orders.memberId, members.id), paidAt(scope, storeIds));

const sumOf = (scope: Scope, storeIds: readonly string[]) =>
  sql`(select sum(${orders.paidMinor} - ${orders.refundedMinor}) from ${orders} where ${ofMember(scope, storeIds)}
    and ${orders.currency} = ${currencyOf(scope)})`;

const sumAt = (scope: Scope, storeIds: readonly string[], least: number) =>
  sql`${sumOf(scope, storeIds)} >= ${least}`;

const sumUpTo = (scope: Scope, storeIds: readonly string[], most: number) =>
  sql`coalesce(${sumOf(scope, storeIds)}, 0) <= ${most}`;

const latestAt = (scope: Scope, storeIds: readonly string[]) =>
  sql`(select max(${orders.paidAt}) from ${orders} where ${ofMember(scope, storeIds)})`;
