import { and, asc, eq, ilike, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { products } from "@/db/schema/catalogue";
import { visible } from "@/lib/catalogue/queries/products";
import { contains } from "@/lib/catalogue/queries/shelf";
import type { Scope } from "@/lib/platform/auth/scope";

/** At most six products for the command menu: by what their name contains, or by the whole SKU; a whole name or SKU first. None that is archived. */
export async function findProducts(scope: Scope, text: string) {
  const exact = sql<boolean>`(lower(${products.name}) = lower(${text}) or ${products.sku} = ${text})`;
  return await db()
    .select({ id: products.id, name: products.name, sku: products.sku })
    .from(products)
    .where(
      and(
        visible(scope),
        isNull(products.archivedAt),
        or(ilike(products.name, contains(text)), eq(products.sku, text)),
      ),
    )
    .orderBy(sql`${exact} desc nulls last`, asc(products.name), asc(products.id))
    .limit(6);
}
