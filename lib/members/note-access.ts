import { inTransaction } from "@/db/transaction";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/** Writes down that all that is kept about a member was taken out of the system, for them (S-39). */
export async function noteAccess(scope: Scope, memberId: string): Promise<void> {
  await inTransaction((tx) =>
    recordAudit(tx, scope, [{ action: "member.access_export", objectType: "member", objectId: memberId }]),
  );
}
