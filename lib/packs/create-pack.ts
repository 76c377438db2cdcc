import { databaseNow } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { checkPack } from "@/lib/packs/check-pack";
import { insertPack, updateMarks } from "@/lib/packs/repository/packs";
import { packStatus } from "@/lib/packs/rules/status";
import type { PackInput, PackStatus } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type CreatePack = {
  readonly requestId: string;
  readonly pack: PackInput;
  /** On offer at once; else a draft. */
  readonly publish: boolean;
};

/** How a pack stood when it was made. `createdAt`: ISO 8601, UTC. */
export type CreatedPack = { readonly id: string; readonly status: PackStatus; readonly createdAt: string };

/**
 * Makes a pack with version 1 of its contents (K1 to K5): a draft, or on offer at once. The same request id makes one.
 * Refusals: those of `checkPack`.
 */
export async function createPack(
  scope: Scope,
  { requestId, pack, publish }: CreatePack,
): Promise<Result<CreatedPack>> {
  const once = { route: "pack.create", key: requestId, body: { pack, publish } };
  return await transactOnce(scope, once, async (tx) => {
    const checked = await checkPack(tx, scope, pack, { online: publish });
    if (!checked.ok) return checked;
    const { id, createdAt } = await insertPack(tx, scope, pack, checked.value.currency);
    const now = await databaseNow(tx);
    const publishedAt = publish ? now : null;
    if (publishedAt) await updateMarks(tx, scope, id, { publishedAt });
    await recordAudit(tx, scope, [
      { action: "pack.create", objectType: "pack", objectId: id, after: { ...pack } },
      ...(publish ? [{ action: "pack.publish", objectType: "pack", objectId: id, after: {} }] : []),
    ]);
    await announce(tx, scope, [{ type: "pack.created", subjectId: id, payload: { published: publish } }]);
    const sale = pack.type === "paid" ? pack.sale : null;
    const standing = {
      ...{ publishedAt, pausedAt: null, archivedAt: null, quantity: sale?.quantity ?? null, taken: 0 },
      salesFrom: sale?.from ? new Date(sale.from) : null,
      salesUntil: sale?.until ? new Date(sale.until) : null,
    };
    return ok({ id, status: packStatus(standing, now), createdAt: createdAt.toISOString() });
  });
}
