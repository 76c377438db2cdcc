import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { endStaffSessions, lockMerchant } from "@/lib/merchants/repository";
import {
  closeAccessRequests,
  countOtherAdmins,
  lockPlace,
  openStores,
  putPlace,
  setDeactivated,
} from "@/lib/merchants/repository/staff";
import { leavesNoAdmin, type StaffPlace } from "@/lib/merchants/rules/staff";
import { postRevision, type StaffPost } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";

// The merchant's row first: two admins who take each other's role away wait for each other, and the second is refused.
async function lockStaff(tx: Tx, scope: Scope, staffId: string) {
  await lockMerchant(tx, scope);
  const place = await lockPlace(tx, scope, staffId);
  const others = await countOtherAdmins(tx, scope, staffId);
  return {
    place,
    before: { role: place.role, active: place.deactivatedAt === null } satisfies StaffPlace,
    others,
  };
}

export type ChangeStaff = {
  readonly requestId: string;
  readonly staffId: string;
  /** Of the post as whoever changes it saw it: `postRevision`. */
  readonly revision: string;
  readonly post: StaffPost;
};

/**
 * Gives a person of the merchant another role or other stores. Their sign-ins end, so that no session outlives what it
 * was allowed (S-8), and what they asked for is answered by it. The same request id changes it once. Refusals:
 * `last_admin`, `store_unknown`, `staff_deactivated`, `changed_meanwhile` when somebody else changed it since `revision`.
 * Throws `not_found`.
 */
export async function changeStaff(
  scope: Scope,
  { requestId, staffId, revision, post }: ChangeStaff,
): Promise<Result<{ id: string; revision: string }>> {
  const once = { route: "staff.change", key: requestId, body: { staffId, revision, post } };
  return await transactOnce(scope, once, async (tx) => {
    const { place, before, others } = await lockStaff(tx, scope, staffId);
    if (!before.active) return refuse("staff_deactivated");
    if (postRevision(place) !== revision) return refuse("changed_meanwhile");
    const now = await databaseNow(tx);
    const saved = ok({ id: staffId, revision: postRevision(post) });
    const changed = changedFields({ role: place.role, storeIds: place.storeIds }, post);
    if (!changed) return saved;
    if (leavesNoAdmin(before, { role: post.role, active: true }, others)) return refuse("last_admin");
    // A store that closed since is no reason to refuse what else is changed: it may stay, and nobody can choose it.
    const added = post.storeIds.filter((id) => !place.storeIds.includes(id));
    if ((await openStores(tx, scope, added)).length < added.length) return refuse("store_unknown");
    await putPlace(tx, scope, staffId, post);
    await endStaffSessions(tx, staffId, null, now);
    await closeAccessRequests(tx, scope, { staffId }, now);
    await recordAudit(tx, scope, [
      { action: "staff.change", objectType: "staff", objectId: staffId, ...changed },
    ]);
    return saved;
  });
}

export type ChangeStaffState = {
  readonly requestId: string;
  readonly staffId: string;
  readonly change: "deactivate" | "reactivate";
};

/** `changed`: it was otherwise before. */
type StateChanged = { readonly active: boolean; readonly changed: boolean };

/**
 * Ends a person's access to the merchant at their next request, or gives it back with the role they had. The same
 * request id does it once; what is so already stays so. Refusal: `last_admin`. Throws `not_found`.
 */
export async function changeStaffState(
  scope: Scope,
  { requestId, staffId, change }: ChangeStaffState,
): Promise<Result<StateChanged>> {
  const once = { route: "staff.change_state", key: requestId, body: { staffId, change } };
  return await transactOnce<StateChanged>(scope, once, async (tx) => {
    const { before, others } = await lockStaff(tx, scope, staffId);
    const active = change === "reactivate";
    if (before.active === active) return ok({ active, changed: false });
    if (leavesNoAdmin(before, { ...before, active }, others)) return refuse("last_admin");
    const now = await databaseNow(tx);
    await setDeactivated(tx, scope, staffId, active ? null : now);
    await endStaffSessions(tx, staffId, null, now);
    await closeAccessRequests(tx, scope, { staffId }, now);
    await recordAudit(tx, scope, [
      {
        action: `staff.${change}`,
        objectType: "staff",
        objectId: staffId,
        before: { active: before.active },
        after: { active },
      },
    ]);
    return ok({ active, changed: true });
  });
}
