import type { Tx } from "@/db/client";
import { newId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { recordAudit } from "@/lib/merchants/record-audit";
import { endDue } from "@/lib/packs/repository/deliveries";
import {
  changePurchase,
  closeRequest,
  deliveredIds,
  findOpenRequest,
  type Purchase,
} from "@/lib/packs/repository/purchases";
import { countStock, lockOffered } from "@/lib/packs/repository/stock";
import { refundRefusal } from "@/lib/packs/rules/purchase";
import { giveBackOf } from "@/lib/payments/settle-payment";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { moveAll } from "@/lib/vouchers/move-vouchers";
import { takeVouchers } from "@/lib/vouchers/take-vouchers";
import { endOffer } from "@/lib/vouchers/withdraw-gift";

/**
 * Every voucher that a locked purchase delivered, under lock, and how many stand where. One given to a friend is gone; one that is
 * only offered is its buyer's still.
 */
export async function takeDelivered(tx: Tx, scope: Scope, purchaseId: string) {
  const delivered = await takeVouchers(tx, scope, await deliveredIds(tx, scope, purchaseId));
  const vouchers = delivered.map((one) =>
    one.issuedTo === null ? one : { ...one, status: "transferred" as const },
  );
  const count = (status: string) => vouchers.filter((one) => one.status === status).length;
  const gone = count("used") + vouchers.filter(({ issuedTo }) => issuedTo !== null).length;
  return { vouchers, counts: { available: count("available"), reserved: count("reserved"), gone } };
}

/**
 * Refunds a locked purchase, its member locked before it: all that was paid goes back, every coupon of it is taken back and
 * nothing is delivered any more; once, whoever asks and however often (I-7, I-18). What is offered as a gift is
 * nobody's to take any more. A request that waits is granted by it. The money itself moves after the commit, by who took it. What
 * was sold does not come back into stock. Refusals: those of `refundRefusal`.
 */
export async function refundLocked(
  tx: Tx,
  scope: Scope,
  purchase: Purchase,
  refund: {
    readonly by: "member" | "merchant" | "time";
    readonly reason: string;
    /** What whoever asked for it is told; empty = nothing. */
    readonly answer: string;
    readonly now: Instant;
  },
): Promise<Result<{ refundId: string; refundMinor: number }>> {
  const { by, reason, answer, now } = refund;
  const { id, packId, memberId, priceMinor } = purchase;
  const { vouchers, counts } = await takeDelivered(tx, scope, id);
  const refusal = refundRefusal(purchase.status, counts);
  if (refusal) return { ok: false, refusal };
  // Its coupons are all there, or were taken back before: whoever would use one waits for the member's lock.
  if (!(await lockOffered(tx, scope, packId, memberId))) return refuse("busy");
  const refundId = newId("rfd");
  const refunded = { status: "refunded", refundedAt: now, refundId, refundedBy: by } as const;
  await changePurchase(tx, scope, purchase, { ...refunded, refundDueAt: null });
  const asked = await findOpenRequest(tx, scope, id);
  if (asked) await closeRequest(tx, scope, asked.id, { status: "granted", answer, now });
  await endDue(tx, scope, id);
  await countStock(tx, scope, packId, memberId, { refunded: 1, refundedMinor: priceMinor });
  let revokedAt = now;
  for (const { id: offered } of vouchers.filter(({ status }) => status === "transferred"))
    revokedAt = (await endOffer(tx, scope, offered)) ?? revokedAt;
  const left = vouchers.filter(({ status }) => status === "available" || status === "transferred");
  const voucherIds = left.map((voucher) => voucher.id);
  await moveAll(tx, scope, "revoke", { voucherIds, cause: { purchaseId: id, refundId }, now: revokedAt });
  const subject = purchase.orderId
    ? ({ kind: "order", id: purchase.orderId } as const)
    : ({ kind: "pack", id } as const);
  await giveBackOf(tx, scope, subject, { refundId, amountMinor: priceMinor, now });
  await recordAudit(tx, scope, [
    {
      ...{ action: "pack.refund", objectType: "pack_purchase", objectId: id },
      ...{ before: { status: "paid" }, after: { status: "refunded", refundId, priceMinor, by, reason } },
    },
  ]);
  const payload = { packId, memberId, refundId, refundMinor: priceMinor, by };
  await announce(tx, scope, [{ type: "pack.refunded", subjectId: id, payload }]);
  return ok({ refundId, refundMinor: priceMinor });
}
