import { and, asc, desc, eq, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities, activityStock, activityViews, prizePools } from "@/db/schema/activities";
import { auditEntries, staff } from "@/db/schema/merchants";
import {
  COUNT_CAP,
  contains,
  countUpTo,
  one,
  orNull,
  steerable,
  sumOf,
  visibleActivities,
} from "@/lib/activities/queries/reach";
import type { ActivityKind, ActivityStatus } from "@/lib/activities/schema";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import type { Scope } from "@/lib/platform/auth/scope";
import { chosen } from "@/lib/platform/list-conditions";

/** `activityStatus` of rules/status.ts in SQL, so that lists can be filtered by it; a test holds the two equal. */
export const status = sql<ActivityStatus>`case
  when ${activities.archivedAt} is not null then 'archived'
  when ${activities.publishedAt} is null then 'draft'
  when ${activities.endsAt} <= now() then 'ended'
  when ${activities.pausedAt} is not null then 'paused'
  when ${activities.startsAt} > now() then 'not_started'
  else 'running' end`;

export type ActivityListQuery = {
  readonly q?: string;
  readonly statuses?: readonly ActivityStatus[];
  readonly kinds?: readonly ActivityKind[];
  /** Those of which one of these is true are left out. */
  readonly without?: Pick<ActivityListQuery, "statuses" | "kinds">;
  readonly ids?: readonly string[];
  readonly sort?: "created" | "name" | "start";
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
};

/** What a search and filters leave of the list. */
export function narrowed({ q = "", statuses, kinds, without = {}, ids }: ActivityListQuery): SQL | undefined {
  return and(
    ids ? inArray(activities.id, [...ids]) : undefined,
    q ? or(ilike(activities.name, contains(q)), ilike(activities.code, contains(q))) : undefined,
    chosen((some) => inArray(status, [...some]), statuses, without.statuses),
    chosen((some) => inArray(activities.kind, [...some]), kinds, without.kinds),
  );
}

/** The activity list (C-40): a page in the asked order, with each one's participants and prize stock. */
export async function listActivities(scope: Scope, query: ActivityListQuery = {}) {
  const { sort = "created", descending = true, size = 25 } = query;
  const where = and(visibleActivities(scope), narrowed(query));
  const key = { created: activities.createdAt, name: activities.name, start: activities.startsAt }[sort];
  const after = decodeCursor(query.cursor);
  const usable = after && (sort === "name" || isInstantText(after.value));
  const edge = usable ? (sort === "name" ? sql`${after.value}` : sql`${after.value}::timestamptz`) : null;
  const beyond =
    edge && sql`(${key}, ${activities.id}) ${sql.raw(descending ? "<" : ">")} (${edge}, ${after?.id})`;
  const order = descending ? desc : asc;
  const [found, total] = await Promise.all([
    db()
      .select({ ...listColumns, steerable: steerable(scope) })
      .from(activities)
      .where(and(where, beyond ?? undefined))
      .orderBy(order(key), order(activities.id))
      .limit(size + 1),
    countUpTo(
      db()
        .select(one)
        .from(activities)
        .where(where)
        .limit(COUNT_CAP + 1),
    ),
  ]);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  const value = last && {
    created: last.createdAt.toISOString(),
    name: last.name,
    start: last.startsAt.toISOString(),
  };
  return {
    rows: await withFigures(scope, page),
    total,
    nextCursor: last && value ? encodeCursor({ value: value[sort], id: last.id }) : null,
  };
}
export type ActivityRow = Awaited<ReturnType<typeof listActivities>>["rows"][number];

const listColumns = {
  id: activities.id,
  name: activities.name,
  code: activities.code,
  slug: activities.slug,
  kind: activities.kind,
  status,
  timeZone: activities.timeZone,
  startsAt: activities.startsAt,
  endsAt: activities.endsAt,
  createdAt: activities.createdAt,
};

/** Adds participants and prize stock to the activities of one page. */
async function withFigures<A extends { readonly id: string }>(scope: Scope, page: readonly A[]) {
  const ids = page.map((row) => row.id);
  const [people, stock] = await Promise.all([
    db()
      .select({ id: activityStock.activityId, participants: sumOf(activityStock.participants) })
      .from(activityStock)
      .where(and(eq(activityStock.merchantId, scope.merchantId), inArray(activityStock.activityId, ids)))
      .groupBy(activityStock.activityId),
    db()
      .select({
        id: prizePools.activityId,
        inventory: sumOf(prizePools.inventory),
        issued: sumOf(prizePools.issued),
      })
      .from(prizePools)
      .where(and(eq(prizePools.merchantId, scope.merchantId), inArray(prizePools.activityId, ids)))
      .groupBy(prizePools.activityId),
  ]);
  return page.map((row) => ({
    ...row,
    participants: people.find((one) => one.id === row.id)?.participants ?? 0,
    inventory: stock.find((one) => one.id === row.id)?.inventory ?? 0,
    issued: stock.find((one) => one.id === row.id)?.issued ?? 0,
  }));
}

/** One activity with its settings and totals, or null when the reader's merchant or stores have no such activity. */
export async function getActivity(scope: Scope, activityId: string) {
  const [row] = await db()
    .select({
      ...listColumns,
      steerable: steerable(scope),
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
      revision: activities.revision,
      updatedAt: activities.updatedAt,
      createdBy: staff.name,
    })
    .from(activities)
    .leftJoin(staff, eq(staff.id, activities.createdBy))
    .where(and(visibleActivities(scope), eq(activities.id, activityId)));
  if (!row) return null;
  const ofThis = (table: typeof activityStock | typeof activityViews) =>
    and(eq(table.merchantId, scope.merchantId), eq(table.activityId, activityId));
  const [[counts], [seen]] = await Promise.all([
    db()
      .select({
        participants: sumOf(activityStock.participants),
        participations: sumOf(activityStock.participations),
        total: sql<number | null>`sum(${activityStock.total})`.mapWith(orNull),
      })
      .from(activityStock)
      .where(ofThis(activityStock)),
    db()
      .select({ views: sumOf(activityViews.views) })
      .from(activityViews)
      .where(ofThis(activityViews)),
  ]);
  return {
    ...row,
    participants: counts?.participants ?? 0,
    participations: counts?.participations ?? 0,
    total: counts?.total ?? null,
    views: seen?.views ?? 0,
  };
}
export type ActivityDetail = NonNullable<Awaited<ReturnType<typeof getActivity>>>;

/** Who changed the activity and how, newest first; what members and the system did is told elsewhere. */
export async function activityHistory(scope: Scope, activityId: string) {
  return await db()
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      action: auditEntries.action,
      before: auditEntries.before,
      after: auditEntries.after,
      by: staff.name,
    })
    .from(auditEntries)
    .innerJoin(
      activities,
      and(eq(activities.merchantId, auditEntries.merchantId), eq(activities.id, auditEntries.objectId)),
    )
    .leftJoin(staff, eq(staff.id, auditEntries.actorId))
    .where(
      and(
        visibleActivities(scope),
        eq(auditEntries.objectType, "activity"),
        eq(auditEntries.objectId, activityId),
        inArray(auditEntries.actorType, ["staff", "api_key", "system"]),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(100);
}
