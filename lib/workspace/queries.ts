import { and, asc, desc, eq, inArray, max, or } from "drizzle-orm";
import { db } from "@/db/client";
import { auditEntries, staff } from "@/db/schema/merchants";
import { drafts, listPreferences, noticesSeen, savedViews } from "@/db/schema/workspace";
import type { Scope } from "@/lib/platform/auth/scope";
import { unseal } from "@/lib/platform/crypto";
import { mayChangeView } from "@/lib/workspace/rules";
import { type DraftKind, type ListName, viewStateSchema } from "@/lib/workspace/schema";

const MOST_VIEWS = 200;

/** The views of a list that the reader sees: theirs, then the shared ones, by name; and how they have the list. */
export async function listHabits(scope: Scope, list: ListName) {
  const me = scope.actor.id ?? "";
  const [rows, [preference]] = await Promise.all([
    db()
      .select({
        id: savedViews.id,
        name: savedViews.name,
        shared: savedViews.shared,
        state: savedViews.state,
        ownerId: savedViews.ownerId,
        owner: staff.name,
      })
      .from(savedViews)
      .innerJoin(staff, eq(staff.id, savedViews.ownerId))
      .where(
        and(
          eq(savedViews.merchantId, scope.merchantId),
          eq(savedViews.list, list),
          or(eq(savedViews.ownerId, me), eq(savedViews.shared, true)),
        ),
      )
      .orderBy(asc(savedViews.shared), asc(savedViews.name), asc(savedViews.id))
      .limit(MOST_VIEWS),
    db()
      .select({ columns: listPreferences.columns, defaultView: listPreferences.defaultView })
      .from(listPreferences)
      .where(
        and(
          eq(listPreferences.merchantId, scope.merchantId),
          eq(listPreferences.staffId, me),
          eq(listPreferences.list, list),
        ),
      ),
  ]);
  const views = rows.flatMap(({ state, ownerId, owner, ...view }) => {
    const parsed = viewStateSchema.safeParse(state);
    if (!parsed.success) return [];
    const mine = ownerId === me;
    const mayChange = mayChangeView({ ownerId, shared: view.shared }, me, scope.role);
    return [{ ...view, state: parsed.data, mine, owner: mine ? null : owner, mayChange }];
  });
  const wanted = preference?.defaultView ?? null;
  return {
    views,
    columns: preference?.columns ?? null,
    defaultView: views.some((view) => view.id === wanted) ? wanted : null,
  };
}
export type ListHabits = Awaited<ReturnType<typeof listHabits>>;
export type SavedView = ListHabits["views"][number];

const ownDrafts = (scope: Scope, kind: DraftKind) =>
  and(
    eq(drafts.merchantId, scope.merchantId),
    eq(drafts.staffId, scope.actor.id ?? ""),
    eq(drafts.kind, kind),
  );

/** The reader's own beginnings of new things of a kind, last touched first; what is in them is not told here. */
export async function listDrafts(scope: Scope, kind: DraftKind) {
  return await db()
    .select({ id: drafts.id, title: drafts.title, variant: drafts.variant, updatedAt: drafts.updatedAt })
    .from(drafts)
    .where(ownDrafts(scope, kind))
    .orderBy(desc(drafts.updatedAt), desc(drafts.id))
    .limit(50);
}
export type DraftRow = Awaited<ReturnType<typeof listDrafts>>[number];

/** A draft of the reader's own with what was typed, or null. Values are as an older form may have left them. */
export async function getDraft(scope: Scope, kind: DraftKind, draftId: string) {
  const [row] = await db()
    .select({
      id: drafts.id,
      variant: drafts.variant,
      revision: drafts.revision,
      updatedAt: drafts.updatedAt,
      sealed: drafts.sealed,
    })
    .from(drafts)
    .where(and(ownDrafts(scope, kind), eq(drafts.id, draftId)));
  if (!row) return null;
  const { sealed, ...draft } = row;
  const values: unknown = JSON.parse(unseal("draft", sealed));
  return { ...draft, values };
}
export type OpenedDraft = NonNullable<Awaited<ReturnType<typeof getDraft>>>;

/**
 * Who last changed a thing of the merchant's and when, for who has it open; null when nobody is known to. `actions` are
 * those that change it, where others are written down of it, too.
 */
export async function lastChange(
  scope: Scope,
  objectType: string,
  objectId: string,
  actions: readonly string[] = [],
) {
  const [row] = await db()
    .select({ at: auditEntries.at, by: staff.name })
    .from(auditEntries)
    .leftJoin(staff, eq(staff.id, auditEntries.actorId))
    .where(
      and(
        eq(auditEntries.merchantId, scope.merchantId),
        eq(auditEntries.objectType, objectType),
        eq(auditEntries.objectId, objectId),
        actions.length > 0 ? inArray(auditEntries.action, [...actions]) : undefined,
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(1);
  return row ?? null;
}
export type LastChange = Awaited<ReturnType<typeof lastChange>>;

/** Until when the reader has seen what the bell tells in this view; null = never. In the group's they saw a store's, too. */
export async function noticesSeenUntil(scope: Scope): Promise<Date | null> {
  const [row] = await db()
    .select({ until: max(noticesSeen.seenUntil) })
    .from(noticesSeen)
    .where(
      and(
        eq(noticesSeen.merchantId, scope.merchantId),
        eq(noticesSeen.staffId, scope.actor.id ?? ""),
        inArray(noticesSeen.storeId, ["", scope.storeId ?? ""]),
      ),
    );
  return row?.until ?? null;
}
