import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import type { Result } from "@/lib/kernel/result";
import { findAnswer, keepAnswer, returnRequestKey, takeRequestKey } from "@/lib/merchants/repository";
import type { Scope } from "@/lib/platform/auth/scope";
import { keyedHash } from "@/lib/platform/crypto";

/** A request that must have one effect however often it is sent. */
export type OnceRequest = {
  /** Which use case is asked. */
  readonly route: string;
  /** The client's key, made before its first try. */
  readonly key: string;
  /** What is asked, so that the same key with another request is told apart. */
  readonly body: unknown;
};

/**
 * Does `work` once for a key and gives its answer again to every later request with that key, over any number of
 * processes: the key's row is written in the same transaction, so a twin waits for it. Only what was done is kept; a
 * refusal may be tried again. The same key with another body throws `malformed`. The answer must be plain JSON.
 */
export async function answerOnce<T>(
  tx: Tx,
  scope: Scope,
  request: OnceRequest,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const key = {
    merchantId: scope.merchantId,
    principal: scope.actor.id ?? scope.actor.type,
    route: request.route,
    key: request.key,
  };
  const fingerprint = keyedHash("request", JSON.stringify(request.body));
  if (!(await takeRequestKey(tx, key, fingerprint))) {
    const earlier = await findAnswer(tx, key);
    if (!earlier) throw new AppError("busy");
    if (earlier.fingerprint !== fingerprint)
      throw new AppError("malformed", "request id used for another request");
    return { ok: true, value: earlier.answer as T };
  }
  const result = await work();
  if (result.ok) await keepAnswer(tx, key, result.value);
  else await returnRequestKey(tx, key);
  return result;
}
