import { inTransaction } from "@/db/transaction";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { hit } from "@/lib/platform/rate-limit";

/** How often a member may offer, take and decline gifts at one merchant. */
const OFTEN = { limit: 60, minutes: 60 };

/** Counts what a member does with gifts: `too_many_tries{until}` once it is too often, else null. In a transaction of its own. */
export async function limitGifts(scope: Scope): Promise<Refusal | null> {
  const bucket = `gift:${scope.merchantId}:${scope.actor.id ?? scope.actor.type}`;
  const counted = await inTransaction((tx) => hit(tx, { bucket, ...OFTEN }));
  return counted.allowed ? null : refuse("too_many_tries", { until: counted.until.toISOString() }).refusal;
}
