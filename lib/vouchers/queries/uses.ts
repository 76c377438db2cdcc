import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import type { Scope } from "@/lib/platform/auth/scope";
import { mayBeSeen } from "@/lib/vouchers/queries";

/** Where a voucher was used, and what it saved there. */
export type VoucherUse = {
  readonly storeName: string | null;
  /** The order it was used on; null = at a desk, or on an order that this reader may not see. */
  readonly order: { readonly id: string; readonly number: string } | null;
  /** Off goods and delivery; null = without an order. */
  readonly savedMinor: number | null;
  readonly currency: string | null;
  /** What a points or cash coupon put on its member's balance: points, or minor units of a currency; null = nothing. */
  readonly credited: { readonly unit: string; readonly amount: number } | null;
};

type Row = {
  readonly voucherId: string;
  readonly storeName: string | null;
  readonly orderId: string | null;
  readonly number: string | null;
  readonly isSeen: boolean;
  readonly savedMinor: number | null;
  readonly currency: string | null;
  readonly unit: string | null;
  readonly amount: number | null;
};

/** The uses of those of a page's vouchers that were used and this reader may see, by voucher; each is found by its key. */
export async function usesOf(
  scope: Scope,
  voucherIds: readonly string[],
): Promise<ReadonlyMap<string, VoucherUse>> {
  if (voucherIds.length === 0) return new Map();
  const reach = scope.storeId ? [scope.storeId] : scope.storeIds;
  const isSeen = reach === "all" ? sql`true` : sql`o.store_id = any (${sql.param([...reach])}::text[])`;
  const rows = await db().execute<Row>(sql`
    select voucher.id as "voucherId", s.name as "storeName", o.id as "orderId", o.number, coalesce(${isSeen}, false) as "isSeen",
      (u.discount_minor + u.delivery_discount_minor)::float8 as "savedMinor", o.currency,
      b.unit, b.change::float8 as amount
    from voucher
    left join order_voucher u on u.merchant_id = voucher.merchant_id and u.voucher_id = voucher.id and u.state = 'used'
    left join "order" o on o.merchant_id = u.merchant_id and o.id = u.order_id
    left join account_entry b on b.merchant_id = voucher.merchant_id and b.cause = 'voucher' and b.cause_id = voucher.id
    left join lateral (
      select e.cause ->> 'storeId' as store_id from voucher_event e
      where e.merchant_id = voucher.merchant_id and e.voucher_id = voucher.id and e.kind = 'redeemed'
      order by e.id desc limit 1
    ) d on o.id is null
    left join store s on s.merchant_id = voucher.merchant_id and s.id = coalesce(o.store_id, d.store_id)
    where voucher.merchant_id = ${scope.merchantId} and voucher.id = any (${sql.param([...voucherIds])}::text[])
      and voucher.status = 'used' and ${mayBeSeen(scope) ?? sql`true`}`);
  return new Map(
    rows.map(
      ({ voucherId, storeName, orderId, number, isSeen: seen, savedMinor, currency, unit, amount }) => [
        voucherId,
        {
          ...{ storeName, savedMinor, currency },
          credited: unit !== null && amount !== null ? { unit, amount } : null,
          order: seen && orderId && number ? { id: orderId, number } : null,
        },
      ],
    ),
  );
}
