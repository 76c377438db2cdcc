import type { Tx } from "@/db/client";
import type { Instant } from "@/lib/kernel/time";
import { setPaid } from "@/lib/members/repository/payments";
import type { Scope } from "@/lib/platform/auth/scope";

/** Notes that an order of a locked member was paid: from their first one on they are no new member (pricing.md section 1). */
export async function notePayment(tx: Tx, scope: Scope, memberId: string, now: Instant): Promise<void> {
  await setPaid(tx, scope, memberId, now);
}
