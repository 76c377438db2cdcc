import type { Tx } from "@/db/client";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { type IssueToMany, issueToMany } from "@/lib/vouchers/issue-to-many";
import type { GivingReason } from "@/lib/vouchers/schema";

/** `sourceId` is the giving. */
export type GiveMany = Pick<IssueToMany, "couponId" | "memberIds" | "quantity" | "sourceId">;

/**
 * Gives copies of a coupon to many members in the caller's transaction, each within every limit that `grantCoupon` has,
 * all copies or none: one lock, one decision, one set of writes, however many. Tells for each member why not; null =
 * given. Throws `not_found` for a coupon that is not there.
 */
export async function giveMany(
  tx: Tx,
  scope: Scope,
  gift: GiveMany,
): Promise<Map<string, GivingReason | null>> {
  const { decided, issued } = await issueToMany(tx, scope, { ...gift, method: "targeted", source: "grant" });
  await recordAudit(
    tx,
    scope,
    [...issued].map(([memberId, voucherIds]) => ({
      action: "coupon.grant",
      objectType: "member",
      objectId: memberId,
      after: { couponId: gift.couponId, quantity: gift.quantity, voucherIds, givingId: gift.sourceId },
    })),
  );
  return decided;
}
