import { inTransaction } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { writerOf } from "@/lib/workspace/check-list";
import { removeDraft } from "@/lib/workspace/repository";
import type { DraftKind } from "@/lib/workspace/schema";

/** Throws away a draft of the caller's own: asked for, or because the thing is made. Again, it does no harm. */
export async function discardDraft(
  scope: Scope,
  draft: { readonly kind: DraftKind; readonly draftId: string },
): Promise<Result<{ id: string }>> {
  const staffId = writerOf(scope, draft.kind);
  await inTransaction((tx) => removeDraft(tx, scope, staffId, draft));
  return ok({ id: draft.draftId });
}
