import { ok, type Result } from "@/lib/kernel/result";
import { type ResendInvite, resendInvite } from "@/lib/merchants/resend-invite";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

type ResendInvites = Omit<ResendInvite, "inviteId"> & { readonly invites: readonly Named[] };

/**
 * Sends many invites again, each in a transaction of its own: what one refuses stops no other, and each refusal is told
 * (those of `resendInvite`; `not_found`). The same request id sends each once.
 */
export async function resendInvites(
  scope: Scope,
  { requestId, invites, words }: ResendInvites,
): Promise<Result<EachOutcome>> {
  const work = (inviteId: string, own: string) => resendInvite(scope, { requestId: own, inviteId, words });
  return ok(await eachOne(requestId, invites, work));
}
