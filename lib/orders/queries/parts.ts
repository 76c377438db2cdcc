import { and, asc, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { products } from "@/db/schema/catalogue";
import { couponTerms } from "@/db/schema/coupons";
import { orderLines, orderVouchers, refundRequests, refunds } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import type { Scope } from "@/lib/platform/auth/scope";

/*
 * What an order is made of, for who was shown the order itself.
 */

/** An order's lines, in its order. */
export function linesOf(scope: Scope, orderId: string) {
  return db()
    .select()
    .from(orderLines)
    .where(and(eq(orderLines.merchantId, scope.merchantId), eq(orderLines.orderId, orderId)))
    .orderBy(asc(orderLines.position));
}

/** The vouchers on an order with the rules they were used under, in the order in which they applied. */
export function vouchersOf(scope: Scope, orderId: string) {
  return db()
    .select({
      voucherId: orderVouchers.voucherId,
      couponId: orderVouchers.couponId,
      couponName: couponTerms.name,
      termsVersion: orderVouchers.termsVersion,
      benefit: couponTerms.benefit,
      conditions: couponTerms.conditions,
      scope: couponTerms.scope,
      stacking: couponTerms.stacking,
      validity: couponTerms.validity,
      /** Of the product it gives; null = it gives none. */
      productName: products.name,
      /** Empty once it was given to a friend, whose it is: not by whoever had it on this order. */
      code: sql<string>`case when ${vouchers.issuedTo} is null or ${vouchers.memberId} = (
        select o.member_id from "order" o where o.merchant_id = ${vouchers.merchantId} and o.id = ${orderVouchers.orderId})
        then ${vouchers.code} else '' end`,
      state: orderVouchers.state,
      discountMinor: orderVouchers.discountMinor,
      deliveryDiscountMinor: orderVouchers.deliveryDiscountMinor,
      lines: orderVouchers.lines,
    })
    .from(orderVouchers)
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, orderVouchers.merchantId),
        eq(couponTerms.couponId, orderVouchers.couponId),
        eq(couponTerms.version, orderVouchers.termsVersion),
      ),
    )
    .innerJoin(
      vouchers,
      and(eq(vouchers.merchantId, orderVouchers.merchantId), eq(vouchers.id, orderVouchers.voucherId)),
    )
    .leftJoin(
      products,
      and(
        eq(products.merchantId, orderVouchers.merchantId),
        eq(products.id, sql<string>`${couponTerms.benefit} ->> 'productId'`),
      ),
    )
    .where(and(eq(orderVouchers.merchantId, scope.merchantId), eq(orderVouchers.orderId, orderId)))
    .orderBy(asc(orderVouchers.position));
}

/** At most as many as an order has units: each gives back one at least. */
export function refundsOf(scope: Scope, orderId: string) {
  return db()
    .select()
    .from(refunds)
    .where(and(eq(refunds.merchantId, scope.merchantId), eq(refunds.orderId, orderId)))
    .orderBy(desc(refunds.id))
    .limit(200);
}

/** What its member asked to have back, the newest first. */
export function requestsOf(scope: Scope, orderId: string) {
  return db()
    .select()
    .from(refundRequests)
    .where(and(eq(refundRequests.merchantId, scope.merchantId), eq(refundRequests.orderId, orderId)))
    .orderBy(desc(refundRequests.id))
    .limit(20);
}
