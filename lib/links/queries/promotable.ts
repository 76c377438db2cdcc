import { and, desc, eq, exists, gt, ilike, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities, prizePools, prizes } from "@/db/schema/activities";
import { coupons } from "@/db/schema/coupons";
import { merchants, stores } from "@/db/schema/merchants";
import { packs } from "@/db/schema/packs";
import { status } from "@/lib/activities/queries/activities";
import { contains, one, storesOf, visibleActivities } from "@/lib/activities/queries/reach";
import type { ActivityStatus } from "@/lib/activities/schema";
import { visible as visibleCoupons } from "@/lib/coupons/queries/reach";
import type { ImageRef } from "@/lib/kernel/image";
import type { Translations } from "@/lib/kernel/language";
import { targetPath } from "@/lib/links/rules";
import type { LinkTarget, SoughtType } from "@/lib/links/schema";
import { visible as visiblePacks } from "@/lib/packs/queries/packs";
import type { Scope } from "@/lib/platform/auth/scope";

/** In what order a coupon's pages are offered: those that give it first. */
const byStanding = sql`array_position(array['running', 'not_started', 'paused', 'ended'], ${status})`;

/**
 * The pages on which members get a coupon: online activities that give it, those that run first, then newest first, fifty at
 * most. `mayMake`: none of them is a claim page of it that is not over, and one may be made.
 */
export async function pagesOfCoupon(scope: Scope, couponId: string) {
  const gives = db()
    .select(one)
    .from(prizePools)
    .innerJoin(prizes, and(eq(prizes.merchantId, prizePools.merchantId), eq(prizes.poolId, prizePools.id)))
    .where(
      and(
        eq(prizePools.merchantId, activities.merchantId),
        eq(prizePools.activityId, activities.id),
        eq(prizes.couponId, couponId),
      ),
    );
  const pages = await db()
    .select({
      id: activities.id,
      name: activities.name,
      slug: activities.slug,
      kind: activities.kind,
      status,
    })
    .from(activities)
    .where(
      and(
        visibleActivities(scope),
        isNotNull(activities.publishedAt),
        isNull(activities.archivedAt),
        exists(gives),
      ),
    )
    .orderBy(byStanding, desc(activities.createdAt))
    .limit(50);
  const stands = pages.some((page) => page.kind === "claim_page" && page.status !== "ended");
  return { pages, mayMake: !stands && (await mayHavePage(scope, couponId)) };
}

/** Whether a coupon may have a claim page: it is published, had publicly, and good. */
async function mayHavePage(scope: Scope, couponId: string): Promise<boolean> {
  const rows = await db()
    .select(one)
    .from(coupons)
    .where(
      and(
        eq(coupons.merchantId, scope.merchantId),
        visibleCoupons(scope),
        eq(coupons.id, couponId),
        isNotNull(coupons.publishedAt),
        isNull(coupons.archivedAt),
        sql`'public' = any(${coupons.methods})`,
        or(isNull(coupons.validUntil), gt(coupons.validUntil, sql`now()`)),
      ),
    );
  return rows.length > 0;
}

/** A page that links lead to, and what it is announced with. */
export type Promotable = {
  readonly id: string;
  readonly target: LinkTarget;
  /** Of its page, under our own address. */
  readonly path: string;
  readonly name: string;
  /** Of an activity; null = a pack that is sold. */
  readonly status: ActivityStatus | null;
  readonly description: string;
  readonly shareTitle: string;
  readonly shareSubtitle: string;
  readonly translations: Translations;
  readonly shareImage: ImageRef | null;
  readonly heroImage: ImageRef | null;
};

const isOnline = and(isNotNull(activities.publishedAt), isNull(activities.archivedAt));
/** Members can buy it, in the mall or beside an order. */
const isSold = and(eq(packs.type, "paid"), isNotNull(packs.publishedAt), isNull(packs.archivedAt));

const FOUND = 20;

/** What a new link can lead to, by a part of its name, newest first, twenty at most. */
export async function findTargets(
  scope: Scope,
  { type, text }: { readonly type: SoughtType; readonly text: string },
): Promise<{ id: string; name: string }[]> {
  if (type === "store") return await findStores(scope, text);
  if (type === "pack")
    return await db()
      .select({ id: packs.id, name: packs.name })
      .from(packs)
      .where(and(visiblePacks(scope), isSold, text ? ilike(packs.name, contains(text)) : undefined))
      .orderBy(desc(packs.createdAt), desc(packs.id))
      .limit(FOUND);
  return await db()
    .select({ id: activities.id, name: activities.name })
    .from(activities)
    .where(and(visibleActivities(scope), isOnline, text ? ilike(activities.name, contains(text)) : undefined))
    .orderBy(desc(activities.createdAt), desc(activities.id))
    .limit(FOUND);
}

/** Open stores that the reader works in. */
async function findStores(scope: Scope, text: string) {
  const own = storesOf(scope);
  return await db()
    .select({ id: stores.id, name: stores.name })
    .from(stores)
    .where(
      and(
        eq(stores.merchantId, scope.merchantId),
        isNull(stores.archivedAt),
        own ? inArray(stores.id, [...own]) : undefined,
        text ? ilike(stores.name, contains(text)) : undefined,
      ),
    )
    .orderBy(desc(stores.createdAt), desc(stores.id))
    .limit(FOUND);
}

/** What a link to a pack is announced with; null when it is not sold, or the reader may not see it. */
export async function promotablePack(scope: Scope, packId: string): Promise<Promotable | null> {
  const [row] = await db()
    .select({
      id: packs.id,
      name: packs.name,
      description: packs.description,
      translations: packs.translations,
      imageId: packs.imageId,
      imageAlt: packs.imageAlt,
      slug: merchants.slug,
    })
    .from(packs)
    .innerJoin(merchants, eq(merchants.id, packs.merchantId))
    .where(and(visiblePacks(scope), eq(packs.id, packId), isSold));
  if (!row) return null;
  const { imageId, imageAlt, slug, ...pack } = row;
  const image = imageId === null ? null : { id: imageId, alt: imageAlt };
  const target = { type: "pack" as const, id: packId };
  const path = targetPath({ target, merchantSlug: slug, activitySlug: null }) ?? "";
  const none = { status: null, shareTitle: "", shareSubtitle: "" };
  return { ...pack, ...none, target, path, shareImage: image, heroImage: image };
}

/** What a link to an activity is announced with; null when the reader has none such online. */
export async function promotableActivity(scope: Scope, activityId: string): Promise<Promotable | null> {
  const [row] = await db()
    .select({
      id: activities.id,
      name: activities.name,
      slug: activities.slug,
      status,
      description: activities.description,
      shareTitle: activities.shareTitle,
      shareSubtitle: activities.shareSubtitle,
      translations: activities.translations,
      shareImage: activities.shareImage,
      heroImage: activities.heroImage,
    })
    .from(activities)
    .where(and(visibleActivities(scope), eq(activities.id, activityId), isOnline));
  if (!row) return null;
  const { slug, ...activity } = row;
  return {
    ...activity,
    target: { type: "activity", id: activityId },
    path: `/a/${encodeURIComponent(slug)}`,
  };
}
