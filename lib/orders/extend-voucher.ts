import { withinStores } from "@/lib/coupons/rules/edit";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { addDays, type LocalDate, startOfDay } from "@/lib/kernel/time";
import { transactOnce } from "@/lib/merchants/answer-once";
import { findZone } from "@/lib/merchants/find-zone";
import { recordAudit } from "@/lib/merchants/record-audit";
import { takeVoucher } from "@/lib/orders/redeem-voucher";
import type { Scope } from "@/lib/platform/auth/scope";
import { moveEnd } from "@/lib/vouchers/move-end";
import { extendedEnd } from "@/lib/vouchers/rules/extend";

export type ExtendVoucher = {
  readonly requestId: string;
  readonly voucherId: string;
  /** The last day that it is good, in the merchant's zone. */
  readonly lastDay: LocalDate;
  readonly note: string;
};

/**
 * Lets one member use a voucher for longer, to the end of a later day (C16's rule, for one that was issued); the coupon and
 * all other vouchers stay. The same request id does it once. Refusals: `stores_not_yours`, and those of `extendedEnd`.
 */
export async function extendVoucher(
  scope: Scope,
  request: ExtendVoucher,
): Promise<Result<{ readonly id: string; readonly validUntil: string }>> {
  const { requestId, ...body } = request;
  return await transactOnce(scope, { route: "voucher.extend", key: requestId, body }, async (tx) => {
    const { voucherId, lastDay, note } = body;
    const { row, now } = await takeVoucher(tx, scope, voucherId);
    if (!withinStores(scope.storeIds, row.terms.conditions.storeIds)) return refuse("stores_not_yours");
    const until = startOfDay(addDays(lastDay, 1), await findZone(tx, scope));
    const end = extendedEnd(row, until, now);
    if (!end.ok) return end;
    await moveEnd(tx, scope, { voucherId, until: end.value, note, now });
    const before = { validUntil: row.validUntil?.toISOString() ?? null };
    const after = { validUntil: until.toISOString(), ...(note ? { note } : {}) };
    await recordAudit(tx, scope, [
      { action: "voucher.extend", objectType: "voucher", objectId: voucherId, before, after },
    ]);
    return ok({ id: voucherId, validUntil: until.toISOString() });
  });
}
