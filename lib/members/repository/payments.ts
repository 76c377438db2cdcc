import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader, Tx } from "@/db/client";
import { members } from "@/db/schema/members";
import { merchants } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

const DAY_MS = 86_400_000;
const memberIs = (scope: Scope, memberId: string) =>
  and(eq(members.merchantId, scope.merchantId), eq(members.id, memberId));

/** The member's row under lock, without its key: references to it do not wait. Null = not here, or forgotten. */
export async function lockMemberRow(tx: Tx, scope: Scope, memberId: string) {
  const [row] = await tx
    .select({ id: members.id, homeStoreId: members.homeStoreId, blockedAt: members.blockedAt })
    .from(members)
    .where(and(memberIs(scope, memberId), isNull(members.erasedAt)))
    .for("no key update");
  return row ?? null;
}
/** Of these members those whose row nobody else holds, under lock as `lockMemberRow`, in the order of their ids. */
export async function lockFreeMemberRows(tx: Tx, scope: Scope, memberIds: readonly string[]) {
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(
      and(eq(members.merchantId, scope.merchantId), among(members.id, memberIds), isNull(members.erasedAt)),
    )
    .orderBy(members.id)
    .for("no key update", { skipLocked: true });
  return rows.map(({ id }) => id);
}

export type LockedMember = NonNullable<Awaited<ReturnType<typeof lockMemberRow>>>;

/**
 * What members spent within spans of days before `now`, by member and days: paid for orders in the merchant's currency less
 * what was given back of these, in its minor units. Who spent nothing is left out. One statement; none without spans.
 */
export async function loadSpent(
  reader: Reader,
  scope: Scope,
  asked: { readonly memberIds: readonly string[]; readonly spans: readonly number[]; readonly now: Instant },
): Promise<ReadonlyMap<string, Readonly<Record<number, number>>>> {
  const { memberIds, spans, now } = asked;
  if (memberIds.length === 0 || spans.length === 0) return new Map();
  const since = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString();
  const sums = spans.map(
    (days) => sql`coalesce(sum(${orders.paidMinor} - ${orders.refundedMinor})
      filter (where ${orders.paidAt} > ${since(days)}::timestamptz), 0)::bigint`,
  );
  const rows = await reader
    .select({ memberId: orders.memberId, sums: sql<string[]>`array[${sql.join(sums, sql`, `)}]` })
    .from(orders)
    .innerJoin(merchants, and(eq(merchants.id, orders.merchantId), eq(merchants.currency, orders.currency)))
    .where(
      and(
        eq(orders.merchantId, scope.merchantId),
        inArray(orders.memberId, [...memberIds]),
        // Nothing older is in any of the sums: whoever bought for years is not summed for years at each look.
        sql`${orders.paidAt} > ${since(Math.max(...spans))}::timestamptz`,
      ),
    )
    .groupBy(orders.memberId);
  return new Map(
    rows.map(({ memberId, sums }) => [
      memberId ?? "",
      Object.fromEntries(spans.map((days, at) => [days, Number(sums[at])])),
    ]),
  );
}

/** Notes a payment: the first stays the first, the latest is the latest. Also of somebody who was forgotten meanwhile. */
export async function setPaid(tx: Tx, scope: Scope, memberId: string, now: Instant): Promise<void> {
  await tx
    .update(members)
    .set({
      firstPaidAt: sql`least(${members.firstPaidAt}, ${now.toISOString()}::timestamptz)`,
      lastPaidAt: sql`greatest(${members.lastPaidAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(memberIs(scope, memberId));
}
