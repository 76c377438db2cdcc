import { and, desc, eq, inArray, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import {
  activityPageNotes,
  activityPagePublications,
  activityPages,
  activityPageVersions,
  pageTemplates,
} from "@/db/schema/activity-pages";
import { staff } from "@/db/schema/merchants";
import { visibleActivities } from "@/lib/activities/queries/reach";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { pageIn } from "@/lib/activities/rules/page-language";
import { readPage } from "@/lib/activities/rules/page-upgrades";
import type { Page } from "@/lib/activities/schema/page";
import type { Scope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";

const versionsOf = (scope: Scope, activityId: string) =>
  and(eq(activityPageVersions.merchantId, scope.merchantId), eq(activityPageVersions.activityId, activityId));

/** Whether the reader can see the activity at all. */
async function isVisible(scope: Scope, activityId: string): Promise<boolean> {
  const rows = await db()
    .select({ id: activities.id })
    .from(activities)
    .where(and(visibleActivities(scope), eq(activities.id, activityId)));
  return rows.length > 0;
}

/**
 * What members see of an activity's page: the live version, validated again, or the default page where none is live or
 * where what was stored can no longer be read (S-23). Its texts are in `language` where they were written in it, and no
 * other language's are in it.
 */
export async function getLivePage(scope: Scope, activityId: string, language: string): Promise<Page> {
  const [row] = await db()
    .select({ page: activityPageVersions.page, number: activityPageVersions.number })
    .from(activityPages)
    .innerJoin(
      activityPageVersions,
      and(
        eq(activityPageVersions.merchantId, activityPages.merchantId),
        eq(activityPageVersions.activityId, activityPages.activityId),
        eq(activityPageVersions.number, activityPages.live),
      ),
    )
    .where(and(eq(activityPages.merchantId, scope.merchantId), eq(activityPages.activityId, activityId)));
  if (!row) return defaultPage();
  const page = readPage(row.page);
  if (page) return pageIn(page, language);
  log.error("a live page cannot be read: its activity shows the default page", { code: activityId });
  return defaultPage();
}

/** How the page of an activity stands, for whoever decorates it; null for an activity they cannot see. */
export async function getPageDraft(scope: Scope, activityId: string) {
  const [row] = await db()
    .select({
      draft: activityPages.draft,
      live: activityPages.live,
      scheduled: activityPages.scheduled,
      scheduledFor: activityPages.scheduledFor,
    })
    .from(activities)
    .leftJoin(
      activityPages,
      and(eq(activityPages.merchantId, activities.merchantId), eq(activityPages.activityId, activities.id)),
    )
    .where(and(visibleActivities(scope), eq(activities.id, activityId)));
  if (!row) return null;
  const { draft, live, scheduled, scheduledFor } = row;
  const numbers = [draft, live].filter((number): number is number => number !== null && number > 0);
  const stored = numbers.length === 0 ? [] : await readVersions(scope, activityId, numbers);
  const pageAt = (number: number | null) => {
    const found = stored.find((one) => one.number === number);
    return found ? { page: readPage(found.page), at: found.createdAt } : null;
  };
  const newest = pageAt(draft);
  return {
    version: draft ?? 0,
    page: newest?.page ?? defaultPage(),
    savedAt: newest?.at ?? null,
    live: live === null ? null : { number: live, page: pageAt(live)?.page ?? null },
    scheduled: scheduled !== null && scheduledFor ? { number: scheduled, at: scheduledFor } : null,
  };
}
export type PageDraft = NonNullable<Awaited<ReturnType<typeof getPageDraft>>>;

async function readVersions(scope: Scope, activityId: string, numbers: readonly number[]) {
  return await db()
    .select({
      number: activityPageVersions.number,
      page: activityPageVersions.page,
      createdAt: activityPageVersions.createdAt,
    })
    .from(activityPageVersions)
    .where(and(versionsOf(scope, activityId), inArray(activityPageVersions.number, [...numbers])));
}

/** When each of these versions last went live, and by whom. */
async function lastPublications(scope: Scope, activityId: string, numbers: readonly number[]) {
  const p = activityPagePublications;
  const rows = await db()
    .selectDistinctOn([p.number], { number: p.number, at: p.at, by: staff.name })
    .from(p)
    .leftJoin(staff, eq(staff.id, p.by))
    .where(
      and(eq(p.merchantId, scope.merchantId), eq(p.activityId, activityId), inArray(p.number, [...numbers])),
    )
    .orderBy(p.number, desc(p.at), desc(p.id));
  return new Map(rows.map(({ number, at, by }) => [number, { at, by }]));
}

/**
 * Versions of a page, newest first, with who made them, what they are known by, and when each last went live; those
 * before `before` where it is given. `more`: older ones are there.
 */
export async function listPageVersions(
  scope: Scope,
  activityId: string,
  { before, limit = 50 }: { readonly before?: number; readonly limit?: number } = {},
) {
  if (!(await isVisible(scope, activityId))) return { versions: [], more: false };
  const v = activityPageVersions;
  const n = activityPageNotes;
  const rows = await db()
    .select({
      number: v.number,
      restoredFrom: v.restoredFrom,
      at: v.createdAt,
      by: staff.name,
      note: n.note,
    })
    .from(v)
    .leftJoin(staff, eq(staff.id, v.createdBy))
    .leftJoin(n, and(eq(n.merchantId, v.merchantId), eq(n.activityId, v.activityId), eq(n.number, v.number)))
    .where(and(versionsOf(scope, activityId), before === undefined ? undefined : lt(v.number, before)))
    .orderBy(desc(v.number))
    .limit(limit + 1);
  const found = rows.slice(0, limit);
  const numbers = found.map((one) => one.number);
  const live = numbers.length === 0 ? null : await lastPublications(scope, activityId, numbers);
  const versions = found.map((one) => ({ ...one, published: live?.get(one.number) ?? null }));
  return { versions, more: rows.length > limit };
}
export type PageVersions = Awaited<ReturnType<typeof listPageVersions>>;

/** One version of a page as it can be shown now; null = there is none, or it can no longer be read. */
export async function getPageVersion(scope: Scope, activityId: string, number: number): Promise<Page | null> {
  if (!(await isVisible(scope, activityId))) return null;
  const [row] = await readVersions(scope, activityId, [number]);
  return row ? readPage(row.page) : null;
}

/** The merchant's own templates, newest first; those that can no longer be read are left out. */
export async function listPageTemplates(scope: Scope, limit = 50) {
  const rows = await db()
    .select({ id: pageTemplates.id, name: pageTemplates.name, page: pageTemplates.page })
    .from(pageTemplates)
    .where(eq(pageTemplates.merchantId, scope.merchantId))
    .orderBy(desc(pageTemplates.createdAt), desc(pageTemplates.id))
    .limit(limit);
  return rows.flatMap(({ id, name, page }) => {
    const read = readPage(page);
    return read ? [{ id, name, page: read }] : [];
  });
}
export type PageTemplate = Awaited<ReturnType<typeof listPageTemplates>>[number];
