import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader, Tx } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { couponBudgets, orderVouchers } from "@/db/schema/orders";
import type { Scope } from "@/lib/platform/auth/scope";

/** So much more of a coupon's budget, in minor units of its currency: on unpaid orders, and used. Minus gives back. */
export type BudgetChange = {
  readonly couponId: string;
  readonly reservedMinor: number;
  readonly usedMinor: number;
};

/**
 * Holds these coupons as they are until the transaction ends, in the order of their ids, without being in anybody's way but
 * a change's; tells whether each is paused, and its budget (null = none).
 */
export async function holdCoupons(tx: Tx, scope: Scope, couponIds: readonly string[]) {
  if (couponIds.length === 0) return [];
  return await tx
    .select({ id: coupons.id, pausedAt: coupons.pausedAt, budgetMinor: coupons.budgetMinor })
    .from(coupons)
    .where(and(eq(coupons.merchantId, scope.merchantId), among(coupons.id, couponIds)))
    .orderBy(asc(coupons.id))
    .for("key share");
}

/** What is left of these coupons' budgets, by id; a coupon without a budget is left out. */
export async function loadBudgetsLeft(
  reader: Reader,
  scope: Scope,
  couponIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (couponIds.length === 0) return new Map();
  const rows = await reader
    .select({
      id: coupons.id,
      left: sql<number>`${coupons.budgetMinor} - coalesce(${couponBudgets.reservedMinor} + ${couponBudgets.usedMinor}, 0)`.mapWith(
        Number,
      ),
    })
    .from(coupons)
    .leftJoin(
      couponBudgets,
      and(eq(couponBudgets.merchantId, coupons.merchantId), eq(couponBudgets.couponId, coupons.id)),
    )
    .where(
      and(
        eq(coupons.merchantId, scope.merchantId),
        among(coupons.id, couponIds),
        isNotNull(coupons.budgetMinor),
      ),
    );
  return new Map(rows.map(({ id, left }) => [id, left]));
}

/**
 * The counter of each of these coupons that has a budget, made where it is missing: with what orders took off by it before
 * it had one. Call it with the coupons held, so that no order of them is being placed elsewhere unseen.
 */
export async function openBudgets(tx: Tx, scope: Scope, couponIds: readonly string[]): Promise<void> {
  if (couponIds.length === 0) return;
  const off = (state: "reserved" | "used") => sql`coalesce((
    select sum(${orderVouchers.discountMinor} + ${orderVouchers.deliveryDiscountMinor}) from ${orderVouchers}
    where ${orderVouchers.merchantId} = ${coupons.merchantId} and ${orderVouchers.couponId} = ${coupons.id}
      and ${orderVouchers.state} = ${state}), 0)`;
  await tx.execute(sql`
    insert into ${couponBudgets} (merchant_id, coupon_id, budget_minor, reserved_minor, used_minor)
    select ${coupons.merchantId}, ${coupons.id}, ${coupons.budgetMinor}, ${off("reserved")}, ${off("used")}
    from ${coupons} where ${coupons.merchantId} = ${scope.merchantId} and ${coupons.id} in ${[...couponIds]}
      and ${coupons.budgetMinor} is not null
      and not exists (select from ${couponBudgets} b where b.merchant_id = ${coupons.merchantId} and b.coupon_id = ${coupons.id})
    order by ${coupons.id} on conflict do nothing`);
}

/**
 * Adds to the counters of these coupons, in the order of their ids; gives the ids that were counted. One that would pass its
 * budget, or has none, is left as it is.
 */
export async function addToBudgets(
  tx: Tx,
  scope: Scope,
  changes: readonly BudgetChange[],
): Promise<ReadonlySet<string>> {
  if (changes.length === 0) return new Set();
  const wanted = changes.map(({ couponId, reservedMinor, usedMinor }) => ({
    coupon_id: couponId,
    reserved: reservedMinor,
    used: usedMinor,
  }));
  const counted = await tx.execute<{ coupon_id: string }>(sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as x(coupon_id text, reserved bigint, used bigint)
    ), held as (
      select b.coupon_id, w.reserved, w.used from coupon_budget b join wanted w using (coupon_id)
      where b.merchant_id = ${scope.merchantId} order by b.coupon_id for update of b
    )
    update coupon_budget b set reserved_minor = b.reserved_minor + h.reserved, used_minor = b.used_minor + h.used
    from held h where b.merchant_id = ${scope.merchantId} and b.coupon_id = h.coupon_id
      and b.reserved_minor + h.reserved + b.used_minor + h.used <= b.budget_minor
    returning b.coupon_id`);
  return new Set(counted.map((row) => row.coupon_id));
}
