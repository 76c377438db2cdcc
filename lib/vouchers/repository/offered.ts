import { and, eq, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { couponTerms } from "@/db/schema/coupons";
import { orders, orderVouchers } from "@/db/schema/orders";
import { voucherGifts, vouchers } from "@/db/schema/vouchers";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** What the terms of a gift's voucher ask of whoever uses it; null = the merchant has no such gift. */
export async function loadAsked(reader: Reader, scope: Scope, giftId: string) {
  const [row] = await reader
    .select({ couponId: vouchers.couponId, conditions: couponTerms.conditions })
    .from(voucherGifts)
    .innerJoin(
      vouchers,
      and(eq(vouchers.merchantId, voucherGifts.merchantId), eq(vouchers.id, voucherGifts.voucherId)),
    )
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, vouchers.merchantId),
        eq(couponTerms.couponId, vouchers.couponId),
        eq(couponTerms.version, vouchers.termsVersion),
      ),
    )
    .where(and(eq(voucherGifts.merchantId, scope.merchantId), eq(voucherGifts.id, giftId)));
  return row ?? null;
}

/** How many vouchers of a coupon a member has used, or has on an order that still waits for its payment at `now`, as pricing counts them (U2). */
export async function countUses(
  reader: Reader,
  scope: Scope,
  memberId: string,
  couponId: string,
  now: Instant,
): Promise<number> {
  const isOver = sql`exists (select 1 from ${orderVouchers} join ${orders}
    on ${orders.merchantId} = ${orderVouchers.merchantId} and ${orders.id} = ${orderVouchers.orderId}
    where ${orderVouchers.merchantId} = ${vouchers.merchantId} and ${orderVouchers.voucherId} = ${vouchers.id}
      and ${orderVouchers.state} = 'reserved' and ${orders.expiresAt} <= ${now.toISOString()}::timestamptz)`;
  const [row] = await reader
    .select({ uses: sql<number>`count(*)::int` })
    .from(vouchers)
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.memberId, memberId),
        eq(vouchers.couponId, couponId),
        sql`(${vouchers.status} = 'used' or (${vouchers.status} = 'reserved' and not ${isOver}))`,
      ),
    );
  return row?.uses ?? 0;
}
