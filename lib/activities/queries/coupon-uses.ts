import { and, asc, eq, exists, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities, prizePools, prizes } from "@/db/schema/activities";
import { packItems, packs } from "@/db/schema/packs";
import { visibleActivities } from "@/lib/activities/queries/reach";
import { visible as visiblePacks } from "@/lib/packs/queries/packs";
import type { Scope } from "@/lib/platform/auth/scope";

/** Most that are named of each. */
const NAMED = 20;

/** What gives members a coupon beside staff: activities that have it among their prizes and packs that hold it, by name. */
export async function couponUses(scope: Scope, couponId: string) {
  const one = { one: sql`1` };
  const isPrize = exists(
    db()
      .select(one)
      .from(prizes)
      .innerJoin(
        prizePools,
        and(eq(prizePools.merchantId, prizes.merchantId), eq(prizePools.id, prizes.poolId)),
      )
      .where(
        and(
          eq(prizes.merchantId, activities.merchantId),
          eq(prizes.couponId, couponId),
          eq(prizePools.activityId, activities.id),
        ),
      ),
  );
  const isHeld = exists(
    db()
      .select(one)
      .from(packItems)
      .where(
        and(
          eq(packItems.merchantId, packs.merchantId),
          eq(packItems.packId, packs.id),
          eq(packItems.version, packs.contentsVersion),
          eq(packItems.couponId, couponId),
        ),
      ),
  );
  const [giving, holding] = await Promise.all([
    db()
      .select({ id: activities.id, name: activities.name })
      .from(activities)
      .where(and(visibleActivities(scope), isNull(activities.archivedAt), isPrize))
      .orderBy(asc(activities.name), asc(activities.id))
      .limit(NAMED),
    db()
      .select({ id: packs.id, name: packs.name })
      .from(packs)
      .where(and(visiblePacks(scope), isNull(packs.archivedAt), isHeld))
      .orderBy(asc(packs.name), asc(packs.id))
      .limit(NAMED),
  ]);
  return { activities: giving, packs: holding };
}
export type CouponUses = Awaited<ReturnType<typeof couponUses>>;
