import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { checkPack } from "@/lib/packs/check-pack";
import {
  addContents,
  bumpRevision,
  loadContents,
  lockPack,
  setQuantity,
  updatePack,
} from "@/lib/packs/repository/packs";
import { changesOf, editRefusal, formOf } from "@/lib/packs/rules/edit";
import type { PackInput } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type EditPack = {
  readonly requestId: string;
  readonly packId: string;
  /** The revision the form began with. */
  readonly revision: number;
  readonly pack: PackInput;
};
export type PackEdited = { readonly revision: number; readonly contentsVersion: number };

/**
 * Changes a pack (C-33). Contents that differ become a new immutable version, which is for new sales and gifts alone: what
 * was sold delivers what it was sold with. Its type never changes, its price not once one was sold, its currency not once one is held or given.
 * The same request id edits once. Refusals: `changed_meanwhile`, `archived`, `pack_type_fixed`, `pack_price_fixed`,
 * `pack_stock_below{taken}`, and those of `createPack`.
 */
export async function editPack(scope: Scope, request: EditPack): Promise<Result<PackEdited>> {
  const { requestId, packId, revision: seen, pack } = request;
  const once = { route: "pack.edit", key: requestId, body: { packId, revision: seen, pack } };
  return await transactOnce(scope, once, async (tx) => {
    const current = await lockPack(tx, scope, packId);
    if (!current) throw new AppError("not_found");
    const refusal: Refusal | null =
      current.revision === seen ? editRefusal(current, pack) : refuse("changed_meanwhile").refusal;
    if (refusal) return { ok: false, refusal };
    const checked = await checkPack(tx, scope, pack, { online: current.publishedAt !== null });
    if (!checked.ok) return checked;
    const before = formOf(current, await loadContents(tx, scope, packId, current.contentsVersion));
    const changes = changesOf(before, pack);
    const contentsVersion = changes.contents
      ? await addContents(tx, scope, current, pack.contents)
      : current.contentsVersion;
    await updatePack(tx, scope, current, pack);
    const quantity = pack.type === "paid" ? pack.sale.quantity : null;
    if (quantity !== current.quantity) await setQuantity(tx, scope, current, quantity);
    const revision = await bumpRevision(tx, scope, packId, await databaseNow(tx));
    await recordAudit(tx, scope, [
      {
        ...{ action: "pack.edit", objectType: "pack", objectId: packId },
        before: { ...changes.before, contentsVersion: current.contentsVersion },
        after: { ...changes.after, contentsVersion },
      },
    ]);
    await noteChange(tx, `pack:${packId}`);
    await announce(tx, scope, [{ type: "pack.changed", subjectId: packId, payload: { contentsVersion } }]);
    return ok({ revision, contentsVersion });
  });
}
