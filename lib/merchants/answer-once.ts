import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import type { Result } from "@/lib/kernel/result";
import {
  findAnswer,
  keepAnswer,
  keepAnswers,
  nameOfKey,
  type RequestKey,
  returnRequestKey,
  returnRequestKeys,
  takeFreeKeys,
  takeRequestKey,
} from "@/lib/merchants/repository/requests";
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

/** A request's row in the table of answers, and what tells it from another request with the same key. */
export function keyOf(scope: Scope, { route, key, body }: OnceRequest) {
  const principal = scope.actor.id ?? scope.actor.type;
  return {
    key: { merchantId: scope.merchantId, principal, route, key },
    fingerprint: keyedHash("request", JSON.stringify(body)),
  };
}

/** The fault of a caller who uses a key again for something else. */
export function keyReused(): AppError {
  return new AppError("malformed", "request id used for another request", { reason: "key_reused" });
}

/**
 * Does `work` once for a key and gives its answer again to every later request with that key, over any number of
 * processes: the key's row is written in the same transaction, so a twin waits for it. Only what was done is kept; a
 * refusal may be tried again. The same key with another body throws `malformed` with the reason `key_reused`. An answer
 * given again says so (`replayed`). The answer must be plain JSON.
 */
export async function answerOnce<T>(
  tx: Tx,
  scope: Scope,
  request: OnceRequest,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const { key, fingerprint } = keyOf(scope, request);
  if (!(await takeRequestKey(tx, key, fingerprint))) {
    const earlier = await findAnswer(tx, key);
    if (!earlier) throw new AppError("busy");
    if (earlier.fingerprint !== fingerprint) throw keyReused();
    return { ok: true, value: earlier.answer as T, replayed: true };
  }
  const result = await work();
  if (result.ok) await keepAnswer(tx, key, result.value);
  else await returnRequestKey(tx, key);
  return result;
}

/**
 * The answer that an earlier request with this key was given, whatever it asked; null = none was. Who uses it compares it with
 * what is asked now.
 */
export async function findEarlier<T>(
  tx: Tx,
  scope: Scope,
  request: Pick<OnceRequest, "route" | "key">,
): Promise<T | null> {
  const earlier = await findAnswer(tx, keyOf(scope, { ...request, body: null }).key);
  return earlier ? (earlier.answer as T) : null;
}

/** A request and who sends it. */
export type AskedOnce = { readonly scope: Scope; readonly request: OnceRequest };

/**
 * `answerOnce` for several requests to one use case of a merchant in one transaction: `work` is given the places of those
 * whose keys were free, and answers each, or null for one that it left undone. A null answer, here or for a key that was
 * taken before, is to be asked for alone. What is thrown takes all of it back.
 */
export async function answerTogether<T>(
  tx: Tx,
  asked: readonly AskedOnce[],
  work: (places: readonly number[]) => Promise<ReadonlyMap<number, Result<T>>>,
): Promise<(Result<T> | null)[]> {
  if (asked.length === 0) return [];
  const named = asked.map(({ scope, request }) => keyOf(scope, request));
  const free = await takeFreeKeys(
    tx,
    named.map(({ key, fingerprint }) => ({ ...key, fingerprint })),
  );
  // Of twins in one group the first has the key.
  const mine = named.flatMap(({ key }, place) => (free.delete(nameOfKey(key)) ? [{ key, place }] : []));
  const results = await work(mine.map(({ place }) => place));
  const kept: (RequestKey & { answer: unknown })[] = [];
  const returned: RequestKey[] = [];
  for (const { key, place } of mine) {
    const result = results.get(place);
    if (result?.ok) kept.push({ ...key, answer: result.value });
    else returned.push(key);
  }
  await keepAnswers(tx, kept);
  await returnRequestKeys(tx, returned);
  return asked.map((_, place) => results.get(place) ?? null);
}

/** One transaction around `answerOnce`: what `work` does is done once for a key, and answered again for it. */
export async function transactOnce<T>(
  scope: Scope,
  request: OnceRequest,
  work: (tx: Tx) => Promise<Result<T>>,
): Promise<Result<T>> {
  return await inTransaction((tx) => answerOnce(tx, scope, request, () => work(tx)));
}
