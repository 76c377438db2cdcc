import { and, eq, inArray } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { categories, products } from "@/db/schema/catalogue";
import { merchants, stores } from "@/db/schema/merchants";
import { withinStores } from "@/lib/coupons/rules/edit";
import { type CouponInput, isGiftable } from "@/lib/coupons/schema";
import { type Refusal, refuse } from "@/lib/kernel/result";
import { checkAudience } from "@/lib/members/check-audience";
import type { Scope } from "@/lib/platform/auth/scope";
import { hasPaymentProvider } from "@/lib/platform/has-payment-provider";

async function missing(
  reader: Reader,
  table: typeof products | typeof categories | typeof stores,
  scope: Scope,
  ids: string[],
): Promise<string | null> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return null;
  const rows = await reader
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.merchantId, scope.merchantId), inArray(table.id, wanted)));
  const found = new Set(rows.map((row) => row.id));
  return wanted.find((id) => !found.has(id)) ?? null;
}

/** The first product, category or store the coupon names that is not this merchant's; nulls when all are. */
async function unknownReferences(reader: Reader, scope: Scope, coupon: CouponInput) {
  const lists = "products" in coupon.scope ? null : coupon.scope;
  const named = coupon.benefit.type === "product" ? [coupon.benefit.productId] : [];
  const { storeIds, regions } = coupon.conditions;
  return {
    product: await missing(reader, products, scope, [
      ...named,
      ...(lists?.productIds ?? []),
      ...(lists?.excludeProductIds ?? []),
    ]),
    category: await missing(reader, categories, scope, [
      ...(lists?.categoryIds ?? []),
      ...(lists?.excludeCategoryIds ?? []),
    ]),
    store: await missing(reader, stores, scope, [
      ...(storeIds === "all" ? [] : storeIds),
      ...regions.map((region) => region.storeId),
    ]),
  };
}

/** The currencies the merchant's open stores use, with the merchant's own; and the currencies of the named stores. */
async function storeCurrencies(reader: Reader, scope: Scope, storeIds: "all" | readonly string[]) {
  const [merchant] = await reader
    .select({ currency: merchants.currency, timeZone: merchants.timeZone })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  if (!merchant) throw new Error(`merchant ${scope.merchantId} does not exist`);
  const rows = await reader
    .selectDistinct({ currency: stores.currency })
    .from(stores)
    .where(
      and(
        eq(stores.merchantId, scope.merchantId),
        storeIds === "all" ? undefined : inArray(stores.id, [...storeIds]),
      ),
    );
  const used = rows.map((row) => row.currency);
  return storeIds === "all" ? [...new Set([merchant.currency, ...used])] : used;
}

/**
 * Why a coupon cannot be offered as written, by what it names: things that are not this merchant's, a currency no
 * store of its uses, a payment provider that is not there, a type that nobody gives away, or stores its author does not work in. Null = it can. Reads only.
 */
export async function checkCoupon(tx: Tx, scope: Scope, coupon: CouponInput): Promise<Refusal | null> {
  const { storeIds } = coupon.conditions;
  if (!withinStores(scope.storeIds, storeIds)) return refuse("stores_not_yours").refusal;
  if (coupon.giftable && !isGiftable(coupon.benefit.type)) return refuse("type_not_giftable").refusal;
  if (coupon.benefit.type === "cash" && !hasPaymentProvider()) return refuse("no_payment_provider").refusal;
  const unknown = await unknownReferences(tx, scope, coupon);
  if (unknown.product) return refuse("product_unknown", { id: unknown.product }).refusal;
  if (unknown.category) return refuse("category_unknown", { id: unknown.category }).refusal;
  if (unknown.store) return refuse("store_unknown", { id: unknown.store }).refusal;
  const audience = await checkAudience(tx, scope, coupon.conditions.audience);
  if (audience) return audience;
  const currencies = await storeCurrencies(tx, scope, storeIds);
  const usable =
    storeIds === "all"
      ? currencies.includes(coupon.currency)
      : currencies.every((c) => c === coupon.currency);
  return usable ? null : refuse("wrong_currency", { currency: coupon.currency }).refusal;
}
