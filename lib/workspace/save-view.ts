import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { readerOf } from "@/lib/workspace/check-list";
import { insertView, lockView, lockViews, updateView, viewCounts } from "@/lib/workspace/repository";
import { mayChangeView } from "@/lib/workspace/rules";
import { keptOf, VIEWS_OF_ONE, VIEWS_SHARED, type ViewInput } from "@/lib/workspace/schema";

export type SaveView = {
  readonly requestId: string;
  /** Null = a new view. */
  readonly viewId: string | null;
  readonly view: ViewInput;
};

/** The view that is replaced; throws `not_found` where it is not theirs to see, `forbidden` where not theirs to change. */
async function standingView(tx: Tx, scope: Scope, actorId: string, { viewId, view }: SaveView) {
  if (viewId === null) return null;
  const standing = await lockView(tx, scope, viewId);
  if (!standing || standing.list !== view.list) throw new AppError("not_found");
  if (mayChangeView(standing, actorId, scope.role)) return standing;
  throw new AppError(standing.shared ? "forbidden" : "not_found");
}

/**
 * Makes a view of a list, or renames, replaces, shares or unshares one. A shared one is seen by everybody who may read the
 * list, and each change of it is written down. Words that may name a person are left out (`keptOf`). The same request id saves once. Refusals: `view_name_taken{name}`;
 * `too_many_views{most}`; `too_many_shared_views{most}`.
 */
export async function saveView(scope: Scope, request: SaveView): Promise<Result<{ id: string }>> {
  const actorId = readerOf(scope, request.view.list);
  const { requestId, viewId } = request;
  const view = { ...request.view, state: keptOf(request.view.list, request.view.state) };
  const body = { viewId, view };
  return await transactOnce(scope, { route: "view.save", key: requestId, body }, async (tx) => {
    await lockViews(tx, scope, view.list);
    const standing = await standingView(tx, scope, actorId, request);
    const ownerId = standing?.ownerId ?? actorId;
    const there = await viewCounts(tx, scope, { ...view, ownerId, except: viewId });
    if (there.named) return refuse("view_name_taken", { name: view.name });
    if (there.own >= VIEWS_OF_ONE) return refuse("too_many_views", { most: VIEWS_OF_ONE });
    if (view.shared && there.shared >= VIEWS_SHARED) {
      return refuse("too_many_shared_views", { most: VIEWS_SHARED });
    }
    if (standing) await updateView(tx, scope, standing.id, view);
    const id = standing?.id ?? (await insertView(tx, scope, ownerId, view));
    if (view.shared || standing?.shared) {
      const before = standing && { name: standing.name, shared: standing.shared };
      const after = { list: view.list, name: view.name, shared: view.shared };
      await recordAudit(tx, scope, [
        { action: standing ? "view.edit" : "view.create", objectType: "view", objectId: id, before, after },
      ]);
    }
    return ok({ id });
  });
}
