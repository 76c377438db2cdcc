import type { Tx } from "@/db/client";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import {
  erasedAmong,
  externalIdTaken,
  forgetErasure,
  reachedStores,
  storeReached,
} from "@/lib/members/repository/directory";
import { insertProfile, lockExternalId } from "@/lib/members/repository/profiles";
import type { ProfileInput } from "@/lib/members/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { findZone } from "@/lib/merchants/find-zone";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { countryOfZone, parsePhone } from "@/lib/platform/phone";

export type AddMember = {
  readonly requestId: string;
  /** As typed; without a country code it is of the merchant's country. */
  readonly phone: string;
  readonly email: string | null;
  readonly profile: ProfileInput;
  /** Whether staff know that this person was erased and wants to be a member again. */
  readonly despiteErasure: boolean;
};

/**
 * Staff make somebody a member. Who works in some stores only makes members of those. The same request id makes one.
 * Refusals: `phone_invalid`, `phone_taken`, `phone_erased` (unless `despiteErasure`), `store_unknown`,
 * `external_id_used`.
 */
export async function addMember(scope: Scope, request: AddMember): Promise<Result<{ memberId: string }>> {
  const { requestId, ...body } = request;
  return await transactOnce(scope, { route: "member.add", key: requestId, body }, async (tx) => {
    const phone = parsePhone(request.phone, countryOfZone(await findZone(tx, scope)));
    if (!phone) return refuse("phone_invalid");
    const homeStoreId = request.profile.homeStoreId ?? homeStoreOf(scope);
    const profile = { ...request.profile, homeStoreId };
    const refusal = await checkProfile(tx, scope, profile, null);
    if (refusal) return { ok: false, refusal };
    if ((await erasedAmong(tx, scope, [phone])).has(phone)) {
      if (!request.despiteErasure) return refuse("phone_erased");
      await forgetErasure(tx, scope, phone);
    }
    const memberId = await insertProfile(tx, scope, { ...profile, phone, email: request.email });
    // The insert waits for a twin: what it then finds is the other one's member.
    if (!memberId) return refuse("phone_taken");
    await recordAudit(tx, scope, [
      { action: "member.register", objectType: "member", objectId: memberId, after: { by: "staff" } },
    ]);
    await announce(tx, scope, [{ type: "member.registered", subjectId: memberId, payload: { memberId } }]);
    return ok({ memberId });
  });
}

/** The store that new members are of when none is named: the one in view, or the first of who works in some only. */
export function homeStoreOf(scope: Scope): string | null {
  const reached = reachedStores(scope);
  return reached === "all" ? null : (reached[0] ?? null);
}

/**
 * Why a profile cannot be kept: its store is out of reach and not the one of now, or its outside id is another member's.
 * Null = it can. `present` is the member as they are, locked; null = a new one.
 */
export async function checkProfile(
  tx: Tx,
  scope: Scope,
  { homeStoreId, externalId }: Pick<ProfileInput, "homeStoreId" | "externalId">,
  present: { readonly id: string; readonly homeStoreId: string | null } | null,
): Promise<Refusal | null> {
  const stays = present !== null && present.homeStoreId === homeStoreId;
  const online = homeStoreId === null && reachedStores(scope) === "all";
  const within = stays || online || (homeStoreId !== null && (await storeReached(tx, scope, homeStoreId)));
  if (!within) return refuse("store_unknown").refusal;
  if (externalId === null) return null;
  await lockExternalId(tx, scope, externalId);
  const used = await externalIdTaken(tx, scope, externalId, present?.id ?? null);
  return used ? refuse("external_id_used").refusal : null;
}
