import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import type { Scope } from "@/lib/platform/auth/scope";
import { readerOf } from "@/lib/workspace/check-list";
import { lockView, upsertPreference } from "@/lib/workspace/repository";
import type { DefaultView } from "@/lib/workspace/schema";

/**
 * Keeps the view that a list opens with for the caller: one of theirs or a shared one; null = the whole list. Throws
 * `not_found` for a view that is not theirs to see, `forbidden` where they may not read the list.
 */
export async function chooseDefaultView(
  scope: Scope,
  { requestId, ...body }: DefaultView & { readonly requestId: string },
): Promise<Result<{ list: string }>> {
  const { list, viewId } = body;
  const staffId = readerOf(scope, list);
  return await transactOnce(scope, { route: "list.default_view", key: requestId, body }, async (tx) => {
    const view = viewId === null ? null : await lockView(tx, scope, viewId);
    const theirs = view?.list === list && (view.shared || view.ownerId === staffId);
    if (viewId !== null && !theirs) throw new AppError("not_found");
    await upsertPreference(tx, scope, { staffId, list }, { defaultView: viewId });
    return ok({ list });
  });
}
