import { and, count, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { drafts, listPreferences, noticesSeen, savedViews } from "@/db/schema/workspace";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { seal } from "@/lib/platform/crypto";
import type { DraftInput, DraftKind, ListName, ViewInput } from "@/lib/workspace/schema";

const viewOf = (scope: Scope, id: string) =>
  and(eq(savedViews.merchantId, scope.merchantId), eq(savedViews.id, id));

/** One writer of a list's views at a time, until the transaction ends: how many there are and their names stay as told. */
export async function lockViews(tx: Tx, scope: Scope, list: ListName): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`views:${scope.merchantId}:${list}`}, 0))`,
  );
}

/** One writer of a person's drafts at a time, until the transaction ends. */
export async function lockDrafts(tx: Tx, scope: Scope, staffId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`drafts:${scope.merchantId}:${staffId}`}, 0))`,
  );
}

/** A view, locked; null when the merchant has none such. */
export async function lockView(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx
    .select({
      id: savedViews.id,
      list: savedViews.list,
      ownerId: savedViews.ownerId,
      name: savedViews.name,
      shared: savedViews.shared,
    })
    .from(savedViews)
    .where(viewOf(scope, id))
    .for("update");
  return row ?? null;
}

/** How many views of `list` a person has, how many are shared, and whether theirs has one of that name already. */
export async function viewCounts(
  tx: Tx,
  scope: Scope,
  wanted: { list: ListName; ownerId: string; name: string; except: string | null },
) {
  const { list, ownerId, name, except } = wanted;
  const other = except === null ? sql`true` : sql`${savedViews.id} <> ${except}`;
  const [row] = await tx
    .select({
      own: sql`count(*) filter (where ${savedViews.ownerId} = ${ownerId} and ${other})`.mapWith(Number),
      shared: sql`count(*) filter (where ${savedViews.shared} and ${other})`.mapWith(Number),
      named: sql<boolean>`coalesce(bool_or(${savedViews.ownerId} = ${ownerId} and ${savedViews.name} = ${name} and ${other}), false)`,
    })
    .from(savedViews)
    .where(and(eq(savedViews.merchantId, scope.merchantId), eq(savedViews.list, list)));
  return row ?? { own: 0, shared: 0, named: false };
}

/** Keeps a new view of `ownerId`; gives its id. Call with the list's views locked. */
export async function insertView(tx: Tx, scope: Scope, ownerId: string, view: ViewInput): Promise<string> {
  const id = newId("viw");
  await tx.insert(savedViews).values({ merchantId: scope.merchantId, id, ownerId, ...view });
  return id;
}

/** Replaces what a view is called, who sees it and what it shows; its owner stays. */
export async function updateView(tx: Tx, scope: Scope, id: string, view: ViewInput): Promise<void> {
  const { name, shared, state } = view;
  await tx.update(savedViews).set({ name, shared, state, updatedAt: sql`now()` }).where(viewOf(scope, id));
}

/** Removes a view; whose list opened with it is shown the whole list again. */
export async function removeView(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.delete(savedViews).where(viewOf(scope, id));
}

type Preference = { columns?: string[] | null; defaultView?: string | null };

/** Keeps how a person has a list; what `change` does not name stays. */
export async function upsertPreference(
  tx: Tx,
  scope: Scope,
  whose: { staffId: string; list: ListName },
  change: Preference,
): Promise<void> {
  const { merchantId } = scope;
  const { merchantId: m, staffId: s, list: l } = listPreferences;
  await tx
    .insert(listPreferences)
    .values({ merchantId, ...whose, ...change })
    .onConflictDoUpdate({ target: [m, s, l], set: { ...change, updatedAt: sql`now()` } });
}

const draftOf = (scope: Scope, staffId: string, kind: DraftKind, id: string) =>
  and(
    eq(drafts.merchantId, scope.merchantId),
    eq(drafts.staffId, staffId),
    eq(drafts.kind, kind),
    eq(drafts.id, id),
  );

/** How many drafts of a kind a person has. Call with their drafts locked. */
export async function countDrafts(tx: Tx, scope: Scope, staffId: string, kind: DraftKind): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(drafts)
    .where(and(eq(drafts.merchantId, scope.merchantId), eq(drafts.staffId, staffId), eq(drafts.kind, kind)));
  return row?.count ?? 0;
}

const valuesOf = ({ variant, title, values }: DraftInput) => ({
  variant,
  title,
  sealed: seal("draft", JSON.stringify(values)),
});

/** Keeps a new draft, its values sealed; false when one with that id is there already. */
export async function insertDraft(
  tx: Tx,
  scope: Scope,
  staffId: string,
  draft: DraftInput,
): Promise<boolean> {
  const { kind, draftId: id } = draft;
  const rows = await tx
    .insert(drafts)
    .values({ merchantId: scope.merchantId, id, staffId, kind, ...valuesOf(draft) })
    .onConflictDoNothing()
    .returning({ id: drafts.id });
  return rows.length === 1;
}

/** Replaces a person's draft if it is still at the revision they know of; false when it is not, or is gone. */
export async function updateDraft(
  tx: Tx,
  scope: Scope,
  staffId: string,
  draft: DraftInput,
): Promise<boolean> {
  const { kind, draftId: id, revision } = draft;
  const rows = await tx
    .update(drafts)
    .set({ ...valuesOf(draft), revision: revision + 1, updatedAt: sql`now()` })
    .where(and(draftOf(scope, staffId, kind, id), eq(drafts.revision, revision)))
    .returning({ id: drafts.id });
  return rows.length === 1;
}

/** Removes a person's own draft; that there is none is fine. */
export async function removeDraft(
  tx: Tx,
  scope: Scope,
  staffId: string,
  { kind, draftId: id }: { kind: DraftKind; draftId: string },
): Promise<void> {
  await tx.delete(drafts).where(draftOf(scope, staffId, kind, id));
}

/** Keeps until when a person has seen what the bell tells in the view they are in. It goes forward only, and not past now. */
export async function upsertSeen(tx: Tx, scope: Scope, staffId: string, until: Instant): Promise<void> {
  const { merchantId, storeId } = scope;
  const { merchantId: m, staffId: s, storeId: v, seenUntil: kept } = noticesSeen;
  const seenUntil = sql`least(${until.toISOString()}::timestamptz, now())`;
  await tx
    .insert(noticesSeen)
    .values({ merchantId, staffId, storeId: storeId ?? "", seenUntil })
    .onConflictDoUpdate({
      target: [m, s, v],
      set: { seenUntil: sql`greatest(${kept}, excluded.seen_until)` },
    });
}
