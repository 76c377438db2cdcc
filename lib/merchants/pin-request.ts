import { inTransaction } from "@/db/transaction";
import { keyOf, keyReused, type OnceRequest } from "@/lib/merchants/answer-once";
import { findAnswer, takeRequestKey } from "@/lib/merchants/repository";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Binds a key to its request before the request is done, where the effect's own row is the answer and finds itself by
 * the key (a participation): from here on the same key with another body throws `malformed` with the reason
 * `key_reused`, while the same request may come as often as it likes. Promises nothing about the effect.
 */
export async function pinRequest(scope: Scope, request: OnceRequest): Promise<void> {
  const { key, fingerprint } = keyOf(scope, request);
  await inTransaction(async (tx) => {
    if (await takeRequestKey(tx, key, fingerprint)) return;
    const earlier = await findAnswer(tx, key);
    if (earlier && earlier.fingerprint !== fingerprint) throw keyReused();
  });
}
