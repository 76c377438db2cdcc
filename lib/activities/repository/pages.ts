import { and, asc, desc, eq, isNotNull, lte, notInArray, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { activities } from "@/db/schema/activities";
import {
  activityPageNotes,
  activityPagePublications,
  activityPages,
  activityPageVersions,
  pageTemplates,
} from "@/db/schema/activity-pages";
import type { Page } from "@/lib/activities/schema/page";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Versions that were never live are kept so far back. */
const KEPT_VERSIONS = 50;

export type PageRow = typeof activityPages.$inferSelect;

const pageOf = (scope: Scope, activityId: string) =>
  and(eq(activityPages.merchantId, scope.merchantId), eq(activityPages.activityId, activityId));
const versionsOf = (scope: Scope, activityId: string) =>
  and(eq(activityPageVersions.merchantId, scope.merchantId), eq(activityPageVersions.activityId, activityId));

const unsaved = { draft: 0, live: null, scheduled: null, scheduledFor: null, scheduledBy: null };

/**
 * Locks an activity, and by it its page, until the transaction ends; claims and views do not wait for it. A page that
 * nobody saved yet is at version 0. Null = no activity of this merchant's. Writes nothing.
 */
export async function lockPage(tx: Tx, scope: Scope, activityId: string) {
  const [activity] = await tx
    .select({ archivedAt: activities.archivedAt })
    .from(activities)
    .where(and(eq(activities.merchantId, scope.merchantId), eq(activities.id, activityId)))
    .for("no key update");
  if (!activity) return null;
  // Read after the lock: a statement that waited sees what was committed meanwhile.
  const [page] = await tx.select().from(activityPages).where(pageOf(scope, activityId));
  return { activity, page: page ?? { ...unsaved, merchantId: scope.merchantId, activityId } };
}

/** Counts a save of a locked page: its draft is `draft` from now on, one more than before. */
export async function putDraft(
  tx: Tx,
  scope: Scope,
  activityId: string,
  draft: number,
  now: Instant,
): Promise<void> {
  const rows = await tx
    .insert(activityPages)
    .values({ merchantId: scope.merchantId, activityId, draft, updatedAt: now })
    .onConflictDoUpdate({
      target: [activityPages.merchantId, activityPages.activityId],
      set: { draft, updatedAt: now },
      setWhere: eq(activityPages.draft, draft - 1),
    })
    .returning({ draft: activityPages.draft });
  if (rows.length !== 1) throw new Error(`the page of ${activityId} was saved under its lock`);
}

/** Writes what is live and what waits of a locked page that was saved before. */
export async function updatePage(
  tx: Tx,
  scope: Scope,
  activityId: string,
  columns: Partial<Omit<PageRow, "draft">>,
  now: Instant,
): Promise<void> {
  const rows = await tx
    .update(activityPages)
    .set({ ...columns, updatedAt: now })
    .where(pageOf(scope, activityId))
    .returning({ draft: activityPages.draft });
  if (rows.length !== 1) throw new Error(`the page of ${activityId} vanished under its lock`);
}

/** Stores a version; one of this number is there already only when the lock was not held. */
export async function insertVersion(
  tx: Tx,
  scope: Scope,
  activityId: string,
  version: { number: number; page: Page; restoredFrom: number | null; now: Instant },
): Promise<void> {
  const { number, page, restoredFrom, now } = version;
  await tx.insert(activityPageVersions).values({
    merchantId: scope.merchantId,
    activityId,
    number,
    page,
    restoredFrom,
    createdBy: scope.actor.id,
    createdAt: now,
  });
}

/**
 * Deletes the versions of a locked page that are neither among the newest fifty, nor were ever live, nor wait, nor have
 * a note.
 */
export async function forgetVersions(
  tx: Tx,
  scope: Scope,
  activityId: string,
  { draft, scheduled }: { draft: number; scheduled: number | null },
): Promise<void> {
  const wereLive = tx
    .select({ number: activityPagePublications.number })
    .from(activityPagePublications)
    .where(
      and(
        eq(activityPagePublications.merchantId, scope.merchantId),
        eq(activityPagePublications.activityId, activityId),
        isNotNull(activityPagePublications.number),
      ),
    );
  const noted = tx
    .select({ number: activityPageNotes.number })
    .from(activityPageNotes)
    .where(
      and(eq(activityPageNotes.merchantId, scope.merchantId), eq(activityPageNotes.activityId, activityId)),
    );
  await tx
    .delete(activityPageVersions)
    .where(
      and(
        versionsOf(scope, activityId),
        lte(activityPageVersions.number, draft - KEPT_VERSIONS),
        scheduled === null ? undefined : sql`${activityPageVersions.number} <> ${scheduled}`,
        notInArray(activityPageVersions.number, wereLive),
        notInArray(activityPageVersions.number, noted),
      ),
    );
}

/** A version as it was stored; null = there is none of this number. */
export async function loadVersion(reader: Reader, scope: Scope, activityId: string, number: number) {
  const [row] = await reader
    .select({ number: activityPageVersions.number, page: activityPageVersions.page })
    .from(activityPageVersions)
    .where(and(versionsOf(scope, activityId), eq(activityPageVersions.number, number)));
  return row ?? null;
}

/** Writes down that a version went live; `number` null = the default page was put back. */
export async function insertPublication(
  tx: Tx,
  scope: Scope,
  activityId: string,
  { number, now, by }: { number: number | null; now: Instant; by: string | null },
): Promise<void> {
  await tx
    .insert(activityPagePublications)
    .values({ merchantId: scope.merchantId, id: newId("pgp"), activityId, number, at: now, by });
}

/** More than anybody takes back. */
const PUBLICATIONS = 500;

/** What each publication of a page put live, the first one first: the newest five hundred; null = the default page. */
export async function loadPublications(tx: Tx, scope: Scope, activityId: string): Promise<(number | null)[]> {
  const rows = await tx
    .select({ number: activityPagePublications.number })
    .from(activityPagePublications)
    .where(
      and(
        eq(activityPagePublications.merchantId, scope.merchantId),
        eq(activityPagePublications.activityId, activityId),
      ),
    )
    .orderBy(desc(activityPagePublications.at), desc(activityPagePublications.id))
    .limit(PUBLICATIONS);
  return rows.map(({ number }) => number).reverse();
}

/** Pages whose time has come, those that wait longest first; for the job alone, over all merchants. */
export async function duePages(tx: Tx, now: Instant, limit: number) {
  return await tx
    .select({ merchantId: activityPages.merchantId, activityId: activityPages.activityId })
    .from(activityPages)
    .where(lte(activityPages.scheduledFor, now))
    .orderBy(asc(activityPages.scheduledFor))
    .limit(limit);
}

/** Puts the merchant's saving of templates in a row until the transaction ends; tells how many there are. */
export async function lockTemplates(tx: Tx, scope: Scope): Promise<number> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`page-templates:${scope.merchantId}`}, 0))`,
  );
  const rows = await tx
    .select({ id: pageTemplates.id })
    .from(pageTemplates)
    .where(eq(pageTemplates.merchantId, scope.merchantId));
  return rows.length;
}

/** Stores a template; gives its id. */
export async function insertTemplate(
  tx: Tx,
  scope: Scope,
  { name, page }: { name: string; page: Page },
): Promise<string> {
  const id = newId("pgt");
  await tx
    .insert(pageTemplates)
    .values({ merchantId: scope.merchantId, id, name, page, createdBy: scope.actor.id });
  return id;
}

/**
 * Deletes a template; gives its name. Null where there is none, or where somebody who works in some stores only did not
 * make it.
 */
export async function deleteTemplate(tx: Tx, scope: Scope, id: string): Promise<string | null> {
  const rows = await tx
    .delete(pageTemplates)
    .where(
      and(
        eq(pageTemplates.merchantId, scope.merchantId),
        eq(pageTemplates.id, id),
        scope.storeIds === "all" ? undefined : eq(pageTemplates.createdBy, scope.actor.id ?? ""),
      ),
    )
    .returning({ name: pageTemplates.name });
  return rows[0]?.name ?? null;
}
