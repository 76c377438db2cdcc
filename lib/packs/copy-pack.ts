import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { insertPack, loadContents, lockPack } from "@/lib/packs/repository/packs";
import { formOf } from "@/lib/packs/rules/edit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type CopyPack = {
  readonly requestId: string;
  readonly packId: string;
  /** What the copy is called: at most forty characters, in the copier's language. */
  readonly name: string;
};

/**
 * Makes a draft that is like a pack as it is now, whatever its state, with nothing sold (K8). What it names is looked at when
 * it is saved or published. The same request id makes one copy. Throws `not_found`.
 */
export async function copyPack(
  scope: Scope,
  { requestId, packId, name }: CopyPack,
): Promise<Result<{ id: string }>> {
  const once = { route: "pack.copy", key: requestId, body: { packId, name } };
  return await transactOnce(scope, once, async (tx) => {
    const pack = await lockPack(tx, scope, packId);
    if (!pack) throw new AppError("not_found");
    const contents = await loadContents(tx, scope, packId, pack.contentsVersion);
    const form = { ...formOf(pack, contents), name: name.trim().slice(0, 40) };
    const { id } = await insertPack(tx, scope, form, pack.currency);
    await recordAudit(tx, scope, [
      { action: "pack.create", objectType: "pack", objectId: id, after: { ...form, copiedFrom: packId } },
    ]);
    await announce(tx, scope, [{ type: "pack.created", subjectId: id, payload: { published: false } }]);
    return ok({ id });
  });
}
