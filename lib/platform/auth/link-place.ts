import { and, eq, isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { links } from "@/db/schema/links";
import { merchants } from "@/db/schema/merchants";
import { perProcess } from "@/lib/platform/per-process";

/** What a short address leads to, before anybody decides whether it still does. */
export type LinkPlace = {
  readonly merchantId: string;
  readonly merchantSlug: string;
  /** IANA: whose days its visits count on. */
  readonly timeZone: string;
  readonly linkId: string;
  readonly targetType: "activity" | "pack" | "store" | "home" | "menu";
  readonly targetId: string;
  /** Null where the target is no activity that members can open. */
  readonly activitySlug: string | null;
  readonly channel: string;
  readonly utm: typeof links.$inferSelect.utm;
  readonly expiresAt: Date | null;
  readonly disabledAt: Date | null;
};

/** The link at this short address; null = none. */
export async function findLinkPlace(slug: string): Promise<LinkPlace | null> {
  const [row] = await db()
    .select({
      merchantId: links.merchantId,
      merchantSlug: merchants.slug,
      timeZone: merchants.timeZone,
      linkId: links.id,
      targetType: links.targetType,
      targetId: links.targetId,
      activitySlug: activities.slug,
      channel: links.channel,
      utm: links.utm,
      expiresAt: links.expiresAt,
      disabledAt: links.disabledAt,
    })
    .from(links)
    .innerJoin(merchants, eq(merchants.id, links.merchantId))
    .leftJoin(
      activities,
      and(
        eq(activities.merchantId, links.merchantId),
        eq(activities.id, links.targetId),
        isNotNull(activities.publishedAt),
      ),
    )
    .where(eq(links.slug, slug));
  return row ?? null;
}

const KEPT_MS = 1000;
const KEPT_AT_MOST = 1000;
type Kept = { readonly place: Promise<LinkPlace | null>; readonly until: number };

/**
 * As `findLinkPlace`, at most a second old: many open one link at once, and the database is asked for it once a second.
 * A change of a link or of its activity is so followed within a second.
 */
export function keptLinkPlace(slug: string): Promise<LinkPlace | null> {
  const kept = perProcess("link-places", () => new Map<string, Kept>());
  const known = kept.get(slug);
  if (known && known.until > performance.now()) return known.place;
  if (kept.size >= KEPT_AT_MOST) kept.clear();
  const made: Kept = { place: findLinkPlace(slug), until: performance.now() + KEPT_MS };
  kept.set(slug, made);
  made.place.catch(() => {
    if (kept.get(slug) === made) kept.delete(slug);
  });
  return made.place;
}
