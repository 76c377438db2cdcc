import { db } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { hit } from "@/lib/platform/rate-limit";

/** How often one person may look for members by their phone: a busy counter's need, no list of numbers tried one by one. */
export const LOOK_UP_LIMIT = { limit: 30, minutes: 5 } as const;

/**
 * Lets staff look for one member: `find` is asked only within the limit of the person who looks, which all processes
 * share, and whom it finds is in the audit log before they are told of. Refusal: `too_many_look_ups{until}`.
 */
export async function lookUpMember<T extends { readonly id: string }>(
  scope: Scope,
  find: () => Promise<T | null>,
): Promise<Result<T | null>> {
  const { merchantId, actor, requestId } = scope;
  const counted = await hit(db(), { bucket: `look-up:${merchantId}:${actor.id}`, ...LOOK_UP_LIMIT });
  if (!counted.allowed) {
    log.warn("look-up of members refused: too many", { requestId, merchantId, actor: actor.id ?? "" });
    return refuse("too_many_look_ups", { until: counted.until.toISOString() });
  }
  const member = await find();
  if (!member) return ok(null);
  await inTransaction((tx) =>
    recordAudit(tx, scope, [{ action: "member.look_up", objectType: "member", objectId: member.id }]),
  );
  return ok(member);
}
