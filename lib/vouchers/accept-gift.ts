import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { limitGifts } from "@/lib/vouchers/limit-gifts";
import { endGift, handOver } from "@/lib/vouchers/repository/transfers";
import { takeGift } from "@/lib/vouchers/take-gift";

export type AnswerGift = { readonly requestId: string; readonly giftId: string };

/**
 * Makes an offered voucher the acting member's (C24, I-11): by exactly one of all who have its link, and only while it is offered. Its
 * owner and its code change, and nothing else: its days, its terms and every count of what was issued stay, so claim limits do
 * not ask after it ([decision 25](../../docs/adr/0025-gifts-of-vouchers.md)). Whoever took it is answered that they have it, however often
 * they ask. Refusals: `too_many_tries{until}`, `own_gift`, `blocked`, `gift_over`. Throws `not_found`.
 */
export async function acceptGift(scope: Scope, request: AnswerGift): Promise<Result<{ voucherId: string }>> {
  const tooOften = await limitGifts(scope);
  if (tooOften) return { ok: false, refusal: tooOften };
  const { requestId, giftId } = request;
  const once = { route: "gift.accept", key: requestId, body: { giftId } };
  return await transactOnce(scope, once, (tx) => accept(tx, scope, giftId));
}

async function accept(tx: Tx, scope: Scope, giftId: string): Promise<Result<{ voucherId: string }>> {
  const readerId = scope.actor.type === "member" ? scope.actor.id : null;
  const gift = await takeGift(tx, scope, giftId, readerId);
  if (!gift || readerId === null) throw new AppError("not_found");
  const { giverId, voucherId, voucher, reader, giver, now } = gift;
  if (giverId === readerId) return refuse("own_gift");
  if (!reader) throw new AppError("not_found");
  if (gift.status === "taken" && gift.receiverId === reader.id) return ok({ voucherId });
  if (reader.blockedAt) return refuse("blocked");
  // Of a giver who is blocked or forgotten nothing is taken any more.
  if (gift.status !== "waiting" || !giver || giver.blockedAt) return refuse("gift_over");
  await endGift(tx, scope, giftId, { status: "taken", receiverId: reader.id, now });
  await handOver(tx, scope, gift, reader.id, now);
  await recordAudit(tx, scope, [
    {
      ...{ action: "voucher.transfer", objectType: "voucher", objectId: voucherId },
      ...{ before: { memberId: giverId }, after: { memberId: reader.id, giftId } },
    },
  ]);
  const payload = { couponId: voucher.couponId, memberId: reader.id, fromMemberId: giverId, giftId };
  await announce(tx, scope, [{ type: "voucher.transferred", subjectId: voucherId, payload }]);
  return ok({ voucherId });
}
