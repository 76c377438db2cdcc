import { ok, type Result } from "@/lib/kernel/result";
import { changePackState } from "@/lib/packs/change-pack-state";
import type { PackChange } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

/**
 * Makes one change of many packs, each in a transaction of its own: what one refuses stops no other, and each refusal is told
 * (those of `changePackState`; `not_found`). The same request id changes each once.
 */
export async function changePacks(
  scope: Scope,
  request: { readonly requestId: string; readonly packs: readonly Named[]; readonly change: PackChange },
): Promise<Result<EachOutcome>> {
  const { requestId, packs, change } = request;
  const work = (packId: string, own: string) => changePackState(scope, { requestId: own, packId, change });
  return ok(await eachOne(requestId, packs, work));
}
