import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { shardOf } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";

/** So many more, or fewer where it is below zero, of a coupon's vouchers are used. */
export type UseChange = { readonly couponId: string; readonly memberId: string; readonly change: number };

/**
 * Adds to what the coupons' counters say was used, in the order of their ids. Of an unlimited coupon the row of the
 * member is taken where it has room, since that is where the vouchers were counted as issued; a coupon that was limited
 * once has them in another. Gives those for which no row had room.
 */
export async function addUses(tx: Tx, scope: Scope, changes: readonly UseChange[]): Promise<UseChange[]> {
  const wanted = changes.map(({ couponId, memberId, change }) => ({
    coupon_id: couponId,
    own: shardOf(memberId),
    change,
  }));
  const counted = await tx.execute<{ coupon_id: string }>(sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as x(coupon_id text, own int, change bigint)
      order by coupon_id
    ), chosen as (
      select w.coupon_id, w.change, c.shard from wanted w cross join lateral (
        select s.shard from coupon_stock s
        where s.merchant_id = ${scope.merchantId} and s.coupon_id = w.coupon_id
          and s.used + w.change between 0 and s.issued
        order by s.shard <> w.own, s.shard limit 1 for update) c
    )
    update coupon_stock s set used = s.used + c.change from chosen c
    where s.merchant_id = ${scope.merchantId} and s.coupon_id = c.coupon_id and s.shard = c.shard
    returning s.coupon_id`);
  const done = new Set(counted.map((row) => row.coupon_id));
  return changes.filter(({ couponId }) => !done.has(couponId));
}
