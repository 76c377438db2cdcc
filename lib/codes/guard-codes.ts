import type { Tx } from "@/db/client";
import { type CodeTyper, countWrongCode, refuseTries } from "@/lib/codes/count-tries";
import { normaliseCode } from "@/lib/kernel/code";
import type { Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/** Who types codes on somebody's behalf: the member they are for, and the person or program that sends them. */
function typerOf({ actor }: Scope, memberId: string | null): CodeTyper {
  const sender = `${actor.type === "api_key" ? "api" : actor.type}:${actor.id}`;
  // The address is the other system's, which all its members share: theirs are held by the limits of each.
  const address = actor.type === "api_key" ? `${sender}:${memberId ?? ""}` : sender;
  return { memberId: memberId ?? `nobody:${sender}`, address };
}

/**
 * Has `work` look at typed codes within the limits of whoever types them (S-14): by member, and by who sends them. One code
 * that does not work (`code_not_usable`) counts all that were sent with it, whatever the cause; codes that work count
 * nothing. Without codes nothing is asked. Refusals beside those of `work`: `too_many_tries{until}`.
 */
export async function guardCodes<T>(
  tx: Tx,
  scope: Scope,
  typed: { readonly codes: readonly string[]; readonly memberId: string | null },
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const codes = new Set(typed.codes.map(normaliseCode));
  if (codes.size === 0) return await work();
  const typer = typerOf(scope, typed.memberId);
  const tooMany = await refuseTries(tx, scope, typer);
  if (tooMany) return { ok: false, refusal: tooMany };
  const result = await work();
  if (!result.ok && result.refusal.code === "code_not_usable")
    await countWrongCode(tx, scope, typer, codes.size);
  return result;
}
