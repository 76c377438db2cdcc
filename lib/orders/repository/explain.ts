import { and, asc, eq, inArray, or, type SQL } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { products } from "@/db/schema/catalogue";
import { couponTerms } from "@/db/schema/coupons";
import { stores } from "@/db/schema/merchants";
import { orderLines, orders, orderVouchers } from "@/db/schema/orders";
import type { Scope } from "@/lib/platform/auth/scope";
import type { Terms } from "@/lib/pricing/shapes";

/**
 * An order that was placed, by its id or by its whole number, with its lines and its coupons, as a cart is asked for. Of
 * the stores that this reader works in; null = there is none such.
 */
export async function loadPlacedCart(reader: Reader, scope: Scope, named: string) {
  const number = named.replaceAll(/[\s#-]/g, "").toUpperCase();
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  const there: SQL | undefined = storeIds === "all" ? undefined : inArray(orders.storeId, [...storeIds]);
  const [order] = await reader
    .select({
      id: orders.id,
      number: orders.number,
      storeId: orders.storeId,
      region: orders.region,
      memberId: orders.memberId,
      channel: orders.channel,
      device: orders.device,
      currency: orders.currency,
      deliveryMinor: orders.deliveryMinor,
      placedAt: orders.placedAt,
    })
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, scope.merchantId),
        there,
        or(eq(orders.number, number), eq(orders.id, named)),
      ),
    )
    .limit(1);
  if (!order) return null;
  const lines = await reader
    .select({
      id: orderLines.lineId,
      productId: orderLines.productId,
      unitPriceMinor: orderLines.unitPriceMinor,
      quantity: orderLines.quantity,
      onOffer: orderLines.onOffer,
    })
    .from(orderLines)
    .where(and(eq(orderLines.merchantId, scope.merchantId), eq(orderLines.orderId, order.id)))
    .orderBy(asc(orderLines.position));
  const kept = await reader
    .select({
      voucherId: orderVouchers.voucherId,
      state: orderVouchers.state,
      discountMinor: orderVouchers.discountMinor,
      deliveryDiscountMinor: orderVouchers.deliveryDiscountMinor,
      name: couponTerms.name,
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
    .where(and(eq(orderVouchers.merchantId, scope.merchantId), eq(orderVouchers.orderId, order.id)))
    .orderBy(asc(orderVouchers.position));
  return { ...order, lines, vouchers: kept };
}
export type PlacedCart = NonNullable<Awaited<ReturnType<typeof loadPlacedCart>>>;

/** So many stores are named; of more, their number is said. */
const STORES_NAMED = 5;

/** What is called by name where these terms are told: the stores they are for (five at most), and the product they give. */
export async function loadNamesIn(
  reader: Reader,
  scope: Scope,
  { conditions: { storeIds }, benefit }: Pick<Terms, "conditions" | "benefit">,
) {
  const ids = storeIds === "all" ? [] : storeIds.slice(0, STORES_NAMED);
  const named = ids.length
    ? await reader
        .select({ name: stores.name })
        .from(stores)
        .where(and(eq(stores.merchantId, scope.merchantId), inArray(stores.id, ids)))
        .orderBy(asc(stores.name))
    : [];
  const [product] =
    benefit.type === "product"
      ? await reader
          .select({ name: products.name })
          .from(products)
          .where(and(eq(products.merchantId, scope.merchantId), eq(products.id, benefit.productId)))
      : [];
  return { stores: named.map(({ name }) => name), product: product?.name ?? null };
}
