import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { lockMember } from "@/lib/members/lock-member";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { limitGifts } from "@/lib/vouchers/limit-gifts";
import { moveAll } from "@/lib/vouchers/move-vouchers";
import { lockVouchers } from "@/lib/vouchers/repository/moves";
import { findWaiting, insertGift, loadGiving } from "@/lib/vouchers/repository/transfers";
import { giftEnd, giftRefusal } from "@/lib/vouchers/rules/gift";
import { takeGift } from "@/lib/vouchers/take-gift";
import { giveBack } from "@/lib/vouchers/withdraw-gift";

export type OfferGift = {
  readonly requestId: string;
  readonly voucherId: string;
  /** To the friend; plain, empty = nothing. */
  readonly message: string;
};

/**
 * Offers a member's voucher to whoever they send its link (C24), for a day: it is theirs still, but can be neither used nor offered
 * again until nobody can take it any more. One that is offered already keeps its link and its message. The same request id offers it once.
 * Refusals: `too_many_tries{until}`, `blocked`, `not_giftable`, `voucher_not_free`. Throws `not_found` for what is not the member's.
 */
export async function offerGift(scope: Scope, request: OfferGift): Promise<Result<{ giftId: string }>> {
  const tooOften = await limitGifts(scope);
  if (tooOften) return { ok: false, refusal: tooOften };
  const { requestId, ...body } = request;
  const once = { route: "gift.offer", key: requestId, body };
  return await transactOnce(scope, once, (tx) => offer(tx, scope, request));
}

async function offer(
  tx: Tx,
  scope: Scope,
  { voucherId, message }: OfferGift,
): Promise<Result<{ giftId: string }>> {
  const giverId = scope.actor.type === "member" ? scope.actor.id : null;
  const giver = giverId === null ? null : await lockMember(tx, scope, giverId);
  if (!giver) throw new AppError("not_found");
  const [found] = await lockVouchers(tx, scope, [voucherId]);
  if (found?.memberId !== giver.id) throw new AppError("not_found");
  if (giver.blockedAt) return refuse("blocked");
  const waiting = await findWaiting(tx, scope, voucherId);
  const last = waiting && (await takeGift(tx, scope, waiting.id, null));
  if (last?.status === "waiting") return ok({ giftId: last.id });
  // One that is over, and that no sweep has ended yet, does not stand in the way.
  if (last) await giveBack(tx, scope, last, "over");
  const voucher = last ? { ...found, status: "available" as const } : found;
  const now = await databaseNow(tx);
  const refusal = giftRefusal({ ...voucher, ...(await loadGiving(tx, scope, voucher)) }, now);
  if (refusal) return refuse(refusal);
  const endsAt = giftEnd(voucher.validUntil, now);
  const giftId = await insertGift(tx, scope, { voucherId, giverId: giver.id, message, endsAt, now });
  await moveAll(tx, scope, "offer", { voucherIds: [voucherId], cause: { giftId }, now });
  await recordAudit(tx, scope, [
    {
      ...{ action: "voucher.offer", objectType: "voucher", objectId: voucherId },
      ...{ before: { status: "available" }, after: { status: "transferred", giftId } },
    },
  ]);
  return ok({ giftId });
}
