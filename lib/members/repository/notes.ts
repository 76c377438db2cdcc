import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberRemarks } from "@/db/schema/members";
import { AppError } from "@/lib/kernel/app-error";
import type { Scope } from "@/lib/platform/auth/scope";

const noteOf = (scope: Scope, memberId: string, noteId: string) =>
  and(
    eq(memberRemarks.merchantId, scope.merchantId),
    eq(memberRemarks.memberId, memberId),
    eq(memberRemarks.id, noteId),
  );

/** The note of a locked member, with who wrote it; null = there is none, or it is no note but a reason. */
export async function loadNote(tx: Tx, scope: Scope, memberId: string, noteId: string) {
  const [row] = await tx
    .select({ text: memberRemarks.text, writtenBy: memberRemarks.writtenBy })
    .from(memberRemarks)
    .where(noteOf(scope, memberId, noteId));
  return row?.writtenBy ? { text: row.text, writtenBy: row.writtenBy } : null;
}

/** Gives a note of a locked member other words; null takes it away. */
export async function writeNote(
  tx: Tx,
  scope: Scope,
  { memberId, noteId, text }: { memberId: string; noteId: string; text: string | null },
): Promise<void> {
  const where = noteOf(scope, memberId, noteId);
  const rows =
    text === null
      ? await tx.delete(memberRemarks).where(where).returning({ id: memberRemarks.id })
      : await tx.update(memberRemarks).set({ text }).where(where).returning({ id: memberRemarks.id });
  if (rows.length !== 1) throw new AppError("not_found");
}
