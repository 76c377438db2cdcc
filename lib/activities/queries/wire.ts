import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities, activityStock, prizePools, prizes } from "@/db/schema/activities";
import { status } from "@/lib/activities/queries/activities";
import { orNull, visibleActivities } from "@/lib/activities/queries/reach";
import type { ActivityStatus } from "@/lib/activities/schema";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import { keyMay } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { unseal } from "@/lib/platform/crypto";

export type WireActivityQuery = {
  /** Given: this one alone. */
  readonly id?: string;
  /** Absent = all. */
  readonly status?: ActivityStatus;
  readonly cursor?: string | null;
  readonly limit?: number;
};

const total = sql<number | null>`(
  select sum(${activityStock.total}) from ${activityStock}
  where ${activityStock.merchantId} = ${activities.merchantId} and ${activityStock.activityId} = ${activities.id}
)`.mapWith(orNull);

const columns = {
  id: activities.id,
  kind: activities.kind,
  name: activities.name,
  code: activities.code,
  slug: activities.slug,
  status,
  timeZone: activities.timeZone,
  startsAt: activities.startsAt,
  endsAt: activities.endsAt,
  description: activities.description,
  rulesText: activities.rulesText,
  translations: activities.translations,
  rules: activities.rules,
  audience: activities.audience,
  perMember: activities.perMember,
  perMemberPerDay: activities.perMemberPerDay,
  total,
  shareAllowed: activities.shareAllowed,
  shareTitle: activities.shareTitle,
  shareSubtitle: activities.shareSubtitle,
  shareImage: activities.shareImage,
  heroImage: activities.heroImage,
  createdAt: activities.createdAt,
};

/**
 * Activities for other systems, newest first, with their pools and prizes. The words of the passwords are told to keys
 * that may write activities, to nobody else.
 */
export async function listWireActivities(scope: Scope, query: WireActivityQuery = {}) {
  const { limit = 25 } = query;
  const cursor = decodeCursor(query.cursor);
  const edge = cursor && isInstantText(cursor.value) ? cursor : null;
  const found = await db()
    .select(columns)
    .from(activities)
    .where(
      and(
        visibleActivities(scope),
        query.id ? eq(activities.id, query.id) : undefined,
        query.status ? eq(status, query.status) : undefined,
        edge
          ? sql`(${activities.createdAt}, ${activities.id}) < (${edge.value}::timestamptz, ${edge.id})`
          : undefined,
      ),
    )
    .orderBy(desc(activities.createdAt), desc(activities.id))
    .limit(limit + 1);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  const pools = await poolsOf(
    scope,
    page.map((row) => row.id),
  );
  return {
    rows: page.map((row) => ({ ...row, pools: pools.filter((pool) => pool.activityId === row.id) })),
    nextCursor: last ? encodeCursor({ value: last.createdAt.toISOString(), id: last.id }) : null,
  };
}
export type WireActivity = Awaited<ReturnType<typeof listWireActivities>>["rows"][number];

/** The pools of one page's activities, in order, each with its prizes. */
async function poolsOf(scope: Scope, activityIds: readonly string[]) {
  if (activityIds.length === 0) return [];
  const inPage = and(
    eq(prizePools.merchantId, scope.merchantId),
    inArray(prizePools.activityId, [...activityIds]),
  );
  const ofPool = and(eq(prizePools.merchantId, prizes.merchantId), eq(prizePools.id, prizes.poolId));
  const { id, activityId, inventory, issued, passwordCipher } = prizePools;
  const [pools, gifts] = await Promise.all([
    db()
      .select({ id, activityId, inventory, issued, passwordCipher })
      .from(prizePools)
      .where(inPage)
      .orderBy(asc(prizePools.position)),
    db()
      .select({ poolId: prizes.poolId, couponId: prizes.couponId, quantity: prizes.quantity })
      .from(prizes)
      .innerJoin(prizePools, ofPool)
      .where(inPage)
      .orderBy(asc(prizes.position)),
  ]);
  const tells = keyMay(scope.keyScopes, "activity.write");
  return pools.map(({ passwordCipher: sealed, ...pool }) => ({
    ...pool,
    password: tells ? unseal("activity-password", sealed) : null,
    prizes: gifts
      .filter((gift) => gift.poolId === pool.id)
      .map((gift) => ({ couponId: gift.couponId, quantity: gift.quantity })),
  }));
}
