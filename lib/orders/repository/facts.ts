import { sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { type Question, together } from "@/db/read-together";
import type { merchants } from "@/db/schema/merchants";
import type { Scope } from "@/lib/platform/auth/scope";

export type StoreFacts = {
  readonly id: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly isArchived: boolean;
  readonly regions: readonly string[];
  readonly deliveryMinor: number | null;
  readonly merchantZone: string;
  readonly maxVouchersPerOrder: number;
  readonly refundBasis: (typeof merchants.$inferSelect)["refundBasis"];
};

type AskedStores = { readonly merchantId: string; readonly storeIds: readonly string[] };

/** Stores, and what their merchant says of orders; those the merchant does not have are left out. */
export const storesQuestion: Question<StoreFacts[], AskedStores> = sql`
    select coalesce(json_agg(json_build_object('id', s.id, 'currency', s.currency, 'timeZone', s.time_zone,
      'isArchived', s.archived_at is not null, 'regions', s.regions, 'deliveryMinor', s.delivery_minor,
      'merchantZone', m.time_zone, 'maxVouchersPerOrder', m.max_vouchers_per_order, 'refundBasis', m.refund_basis)), '[]')
    from store s join merchant m on m.id = s.merchant_id
    where s.merchant_id = ${sql.placeholder("merchantId")} and s.id = any(${sql.placeholder("storeIds")}::text[])`;
const readStores = together({ stores: storesQuestion });

/** A store, and what its merchant says of orders; null = not here. */
export async function loadStore(reader: Reader, scope: Scope, storeId: string): Promise<StoreFacts | null> {
  const { stores } = await readStores(reader, { merchantId: scope.merchantId, storeIds: [storeId] });
  return stores[0] ?? null;
}

export type ProductFacts = {
  readonly id: string;
  readonly name: string;
  readonly categoryIds: readonly string[];
  /** The currencies in which its price is on offer. */
  readonly offerCurrencies: readonly string[];
};

type AskedProducts = { readonly merchantId: string; readonly productIds: readonly string[] };

/** Names, categories and offers of products; those the merchant does not have are left out. */
export const productsQuestion: Question<ProductFacts[], AskedProducts> = sql`
    select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name,
      'categoryIds', array(select c.category_id from product_category c
        where c.merchant_id = p.merchant_id and c.product_id = p.id),
      'offerCurrencies', array(select o.currency from product_price o
        where o.merchant_id = p.merchant_id and o.product_id = p.id and o.on_offer))), '[]')
    from product p
    where p.merchant_id = ${sql.placeholder("merchantId")} and p.id = any(${sql.placeholder("productIds")}::text[])`;
