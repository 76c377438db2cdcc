import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities, activityQuotas, activityStock, participations } from "@/db/schema/activities";
import { toldWins } from "@/db/schema/activity-pages";
import { cardPlans, members, tiers } from "@/db/schema/members";
import { listPools } from "@/lib/activities/queries/prizes";
import { sumOf, visibleActivities } from "@/lib/activities/queries/reach";
import type { Instant } from "@/lib/kernel/time";
import { maskName } from "@/lib/members/rules/mask-name";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

const pageColumns = {
  kind: activities.kind,
  id: activities.id,
  slug: activities.slug,
  name: activities.name,
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
  shareAllowed: activities.shareAllowed,
  shareTitle: activities.shareTitle,
  shareSubtitle: activities.shareSubtitle,
  shareImage: activities.shareImage,
  heroImage: activities.heroImage,
  publishedAt: activities.publishedAt,
  pausedAt: activities.pausedAt,
  archivedAt: activities.archivedAt,
};

const ofActivity = (scope: Scope, activityId: string) =>
  and(eq(activities.merchantId, scope.merchantId), eq(activities.id, activityId));

/** The words an activity is announced with, for a page's head; null for a draft and a stranger's id. */
export async function getActivityHead(scope: Scope, activityId: string) {
  const [row] = await db()
    .select(pageColumns)
    .from(activities)
    .where(and(ofActivity(scope, activityId), isNotNull(activities.publishedAt)));
  return row ?? null;
}

/** All that `getActivityPage` tells, of any activity the reader may see in the console, drafts too: for its decoration. */
export async function getDecorated(scope: Scope, activityId: string): Promise<ActivityPage | null> {
  const [activity] = await db()
    .select(pageColumns)
    .from(activities)
    .where(and(visibleActivities(scope), eq(activities.id, activityId)));
  return activity ? await pageOf(scope, activity) : null;
}

/**
 * Everything an activity's page says to whoever looks at it: the activity, its gifts with their stock, what is left over
 * all members, and what this member did so far. Passwords are not in it. Null for a draft and a stranger's id.
 */
export async function getActivityPage(scope: Scope, activityId: string) {
  const activity = await getActivityHead(scope, activityId);
  return activity ? await pageOf(scope, activity) : null;
}

type Head = NonNullable<Awaited<ReturnType<typeof getActivityHead>>>;

async function pageOf(scope: Scope, activity: Head) {
  const activityId = activity.id;
  const [stock, pools, counts, audienceNames] = await Promise.all([
    db()
      .select({
        total: sql<number | null>`max(${activityStock.total})`.mapWith(Number),
        participations: sumOf(activityStock.participations),
      })
      .from(activityStock)
      .where(and(eq(activityStock.merchantId, scope.merchantId), eq(activityStock.activityId, activityId))),
    listPools(scope, activityId),
    memberCounts(scope, activityId),
    namesOfAudience(scope, activity.audience),
  ]);
  const [{ total, participations: used } = { total: null, participations: 0 }] = stock;
  return { activity, pools, total, used, counts, audienceNames };
}
export type ActivityPage = Awaited<ReturnType<typeof pageOf>>;

/** How often the member who looks succeeded: in all, on the last day they did, and with each password. */
async function memberCounts(scope: Scope, activityId: string) {
  const memberId = scope.actor.type === "member" ? scope.actor.id : null;
  if (!memberId) return { total: 0, day: null, today: 0, wins: new Map<string, number>() };
  const [quota] = await db()
    .select({
      total: activityQuotas.participations,
      day: activityQuotas.day,
      today: activityQuotas.participationsToday,
      wins: activityQuotas.wins,
    })
    .from(activityQuotas)
    .where(
      and(
        eq(activityQuotas.merchantId, scope.merchantId),
        eq(activityQuotas.memberId, memberId),
        eq(activityQuotas.activityId, activityId),
      ),
    );
  return {
    ...(quota ?? { total: 0, day: null, today: 0 }),
    wins: new Map(Object.entries(quota?.wins ?? {})),
  };
}

/** The names of the tiers and plans an audience asks for: the part of it that may be told to everybody. */
async function namesOfAudience(scope: Scope, audience: Audience): Promise<string[]> {
  if (audience.type !== "match") return [];
  const { tierIds, planIds, groupIds, tagIds, memberIds } = audience;
  const namesAll = groupIds.length + tagIds.length + memberIds.length === 0;
  if (!namesAll) return [];
  const [plans, rungs] = await Promise.all([
    planIds.length === 0
      ? []
      : db()
          .select({ name: cardPlans.name })
          .from(cardPlans)
          .where(and(eq(cardPlans.merchantId, scope.merchantId), inArray(cardPlans.id, planIds)))
          .orderBy(asc(cardPlans.name)),
    tierIds.length === 0
      ? []
      : db()
          .select({ name: tiers.name })
          .from(tiers)
          .where(and(eq(tiers.merchantId, scope.merchantId), inArray(tiers.id, tierIds)))
          .orderBy(asc(tiers.rank)),
  ]);
  return [...plans, ...rungs].map((row) => row.name);
}

const winColumns = { id: participations.id, at: participations.at, poolId: participations.poolId };

/**
 * A success of the member who looks, or null: another's, another activity's, or none at all. `isTold`: they let pages tell
 * of it; `shownAs`: the name by which pages would, null = they told none.
 */
export async function getWin(scope: Scope, activityId: string, participationId: string) {
  if (scope.actor.type !== "member") return null;
  const [row] = await db()
    .select({
      ...winColumns,
      toldAt: toldWins.createdAt,
      name: sql<string | null>`coalesce(nullif(${members.nickname}, ''), ${members.name})`,
    })
    .from(participations)
    .innerJoin(
      members,
      and(eq(members.merchantId, participations.merchantId), eq(members.id, participations.memberId)),
    )
    .leftJoin(
      toldWins,
      and(
        eq(toldWins.merchantId, participations.merchantId),
        eq(toldWins.participationId, participations.id),
      ),
    )
    .where(
      and(
        eq(participations.merchantId, scope.merchantId),
        eq(participations.id, participationId),
        eq(participations.activityId, activityId),
        eq(participations.memberId, scope.actor.id),
      ),
    );
  if (!row) return null;
  const { toldAt, name, ...win } = row;
  return { ...win, isTold: toldAt !== null, shownAs: maskName(name) };
}

/** What the member who looks won in an activity, newest first (M-02). */
export async function listMyWins(scope: Scope, activityId: string, limit = 50) {
  if (scope.actor.type !== "member") return [];
  return await db()
    .select(winColumns)
    .from(participations)
    .where(
      and(
        eq(participations.merchantId, scope.merchantId),
        eq(participations.memberId, scope.actor.id),
        eq(participations.activityId, activityId),
      ),
    )
    .orderBy(desc(participations.at), desc(participations.id))
    .limit(limit);
}

/** The merchant's activities that run at `now`, those that end first, first. */
export async function listRunningActivities(scope: Scope, now: Instant = new Date(), limit = 20) {
  return await db()
    .select({
      id: activities.id,
      slug: activities.slug,
      name: activities.name,
      description: activities.description,
      translations: activities.translations,
      timeZone: activities.timeZone,
      endsAt: activities.endsAt,
    })
    .from(activities)
    .where(
      and(
        eq(activities.merchantId, scope.merchantId),
        isNotNull(activities.publishedAt),
        isNull(activities.pausedAt),
        isNull(activities.archivedAt),
        lte(activities.startsAt, now),
        gt(activities.endsAt, now),
      ),
    )
    .orderBy(asc(activities.endsAt), asc(activities.id))
    .limit(limit);
}
