import { and, eq, isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { activities, activitySlugs } from "@/db/schema/activities";
import { merchants } from "@/db/schema/merchants";
import { type Merchant, merchantColumns } from "@/lib/platform/auth/merchant";
import { onChange } from "@/lib/platform/change-feed";
import { perProcess } from "@/lib/platform/per-process";

/** What an activity's address leads to. */
export type ActivityPlace = {
  readonly merchant: Merchant;
  readonly activityId: string;
  /** The present address, where the one asked was a former one. */
  readonly slug: string;
};

/** The published activity at this address or at one it had before; null = none. */
export async function findActivityPlace(slug: string): Promise<ActivityPlace | null> {
  const [row] = await db()
    .select({ ...merchantColumns, activityId: activities.id, activitySlug: activities.slug })
    .from(activities)
    .innerJoin(merchants, eq(merchants.id, activities.merchantId))
    .where(and(eq(activities.slug, slug), isNotNull(activities.publishedAt)));
  if (row) {
    const { activityId, activitySlug, ...merchant } = row;
    return { merchant, activityId, slug: activitySlug };
  }
  const [moved] = await db()
    .select({ slug: activities.slug })
    .from(activitySlugs)
    .innerJoin(
      activities,
      and(eq(activities.merchantId, activitySlugs.merchantId), eq(activities.id, activitySlugs.activityId)),
    )
    .where(eq(activitySlugs.slug, slug));
  return moved ? await findActivityPlace(moved.slug) : null;
}

/** The activity at this very address, published or not; null = none. For whoever can show that they may see it. */
export async function findAnyPlace(slug: string): Promise<ActivityPlace | null> {
  const [row] = await db()
    .select({ ...merchantColumns, activityId: activities.id })
    .from(activities)
    .innerJoin(merchants, eq(merchants.id, activities.merchantId))
    .where(eq(activities.slug, slug));
  if (!row) return null;
  const { activityId, ...merchant } = row;
  return { merchant, activityId, slug };
}

const KEPT_MS = 1000;
const KEPT_AT_MOST = 1000;
type Kept = { place: Promise<ActivityPlace | null> | ActivityPlace | null; readonly until: number };

const memory = () =>
  perProcess("activity-places", () => {
    const kept = new Map<string, Kept>();
    onChange(() => kept.clear());
    return kept;
  });

/**
 * As `findActivityPlace`, at most a second old and forgotten at any change that is noted: for the hot path of claims,
 * which decide nothing by it but whose activity it is. No promise where it is known.
 */
export function keptActivityPlace(slug: string): Promise<ActivityPlace | null> | ActivityPlace | null {
  const kept = memory();
  const found = kept.get(slug);
  if (found && found.until > performance.now()) return found.place;
  if (kept.size >= KEPT_AT_MOST) kept.clear();
  const made: Kept = { place: findActivityPlace(slug), until: performance.now() + KEPT_MS };
  kept.set(slug, made);
  return settled(slug, made);
}

/** Puts what was found in the place of its promise, and forgets it where there was none to be had. */
async function settled(slug: string, made: Kept): Promise<ActivityPlace | null> {
  try {
    made.place = await made.place;
    return made.place;
  } catch (error) {
    if (memory().get(slug) === made) memory().delete(slug);
    throw error;
  }
}
