import { AppError } from "@/lib/kernel/app-error";
import type { Refusal, Result } from "@/lib/kernel/result";
import { digest } from "@/lib/platform/crypto";

/** Most things that one request changes; more is a job. */
export const AT_ONCE = 200;

export type Named = { readonly id: string; readonly name: string };
export type Refused = Named & { readonly refusal: Refusal };
/** What came of each of many: those done, and those refused with the reason of each. */
export type EachOutcome = {
  readonly done: readonly string[];
  readonly refused: readonly Refused[];
  /** Of those done the ones that stood otherwise before: only they are to be taken back. Absent = all. */
  readonly changed?: readonly string[];
};

/** What a change of many answers: what came of each, or the job that goes on with them. */
export type BulkResult = Result<EachOutcome | { readonly jobId: string }>;

/** What was found of the chosen things, and those that were not: their own outcome says that they are gone. */
export function withMissing(
  choice: { readonly ids: readonly string[] } | object,
  found: readonly Named[],
): readonly Named[] {
  if (!("ids" in choice)) return found;
  const there = new Set(found.map((thing) => thing.id));
  return [...found, ...choice.ids.filter((id) => !there.has(id)).map((id) => ({ id, name: "" }))];
}

/**
 * Does `work` to one after another, each in a transaction and with a request id of its own (made of the whole request's, so
 * that asking again changes nothing twice). A refusal or a caller's fault of one is its own outcome and stops nobody; a bug
 * is thrown, what was done before it stays done.
 */
export async function eachOne(
  requestId: string,
  things: readonly Named[],
  work: (id: string, requestId: string) => Promise<Result<unknown>>,
): Promise<EachOutcome> {
  const done: string[] = [];
  const refused: Refused[] = [];
  for (const { id, name } of things) {
    const result = await outcome(() => work(id, digest(`${requestId}:${id}`)));
    if (result.ok) done.push(id);
    else refused.push({ id, name, refusal: result.refusal });
  }
  return { done, refused };
}

async function outcome(work: () => Promise<Result<unknown>>): Promise<Result<unknown>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) return { ok: false, refusal: { code: error.code } };
    throw error;
  }
}
