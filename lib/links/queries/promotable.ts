import { and, desc, eq, exists, isNotNull, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { activities, prizePools, prizes } from "@/db/schema/activities";
import { one, visibleActivities } from "@/lib/activities/queries/reach";
import type { Scope } from "@/lib/platform/auth/scope";

/** The pages on which members get a coupon: online activities that give it, newest first, fifty at most. */
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
  return await db()
    .select({ id: activities.id, name: activities.name, slug: activities.slug })
    .from(activities)
    .where(
      and(
        visibleActivities(scope),
        isNotNull(activities.publishedAt),
        isNull(activities.archivedAt),
        exists(gives),
      ),
    )
    .orderBy(desc(activities.createdAt))
    .limit(50);
}

/** What a link to an activity is announced with; null when the reader has none such online. */
export async function promotableActivity(scope: Scope, activityId: string) {
  const [row] = await db()
    .select({
      id: activities.id,
      name: activities.name,
      slug: activities.slug,
      description: activities.description,
      shareTitle: activities.shareTitle,
      shareSubtitle: activities.shareSubtitle,
      shareImage: activities.shareImage,
      heroImage: activities.heroImage,
    })
    .from(activities)
    .where(
      and(
        visibleActivities(scope),
        eq(activities.id, activityId),
        isNotNull(activities.publishedAt),
        isNull(activities.archivedAt),
      ),
    );
  return row ?? null;
}
