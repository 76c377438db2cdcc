import { databaseNow } from "@/db/transaction";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { holdImages } from "@/lib/merchants/hold-images";
import { recordAudit } from "@/lib/merchants/record-audit";
import { countDayLimited, lockMerchant, updateMerchant } from "@/lib/merchants/repository";
import { findTotp } from "@/lib/merchants/repository/credentials";
import type { MerchantInput } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type EditMerchant = {
  readonly requestId: string;
  readonly revision: number;
  readonly merchant: MerchantInput;
};

/**
 * Changes the organisation. The same request id changes it once. Refusals: `changed_meanwhile` when somebody saved since
 * `revision`; `zone_counts_days{count}` for another time zone while coupons with a limit per day may be had: a day that
 * began by one clock would end by another, and count twice or not at all; `two_factor_first` when somebody without
 * two-factor sign-in asks it of others; `image_gone`.
 */
export async function editMerchant(
  scope: Scope,
  { requestId, revision, merchant }: EditMerchant,
): Promise<Result<{ revision: number }>> {
  const body = { revision, merchant };
  return await transactOnce(scope, { route: "merchant.edit", key: requestId, body }, async (tx) => {
    const current = await lockMerchant(tx, scope);
    if (current.revision !== revision) return refuse("changed_meanwhile");
    const changed = changedFields(current, merchant);
    if (!changed) return ok({ revision });
    if (current.timeZone !== merchant.timeZone) {
      const count = await countDayLimited(tx, scope, await databaseNow(tx));
      if (count > 0) return refuse("zone_counts_days", { count });
    }
    if (merchant.requireTwoFactor && !current.requireTwoFactor && scope.actor.type === "staff") {
      if (!(await findTotp(tx, scope.actor.id))) return refuse("two_factor_first");
    }
    const held = await holdImages(tx, scope, [merchant.logo?.id]);
    if (!held.ok) return held;
    const next = await updateMerchant(tx, scope, merchant);
    await recordAudit(tx, scope, [
      { action: "merchant.edit", objectType: "merchant", objectId: scope.merchantId, ...changed },
    ]);
    await noteChange(tx, `merchant:${scope.merchantId}`);
    await announce(tx, scope, [{ type: "merchant.changed", subjectId: scope.merchantId, payload: {} }]);
    return ok({ revision: next });
  });
}
