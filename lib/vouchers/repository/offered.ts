import { and, eq, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { couponTerms } from "@/db/schema/coupons";
import { voucherGifts, vouchers } from "@/db/schema/vouchers";
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

/** How many vouchers of a coupon a member has used, or has on an order. */
export async function countUses(
  reader: Reader,
  scope: Scope,
  memberId: string,
  couponId: string,
): Promise<number> {
  const [row] = await reader
    .select({ uses: sql<number>`count(*)::int` })
    .from(vouchers)
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.memberId, memberId),
        eq(vouchers.couponId, couponId),
        sql`${vouchers.status} in ('used', 'reserved')`,
      ),
    );
  return row?.uses ?? 0;
}
