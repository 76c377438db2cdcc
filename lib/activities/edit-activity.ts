import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import {
  checkActivity,
  foreignPrize,
  freeSlug,
  keepPassword,
  passwordHash,
} from "@/lib/activities/check-activity";
import { imagesOf } from "@/lib/activities/create-activity";
import {
  activityColumns,
  deletePool,
  insertPool,
  loadPrizes,
  lockActivity,
  type PoolRow,
  parkPools,
  rememberSlug,
  replacePrizes,
  setTotal,
  updateActivity,
  updatePool,
} from "@/lib/activities/repository/activities";
import { editRefusal, giftsAfter, giftsOf, type PoolFacts, removedPools } from "@/lib/activities/rules/edit";
import { slugOf } from "@/lib/activities/rules/slug";
import { type ActivityEdit, type ActivityKind, NO_PASSWORD } from "@/lib/activities/schema";
import { AppError } from "@/lib/kernel/app-error";
import { canonicalText } from "@/lib/kernel/canonical-text";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { holdImages } from "@/lib/merchants/hold-images";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type EditActivity = {
  readonly requestId: string;
  readonly activityId: string;
  readonly revision: number;
  readonly activity: ActivityEdit;
};

async function writePools(
  tx: Tx,
  scope: Scope,
  activityId: string,
  pools: readonly PoolFacts[],
  edit: ActivityEdit,
) {
  for (const pool of removedPools(pools, edit)) await deletePool(tx, scope, pool.id);
  await parkPools(tx, scope, activityId);
  for (const [at, row] of edit.rules.passwords.entries()) {
    const kept = { position: at + 1, ...keepPassword(row.password) };
    if ("poolId" in row) {
      await updatePool(tx, scope, row.poolId, kept);
      await replacePrizes(tx, scope, row.poolId, row.prizes);
    } else {
      await insertPool(tx, scope, activityId, { ...kept, inventory: row.inventory, prizes: row.prizes });
    }
  }
}

/** The address after an edit: the present one while the code makes the same word, else a free one for the new word. */
async function slugAfter(
  tx: Tx,
  current: { id: string; slug: string; code: string },
  code: string,
): Promise<string> {
  return slugOf(code) === slugOf(current.code) ? current.slug : await freeSlug(tx, code, current.id);
}

/** The pools whose password an edit changes, by id. */
function renamedPools(pools: readonly PoolRow[], edit: ActivityEdit): string[] {
  const hashes = new Map(pools.map((pool) => [pool.id, pool.passwordHash]));
  return edit.rules.passwords.flatMap((row) =>
    "poolId" in row && hashes.get(row.poolId) !== passwordHash(row.password) ? [row.poolId] : [],
  );
}

/** The words of an edit's passwords, to be compared; a claim page has one row, and no word. */
function wordsOf(kind: ActivityKind, { rules }: ActivityEdit): string[] {
  const words = rules.passwords.map((row) => row.password);
  if (kind !== "claim_page") return words;
  if (words.length !== 1 || words[0] !== NO_PASSWORD)
    throw new AppError("malformed", "a claim page has no passwords", { path: "rules.passwords" });
  return [];
}

/** The columns of an edit whose value differs from what is stored, before and after, for the audit log. */
function differences(before: Record<string, unknown>, after: Record<string, unknown>) {
  const changed = Object.keys(after).filter(
    (key) => canonicalText(before[key]) !== canonicalText(after[key]),
  );
  const pick = (from: Record<string, unknown>) => Object.fromEntries(changed.map((key) => [key, from[key]]));
  return { before: pick(before), after: pick(after) };
}

/**
 * Changes an activity; what was won stays won. A pool's password and prizes may change, its inventory grows through
 * `addStock` only, a pool nobody won from may go. A new code gives a new address and the old one leads to it.
 * The same request id edits once. Refusals: `changed_meanwhile`, `archived`, `time_zone_fixed` once it has begun, `total_below_used{used}`,
 * `pool_was_won{position}`, and those of `createActivity`.
 */
export async function editActivity(
  scope: Scope,
  request: EditActivity,
): Promise<Result<{ revision: number; slug: string }>> {
  const { requestId, ...body } = request;
  const edit = body.activity;
  return await transactOnce(scope, { route: "activity.edit", key: requestId, body }, async (tx) => {
    const locked = await lockActivity(tx, scope, request.activityId);
    if (!locked) throw new AppError("not_found");
    const { activity, pools, total, participations } = locked;
    const named = edit.rules.passwords.flatMap((row) => ("poolId" in row ? [row.poolId] : []));
    if (named.some((id) => !pools.some((pool) => pool.id === id)) || new Set(named).size !== named.length) {
      throw new AppError("not_found");
    }
    const poolIds = pools.map((pool) => pool.id);
    const foreign = await foreignPrize(tx, scope, poolIds);
    if (foreign) return { ok: false, refusal: foreign };
    const now = await databaseNow(tx);
    const facts = { ...activity, archived: activity.archivedAt !== null, participations, pools };
    const refused = editRefusal(facts, edit, request.revision, now);
    if (refused) return { ok: false, refusal: refused };
    const passwords = wordsOf(activity.kind, edit);
    const couponIds = [
      ...new Set(edit.rules.passwords.flatMap((row) => row.prizes.map((prize) => prize.couponId))),
    ];
    const { code, timeZone, audience } = edit;
    const unfit = await checkActivity(
      tx,
      scope,
      { code, timeZone, audience, passwords, couponIds, online: activity.publishedAt !== null },
      activity.id,
    );
    if (unfit) return { ok: false, refusal: unfit };
    const held = await holdImages(tx, scope, imagesOf(edit));
    if (!held.ok) return held;
    const slug = await slugAfter(tx, activity, code);
    if (slug !== activity.slug) await rememberSlug(tx, scope, activity.id, activity.slug, slug);
    const columns = { ...activityColumns(edit, activity.kind), slug };
    const gifts = giftsOf(pools, await loadPrizes(tx, scope, poolIds));
    await writePools(tx, scope, activity.id, pools, edit);
    if (edit.limits.total !== total) await setTotal(tx, scope, activity.id, total, edit.limits.total);
    const revision = await updateActivity(tx, scope, activity.id, columns, now);
    const after = { ...columns, total: edit.limits.total, gifts: giftsAfter(edit) };
    const changed = differences({ ...activity, total, gifts }, after);
    const renamed = renamedPools(pools, edit);
    if (renamed.length > 0) changed.after.passwordsChanged = renamed;
    await recordAudit(tx, scope, [
      { action: "activity.edit", objectType: "activity", objectId: activity.id, ...changed },
    ]);
    await noteChange(tx, `activity:${activity.id}`);
    await announce(tx, scope, [{ type: "activity.changed", subjectId: activity.id, payload: { slug } }]);
    return ok({ revision, slug });
  });
}
