import { db } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { lockMember } from "@/lib/members/repository/directory";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { formatPhone } from "@/lib/platform/phone";
import { hit } from "@/lib/platform/rate-limit";

/** How many members' contact data one person may look at: enough for calls, too little for copying a directory. */
export const REVEAL_LIMIT = { limit: 60, minutes: 60 } as const;

/**
 * Counts one look at how a member is reached, whatever of it is shown: phones, e-mail addresses and the addresses of orders come
 * out of one allowance, shared by all processes. Refusal: `too_many_reveals{until}`.
 */
export async function countReveal({ merchantId, actor, requestId }: Scope): Promise<Result<null>> {
  const counted = await hit(db(), { bucket: `reveal:${merchantId}:${actor.id}`, ...REVEAL_LIMIT });
  if (counted.allowed) return ok(null);
  log.warn("contact data not shown: too many", { requestId, merchantId, actor: actor.id ?? "" });
  return refuse("too_many_reveals", { until: counted.until.toISOString() });
}

/**
 * A member's phone and e-mail address, whole; that they were looked at is in the audit log before they are told (S-38).
 * Refusal: `too_many_reveals{until}`. Throws `not_found` for a member out of reach.
 */
export async function revealContact(
  scope: Scope,
  memberId: string,
): Promise<Result<{ phone: string; email: string | null }>> {
  const counted = await countReveal(scope);
  if (!counted.ok) return counted;
  return await inTransaction(async (tx) => {
    const { phone, email } = await lockMember(tx, scope, memberId);
    await recordAudit(tx, scope, [{ action: "member.reveal", objectType: "member", objectId: memberId }]);
    return ok({ phone: formatPhone(phone), email });
  });
}
