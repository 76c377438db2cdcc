import { inTransaction } from "@/db/transaction";
import { keyOf, keyReused, type OnceRequest } from "@/lib/merchants/answer-once";
import { type RequestKey, takeRequestKeys } from "@/lib/merchants/repository/requests";
import type { Scope } from "@/lib/platform/auth/scope";
import { gatherCalls } from "@/lib/platform/gather-calls";

type Pin = RequestKey & { readonly fingerprint: string };

const pinAll = gatherCalls<string>(async (calls) => {
  const pins = calls.map((call): Pin => JSON.parse(call));
  const bound = await inTransaction((tx) => takeRequestKeys(tx, pins));
  return new Map(calls.map((call, i) => [call, bound[i] ?? ""]));
});

/**
 * Binds a key to its request before the request is done, where the effect's own row is the answer and finds itself by
 * the key (a participation): from here on the same key with another body throws `malformed` with the reason
 * `key_reused`, while the same request may come as often as it likes. Promises nothing about the effect. Concurrent
 * requests of a process are bound together.
 */
export async function pinRequest(scope: Scope, request: OnceRequest): Promise<void> {
  const { key, fingerprint } = keyOf(scope, request);
  const pin: Pin = { ...key, fingerprint };
  if ((await pinAll(JSON.stringify(pin))) !== fingerprint) throw keyReused();
}
