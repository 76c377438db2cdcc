import { databaseNow } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import type { Scope } from "@/lib/platform/auth/scope";
import { writerOf } from "@/lib/workspace/check-list";
import { countDrafts, insertDraft, lockDrafts, updateDraft } from "@/lib/workspace/repository";
import { DRAFTS_OF_ONE, type DraftInput } from "@/lib/workspace/schema";

export type DraftSaved = { readonly revision: number; readonly savedAt: string };

/**
 * Keeps what somebody typed so far into a form for something new; nothing is made by it and nobody else can read it.
 * Of two windows with one draft the later one is refused, and a draft that was discarded or sent does not come back. The
 * same request id saves once. Refusals: `draft_changed` when it is not at `revision`; `too_many_drafts{most}`. Throws
 * `forbidden` for somebody who may not make such a thing.
 */
export async function saveDraft(
  scope: Scope,
  { requestId, ...draft }: DraftInput & { readonly requestId: string },
): Promise<Result<DraftSaved>> {
  const staffId = writerOf(scope, draft.kind);
  return await transactOnce(scope, { route: "draft.save", key: requestId, body: draft }, async (tx) => {
    if (draft.revision === 0) {
      await lockDrafts(tx, scope, staffId);
      const there = await countDrafts(tx, scope, staffId, draft.kind);
      if (there >= DRAFTS_OF_ONE) return refuse("too_many_drafts", { most: DRAFTS_OF_ONE });
    }
    const write = draft.revision === 0 ? insertDraft : updateDraft;
    if (!(await write(tx, scope, staffId, draft))) return refuse("draft_changed");
    return ok({ revision: draft.revision + 1, savedAt: (await databaseNow(tx)).toISOString() });
  });
}
