import { databaseNow } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import {
  closeAccessRequests,
  insertAccessRequest,
  lockAccessRequest,
} from "@/lib/merchants/repository/staff";
import { type Capability, can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Tells the group admins that this person would like to do what their role does not include. Asked again while it is
 * open, or for what they may do already, it changes nothing.
 */
export async function requestAccess(
  scope: Scope,
  { requestId, capability }: { readonly requestId: string; readonly capability: Capability },
): Promise<Result<{ asked: boolean }>> {
  const once = { route: "staff.request_access", key: requestId, body: { capability } };
  return await transactOnce<{ asked: boolean }>(scope, once, async (tx) => {
    const staffId = scope.actor.id;
    if (!staffId || can(scope.role, capability)) return ok({ asked: false });
    const id = await insertAccessRequest(tx, scope, { staffId, capability });
    if (!id) return ok({ asked: true });
    await recordAudit(tx, scope, [
      { action: "staff.request_access", objectType: "staff", objectId: staffId, after: { capability } },
    ]);
    return ok({ asked: true });
  });
}

/** Puts a request for access away without giving it; what is put away stays so. Throws `not_found`. */
export async function declineAccess(
  scope: Scope,
  { requestId, accessRequestId }: { readonly requestId: string; readonly accessRequestId: string },
): Promise<Result<{ id: string }>> {
  const once = { route: "staff.decline_access", key: requestId, body: { accessRequestId } };
  return await transactOnce(scope, once, async (tx) => {
    const { staffId, capability } = await lockAccessRequest(tx, scope, accessRequestId);
    const closed = await closeAccessRequests(tx, scope, { id: accessRequestId }, await databaseNow(tx));
    if (closed === 0) return ok({ id: accessRequestId });
    await recordAudit(tx, scope, [
      { action: "staff.decline_access", objectType: "staff", objectId: staffId, before: { capability } },
    ]);
    return ok({ id: accessRequestId });
  });
}
