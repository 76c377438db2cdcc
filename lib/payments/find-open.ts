import type { Tx } from "@/db/client";
import { findStarted, type Subject } from "@/lib/payments/repository";
import type { Scope } from "@/lib/platform/auth/scope";

/** Whether a payment of what is locked is under way at a provider's: whoever pays it pays the sum of when it began. */
export async function isBeingPaid(tx: Tx, scope: Scope, subject: Subject): Promise<boolean> {
  return (await findStarted(tx, scope, subject)) !== null;
}
