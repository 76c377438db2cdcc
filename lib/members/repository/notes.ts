import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberRemarks } from "@/db/schema/members";
import { AppError } from "@/lib/kernel/app-error";
import type { Scope } from "@/lib/platform/auth/scope";

/** The note of a locked member, with who wrote it as the log tells; null = there is none, or it is no note but a reason. */
export async function loadNote(tx: Tx, scope: Scope, memberId: string, noteId: string) {
  const [row] = await tx.execute<{ text: string; actor_id: string | null }>(sql`
    select r.text, a.actor_id from member_remark r
    join audit_entry a on a.merchant_id = r.merchant_id and a.object_type = 'member' and a.object_id = r.member_id
      and a.action = 'member.note' and a.after ->> 'remarkId' = r.id
    where r.merchant_id = ${scope.merchantId} and r.member_id = ${memberId} and r.id = ${noteId}`);
  return row ? { text: row.text, writtenBy: row.actor_id } : null;
}

const noteOf = (scope: Scope, memberId: string, noteId: string) =>
  and(
    eq(memberRemarks.merchantId, scope.merchantId),
    eq(memberRemarks.memberId, memberId),
    eq(memberRemarks.id, noteId),
  );

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
