import type { Tx } from "@/db/client";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { checkErased } from "@/lib/members/check-erased";
import type { Scope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { hit } from "@/lib/platform/rate-limit";
import { sendSms } from "@/lib/platform/sms";

/**
 * How many invitations are sent in a day (S-13): to one phone, whichever merchant sends them, to the ten thousand phones
 * that differ in their last four digits, by one merchant, and in all.
 */
export const INVITATION_LIMITS = {
  phone: { limit: 3, minutes: 24 * 60 },
  prefix: { limit: 200, minutes: 24 * 60 },
  merchant: { limit: 500, minutes: 24 * 60 },
  everybody: { limit: 50_000, minutes: 24 * 60 },
} as const;

/**
 * Invites a phone (E.164) that is no member's, in the transaction of the gift that waits for it. Nothing is sent to who
 * asked to be forgotten. Refusals: `phone_forgotten`, `too_many_invitations{until}`.
 */
export async function sendInvitation(
  tx: Tx,
  scope: Scope,
  { phone, body }: { readonly phone: string; readonly body: string },
): Promise<Result<null>> {
  if (await checkErased(tx, scope, phone)) return refuse("phone_forgotten");
  const { merchantId, requestId } = scope;
  // The phone's own limit comes first, so that what is refused by it uses up nothing that others need.
  const rates = [
    { bucket: `invitation:phone:${phone}`, ...INVITATION_LIMITS.phone },
    { bucket: `invitation:prefix:${phone.slice(0, -4)}`, ...INVITATION_LIMITS.prefix },
    { bucket: `invitation:merchant:${merchantId}`, ...INVITATION_LIMITS.merchant },
    { bucket: "invitation:everybody", ...INVITATION_LIMITS.everybody },
  ];
  for (const rate of rates) {
    const counted = await hit(tx, rate);
    if (counted.allowed) continue;
    log.warn("invitation refused: too many", { requestId, merchantId });
    return refuse("too_many_invitations", { until: counted.until.toISOString() });
  }
  await sendSms(tx, scope, { recipient: phone, body });
  return ok(null);
}
