import type { Tx } from "@/db/client";
import { applyImport, type Counted, loadImportFacts } from "@/lib/members/repository/import";
import { holdTags } from "@/lib/members/repository/tags";
import { type ImportRow, planImport, type RefusedImport } from "@/lib/members/rules/import";
import { recordAudit } from "@/lib/merchants/record-audit";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type ImportChunk = {
  readonly rows: readonly ImportRow[];
  /** Tags that everybody of the file wears from then on. */
  readonly tagIds: readonly string[];
  /** Whether whoever was erased may come back by this file. */
  readonly despiteErasure: boolean;
  /** What was refused of the file's rows before these, by row. */
  readonly refusedBefore: ReadonlyMap<number, string>;
};

/**
 * Takes some rows of a file, at most a few hundred, in the caller's transaction: who has the phone is changed where the
 * row says something else, who is new becomes a member, a row that cannot be taken is told with its reason. A blank
 * changes nothing, and who may not look at an e-mail address puts none in the place of another. Taken again, the same rows change nothing more. Throws `busy` when somebody registered with one of the
 * phones at this moment.
 */
export async function importMembers(
  tx: Tx,
  scope: Scope,
  chunk: ImportChunk,
): Promise<Counted & { readonly refused: readonly RefusedImport[] }> {
  const facts = await loadImportFacts(tx, scope, chunk.rows);
  const plan = planImport(chunk.rows, facts, {
    ...{ despiteErasure: chunk.despiteErasure, refusedBefore: chunk.refusedBefore },
    mayChangeContact: can(scope.role, "member.reveal"),
  });
  await holdTags(tx, scope, chunk.tagIds);
  const done = await applyImport(tx, scope, plan, chunk.tagIds);
  const about = (ids: readonly string[], action: string, after: (id: string) => Record<string, unknown>) =>
    ids.map((objectId) => ({ action, objectType: "member", objectId, after: after(objectId) }));
  await recordAudit(tx, scope, [
    ...about(done.created, "member.register", () => ({ by: "import" })),
    ...about(done.updated, "member.edit", (id) => ({ fields: done.fields.get(id) ?? [] })),
  ]);
  const told = (ids: readonly string[], type: string) =>
    ids.map((memberId) => ({ type, subjectId: memberId, payload: { memberId } }));
  await announce(tx, scope, [
    ...told(done.created, "member.registered"),
    ...told(done.updated, "member.changed"),
  ]);
  return { ...done, refused: plan.refused };
}
