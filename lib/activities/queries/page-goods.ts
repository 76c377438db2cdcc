import { and, asc, desc, eq, ilike, inArray, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { participations } from "@/db/schema/activities";
import { toldWins } from "@/db/schema/activity-pages";
import { productPrices, products } from "@/db/schema/catalogue";
import { images } from "@/db/schema/images";
import { members } from "@/db/schema/members";
import { merchants } from "@/db/schema/merchants";
import { contains } from "@/lib/activities/queries/reach";
import type { NamedGoods } from "@/lib/activities/schema/blocks";
import { MAX_BLOCKS } from "@/lib/activities/schema/page";
import { visible } from "@/lib/catalogue/queries/products";
import type { Instant } from "@/lib/kernel/time";
import { maskName } from "@/lib/members/rules/mask-name";
import { findMallPacks, listMallPacks } from "@/lib/packs/queries/mall-packs";
import type { Scope } from "@/lib/platform/auth/scope";

/** Most products and packs that a page's blocks can name. */
const MOST = 12 * MAX_BLOCKS;
/** So many are offered at once to whoever looks for one. */
const OFFERED = 20;

/** Products on sale, each with its price in the merchant's own currency; `priceMinor` null = it has none in that. */
function onSale() {
  return db()
    .select({
      id: products.id,
      name: products.name,
      translations: products.translations,
      currency: merchants.currency,
      priceMinor: productPrices.priceMinor,
    })
    .from(products)
    .innerJoin(merchants, eq(merchants.id, products.merchantId))
    .leftJoin(
      productPrices,
      and(
        eq(productPrices.merchantId, products.merchantId),
        eq(productPrices.productId, products.id),
        eq(productPrices.currency, merchants.currency),
      ),
    )
    .$dynamic();
}

const ofMerchant = (scope: Scope) =>
  and(eq(products.merchantId, scope.merchantId), isNull(products.archivedAt));

/** How large pictures are, in pixels, so that a page keeps their room before they are there. */
async function listPictures(scope: Scope, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return await db()
    .select({ id: images.id, width: images.width, height: images.height })
    .from(images)
    .where(and(eq(images.merchantId, scope.merchantId), inArray(images.id, [...ids])))
    .limit(MOST);
}

/**
 * What a page shows of the products, packs and pictures that its blocks name: the merchant's own that can be had, and nothing
 * else. Names of another merchant's, archived ones and packs out of the mall are left out.
 */
export async function listPageGoods(scope: Scope, named: NamedGoods, now: Instant = new Date()) {
  const [productIds, packIds] = [named.productIds.slice(0, MOST), named.packIds.slice(0, MOST)];
  const [pictures, found, packs] = await Promise.all([
    listPictures(scope, named.pictureIds.slice(0, MOST)),
    productIds.length === 0
      ? []
      : onSale()
          .where(and(ofMerchant(scope), inArray(products.id, productIds)))
          .limit(MOST),
    packIds.length === 0 ? [] : listMallPacks(scope, packIds, now),
  ]);
  return { products: found, packs, pictures };
}
export type PageGoods = Awaited<ReturnType<typeof listPageGoods>>;
export type PageProduct = PageGoods["products"][number];
export type PagePack = PageGoods["packs"][number];

/** At most twenty products or packs that the reader may see, to choose from by a part of their name, in its order. */
export async function findPageGoods(
  scope: Scope,
  { kind, text }: { readonly kind: "product" | "pack"; readonly text: string },
  now: Instant = new Date(),
): Promise<PageGoods> {
  if (kind === "pack")
    return { products: [], pictures: [], packs: await findMallPacks(scope, text, now, OFFERED) };
  const found = await onSale()
    .where(
      and(
        visible(scope),
        isNull(products.archivedAt),
        text ? ilike(products.name, contains(text)) : undefined,
      ),
    )
    .orderBy(asc(products.name), asc(products.id))
    .limit(OFFERED);
  return { products: found, packs: [], pictures: [] };
}

/**
 * Who won last in an activity of those who let it be told (`tellWin`), newest first, with nothing more of their name than
 * `maskName` leaves (S-38); null = they told none. Whoever was forgotten or blocked is left out.
 */
export async function listWinners(scope: Scope, activityId: string, limit = 12) {
  const rows = await db()
    .select({
      poolId: participations.poolId,
      name: sql<string | null>`coalesce(nullif(${members.nickname}, ''), ${members.name})`,
    })
    .from(toldWins)
    .innerJoin(
      participations,
      and(
        eq(participations.merchantId, toldWins.merchantId),
        eq(participations.id, toldWins.participationId),
      ),
    )
    .innerJoin(
      members,
      and(eq(members.merchantId, participations.merchantId), eq(members.id, participations.memberId)),
    )
    .where(
      and(
        eq(toldWins.merchantId, scope.merchantId),
        eq(toldWins.activityId, activityId),
        isNull(members.erasedAt),
        isNull(members.blockedAt),
      ),
    )
    .orderBy(desc(toldWins.at), desc(toldWins.participationId))
    .limit(limit);
  return rows.map(({ poolId, name }) => ({ poolId, name: maskName(name) }));
}
export type Winner = Awaited<ReturnType<typeof listWinners>>[number];
