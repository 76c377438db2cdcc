import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { couponRefusal } from "@/lib/packs/check-pack";
import {
  bumpRevision,
  type LockedPack,
  loadContents,
  lockPack,
  type PackMarks,
  updateMarks,
} from "@/lib/packs/repository/packs";
import { mayChange, packStatus } from "@/lib/packs/rules/status";
import type { PackChange, PackStatus } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type ChangePackState = {
  readonly requestId: string;
  readonly packId: string;
  readonly change: PackChange;
};

function marksOf(change: PackChange, now: Instant): PackMarks {
  switch (change) {
    case "publish":
      return { publishedAt: now };
    case "pause":
      return { pausedAt: now };
    case "resume":
      return { pausedAt: null };
    case "archive":
      return { archivedAt: now };
    case "restore":
      return { archivedAt: null };
  }
}

/**
 * Publishes, pauses, resumes, archives or restores a pack. It waits for purchases in flight, and every one after its commit
 * sees the new state; what is bought can still be paid, and what is owed is delivered all the same. The same request id
 * changes it once. Refusals: `wrong_state{status}`, and on publishing `coupon_unknown`, `coupon_not_usable{couponId}`.
 */
export async function changePackState(
  scope: Scope,
  { requestId, packId, change }: ChangePackState,
): Promise<Result<{ status: PackStatus }>> {
  const once = { route: "pack.change_state", key: requestId, body: { packId, change } };
  return await transactOnce(scope, once, (tx) => changePack(tx, scope, packId, change));
}

/** One of them, in a transaction that is there; refusals as of `changePackState`, nothing is written with one. */
export async function changePack(
  tx: Tx,
  scope: Scope,
  packId: string,
  change: PackChange,
): Promise<Result<{ status: PackStatus }>> {
  const pack = await lockPack(tx, scope, packId);
  if (!pack) throw new AppError("not_found");
  const now = await databaseNow(tx);
  const before = packStatus(pack, now);
  if (!mayChange(before, change)) return refuse("wrong_state", { status: before });
  const refusal = change === "publish" ? await unfit(tx, scope, pack) : null;
  if (refusal) return { ok: false, refusal };
  const marks = marksOf(change, now);
  await updateMarks(tx, scope, packId, marks);
  await bumpRevision(tx, scope, packId, now);
  const status = packStatus({ ...pack, ...marks }, now);
  await recordAudit(tx, scope, [
    {
      ...{ action: `pack.${change}`, objectType: "pack", objectId: packId },
      ...{ before: { status: before }, after: { status } },
    },
  ]);
  await noteChange(tx, `pack:${packId}`);
  await announce(tx, scope, [{ type: `pack.${change}`, subjectId: packId, payload: { status } }]);
  return ok({ status });
}

async function unfit(tx: Tx, scope: Scope, pack: LockedPack): Promise<Refusal | null> {
  const contents = await loadContents(tx, scope, pack.id, pack.contentsVersion);
  return await couponRefusal(tx, scope, contents, { from: pack.salesFrom });
}
