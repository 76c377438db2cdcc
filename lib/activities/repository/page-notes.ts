import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { activityPageNotes } from "@/db/schema/activity-pages";
import type { Scope } from "@/lib/platform/auth/scope";

/** Most versions of one page that have a note: each of them is kept for good. */
export const MAX_NOTES = 200;

const notesOf = (scope: Scope, activityId: string) =>
  and(eq(activityPageNotes.merchantId, scope.merchantId), eq(activityPageNotes.activityId, activityId));
const noteOf = (scope: Scope, activityId: string, number: number) =>
  and(notesOf(scope, activityId), eq(activityPageNotes.number, number));

/** What a version of a locked page is known by; null = nothing. */
export async function loadNote(
  tx: Tx,
  scope: Scope,
  activityId: string,
  number: number,
): Promise<string | null> {
  const [row] = await tx
    .select({ note: activityPageNotes.note })
    .from(activityPageNotes)
    .where(noteOf(scope, activityId, number));
  return row?.note ?? null;
}

/** How many versions of a locked page have a note. */
export async function countNotes(tx: Tx, scope: Scope, activityId: string): Promise<number> {
  return await tx.$count(activityPageNotes, notesOf(scope, activityId));
}

/** Writes a note of a version of a locked page, over the one before. */
export async function putNote(
  tx: Tx,
  scope: Scope,
  activityId: string,
  { number, note }: { number: number; note: string },
): Promise<void> {
  const by = scope.actor.id;
  await tx
    .insert(activityPageNotes)
    .values({ merchantId: scope.merchantId, activityId, number, note, by })
    .onConflictDoUpdate({
      target: [activityPageNotes.merchantId, activityPageNotes.activityId, activityPageNotes.number],
      set: { note, by, at: sql`now()` },
    });
}

/** Takes the note of a version of a locked page away. */
export async function deleteNote(tx: Tx, scope: Scope, activityId: string, number: number): Promise<void> {
  await tx.delete(activityPageNotes).where(noteOf(scope, activityId, number));
}
