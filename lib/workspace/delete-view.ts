import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { staffOf } from "@/lib/workspace/check-list";
import { lockView, removeView } from "@/lib/workspace/repository";
import { mayChangeView } from "@/lib/workspace/rules";

/**
 * Deletes a view of one's own, or, as a group admin, a shared one. Lists that opened with it open whole again. The same
 * request id deletes once. Throws `not_found`; `forbidden` for somebody else's shared view.
 */
export async function deleteView(
  scope: Scope,
  { requestId, viewId }: { readonly requestId: string; readonly viewId: string },
): Promise<Result<{ id: string }>> {
  const actorId = staffOf(scope);
  return await transactOnce(scope, { route: "view.delete", key: requestId, body: { viewId } }, async (tx) => {
    const view = await lockView(tx, scope, viewId);
    if (!view) throw new AppError("not_found");
    if (!mayChangeView(view, actorId, scope.role)) {
      throw new AppError(view.shared ? "forbidden" : "not_found");
    }
    await removeView(tx, scope, viewId);
    if (view.shared) {
      const before = { list: view.list, name: view.name };
      await recordAudit(tx, scope, [{ action: "view.delete", objectType: "view", objectId: viewId, before }]);
    }
    return ok({ id: viewId });
  });
}
