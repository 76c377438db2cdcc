import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { answeredRequests } from "@/db/schema/merchants";
import { AppError } from "@/lib/kernel/app-error";
import type { Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { digest } from "@/lib/platform/crypto";

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
  const fingerprint = digest(JSON.stringify(request.body));
  const mine = and(
    eq(answeredRequests.merchantId, key.merchantId),
    eq(answeredRequests.principal, key.principal),
    eq(answeredRequests.route, key.route),
    eq(answeredRequests.key, key.key),
  );
  const made = await tx
    .insert(answeredRequests)
    .values({ ...key, fingerprint })
    .onConflictDoNothing()
    .returning();
  if (made.length === 0) {
    const [earlier] = await tx.select().from(answeredRequests).where(mine);
    if (!earlier) throw new AppError("busy");
    if (earlier.fingerprint !== fingerprint)
      throw new AppError("malformed", "request id used for another request");
    return { ok: true, value: earlier.answer as T };
  }
  const result = await work();
  if (result.ok) await tx.update(answeredRequests).set({ answer: result.value }).where(mine);
  else await tx.delete(answeredRequests).where(mine);
  return result;
}
