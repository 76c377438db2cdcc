import { type SQL, sql } from "drizzle-orm";
import { orders, orderVouchers } from "@/db/schema/orders";
import { voucherGifts, vouchers } from "@/db/schema/vouchers";
import type { Instant } from "@/lib/kernel/time";

/** Until when an unpaid order keeps a voucher; asked by key, and only of one that is reserved. Null = no order does. */
export const heldUntil = sql<Instant | null>`case when ${vouchers.status} = 'reserved' then (
  select o.expires_at from ${orderVouchers} ov join ${orders} o on o.merchant_id = ov.merchant_id and o.id = ov.order_id
  where ov.merchant_id = ${vouchers.merchantId} and ov.voucher_id = ${vouchers.id} and ov.state = 'reserved') end`;

/** Until when a voucher that is offered as a gift can be taken; null = it is not offered. */
export const offeredUntil = sql<Instant | null>`case when ${vouchers.status} = 'transferred' then (
  select g.ends_at from ${voucherGifts} g
  where g.merchant_id = ${vouchers.merchantId} and g.voucher_id = ${vouchers.id} and g.status = 'waiting') end`;

/** Whether a voucher can be used or can run out: no order keeps it at `now`. rules.ts has the same, for one that was read. */
export const isFree = (now: Instant): SQL =>
  sql`(${vouchers.status} = 'available' or (${vouchers.status} = 'reserved' and coalesce(${heldUntil} <= ${now.toISOString()}::timestamptz, false)))`;
