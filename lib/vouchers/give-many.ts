import type { Tx } from "@/db/client";
import { drawStockForMany, lockStockForMany } from "@/lib/coupons/draw-stock";
import { AppError } from "@/lib/kernel/app-error";
import { localDate } from "@/lib/kernel/time";
import { loadMembersFacts } from "@/lib/members/load-member-facts";
import { findZone } from "@/lib/merchants/find-zone";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { countQuotas, insertGiftVouchers, loadQuotas } from "@/lib/vouchers/repository/gifts";
import { decideGifts } from "@/lib/vouchers/rules/giving";
import type { GivingReason } from "@/lib/vouchers/schema";

export type GiveMany = {
  readonly couponId: string;
  /** Each once, in the order in which the last of a limited coupon is given out. */
  readonly memberIds: readonly string[];
  /** Copies for each. */
  readonly quantity: number;
  /** What issues: the giving. */
  readonly sourceId: string;
};

/**
 * Gives copies of a coupon to many members in the caller's transaction, each within every limit that `grantCoupon` has,
 * all copies or none: one lock, one decision, one set of writes, however many. Tells for each member why not; null =
 * given. Throws `not_found` for a coupon that is not there.
 */
export async function giveMany(
  tx: Tx,
  scope: Scope,
  { couponId, memberIds, quantity, sourceId }: GiveMany,
): Promise<Map<string, GivingReason | null>> {
  const zone = await findZone(tx, scope);
  const locked = await lockStockForMany(tx, scope, couponId, { memberIds, zone });
  if (!locked) throw new AppError("not_found");
  const { now, coupon, window } = locked;
  const today = localDate(now, zone);
  const standings = await loadMembersFacts(tx, scope, memberIds, coupon.conditions.audience, now);
  const quotas = await loadQuotas(tx, scope, couponId, memberIds);
  const gifts = memberIds.map((memberId) => ({
    memberId,
    standing: standings.get(memberId) ?? null,
    quota: quotas.get(memberId) ?? null,
  }));
  const moment = { now, today, hasWindow: window !== null, storeIds: scope.storeIds };
  const decided = decideGifts(coupon, quantity, gifts, moment);
  const winners = memberIds.filter((id) => decided.get(id) === null);
  if (winners.length === 0 || !window) return decided;
  const given = { couponId, memberIds: winners, quantity };
  await countQuotas(tx, scope, given, today, coupon);
  await drawStockForMany(tx, scope, couponId, given);
  const voucher = { termsVersion: coupon.termsVersion, validFrom: window.from, validUntil: window.until };
  const ids = await insertGiftVouchers(tx, scope, given, voucher, { sourceId, now });
  await tell(tx, scope, ids, { couponId, quantity, sourceId });
  return decided;
}

/** What is written of gifts beside them: each member's line in the audit log, and an announcement of each voucher. */
async function tell(
  tx: Tx,
  scope: Scope,
  ids: ReadonlyMap<string, string[]>,
  { couponId, quantity, sourceId }: Pick<GiveMany, "couponId" | "quantity" | "sourceId">,
): Promise<void> {
  const each = [...ids];
  await announce(
    tx,
    scope,
    each.flatMap(([memberId, voucherIds]) =>
      voucherIds.map((subjectId) => ({
        type: "voucher.issued",
        subjectId,
        payload: { memberId, couponId, source: "grant", sourceId },
      })),
    ),
  );
  await recordAudit(
    tx,
    scope,
    each.map(([memberId, voucherIds]) => ({
      action: "coupon.grant",
      objectType: "member",
      objectId: memberId,
      after: { couponId, quantity, voucherIds, givingId: sourceId },
    })),
  );
}
