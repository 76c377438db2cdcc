import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import type { AnswerGift } from "@/lib/vouchers/accept-gift";
import { limitGifts } from "@/lib/vouchers/limit-gifts";
import { moveAll } from "@/lib/vouchers/move-vouchers";
import { endGift, findWaiting } from "@/lib/vouchers/repository/transfers";
import { type LockedGift, takeGift } from "@/lib/vouchers/take-gift";

/**
 * Takes an offered voucher back for the giver, who acts (C24): it is as it was before. One that is theirs again already stays so. Refusal:
 * `gift_taken`. Throws `not_found` for what is not theirs.
 */
export async function withdrawGift(
  scope: Scope,
  request: AnswerGift,
): Promise<Result<{ voucherId: string }>> {
  const { requestId, giftId } = request;
  const once = { route: "gift.withdraw", key: requestId, body: { giftId } };
  return await transactOnce(scope, once, async (tx) => {
    const gift = scope.actor.type === "member" ? await takeGift(tx, scope, giftId, null) : null;
    if (!gift?.giver || gift.giverId !== scope.actor.id) throw new AppError("not_found");
    if (gift.status === "taken") return refuse("gift_taken");
    await giveBack(tx, scope, gift, "withdrawn");
    return ok({ voucherId: gift.voucherId });
  });
}

/**
 * Declines an offered voucher for the acting member: it is its giver's to use again, and nobody else takes it. Refusals: `too_many_tries{until}`, `own_gift`,
 * `blocked`, `gift_over`. Throws `not_found`.
 */
export async function declineGift(scope: Scope, request: AnswerGift): Promise<Result<{ giftId: string }>> {
  const tooOften = await limitGifts(scope);
  if (tooOften) return { ok: false, refusal: tooOften };
  const { requestId, giftId } = request;
  const once = { route: "gift.decline", key: requestId, body: { giftId } };
  return await transactOnce(scope, once, async (tx) => {
    const readerId = scope.actor.type === "member" ? scope.actor.id : null;
    const gift = await takeGift(tx, scope, giftId, readerId);
    if (!gift || readerId === null) throw new AppError("not_found");
    if (gift.giverId === readerId) return refuse("own_gift");
    if (!gift.reader) throw new AppError("not_found");
    if (gift.status === "declined" && gift.receiverId === readerId) return ok({ giftId });
    if (gift.reader.blockedAt) return refuse("blocked");
    if (gift.status !== "waiting") return refuse("gift_over");
    await giveBack(tx, scope, gift, "declined");
    return ok({ giftId });
  });
}

/**
 * Ends the offer of a voucher for staff who take it back from its member, or none of it is offered any more. Call it with the member
 * locked; the voucher is free afterwards. Gives when it ended, so that what is done next is written as no earlier; null = it was not offered.
 */
export async function endOffer(tx: Tx, scope: Scope, voucherId: string): Promise<Instant | null> {
  const waiting = await findWaiting(tx, scope, voucherId);
  const gift = waiting && (await takeGift(tx, scope, waiting.id, null));
  if (!gift) return null;
  await giveBack(tx, scope, gift, "withdrawn");
  return gift.now;
}

/**
 * Ends a locked gift that nobody took, and makes its voucher its giver's to use again; one that does not wait any more stays as it is.
 * `over`: nobody took it in time, which is said too of one that somebody takes back after its end.
 */
export async function giveBack(
  tx: Tx,
  scope: Scope,
  gift: LockedGift,
  why: "withdrawn" | "declined" | "over",
): Promise<void> {
  // Stored as waiting until now, also where it is over by the clock.
  if (gift.voucher.status !== "transferred" || (gift.status !== "waiting" && gift.status !== "over")) return;
  const { id: giftId, voucherId, now } = gift;
  const status = gift.status === "over" ? "over" : why;
  const receiverId = status === "declined" ? (gift.reader?.id ?? null) : null;
  await endGift(tx, scope, giftId, { status, receiverId, now });
  const move = status === "declined" ? "decline" : "withdraw";
  await moveAll(tx, scope, move, { voucherIds: [voucherId], cause: { giftId, why: status }, now });
  await recordAudit(tx, scope, [
    {
      ...{ action: status === "declined" ? "voucher.decline" : "voucher.withdraw", objectType: "voucher" },
      ...{ objectId: voucherId, before: { status: "transferred" }, after: { status: "available", giftId } },
    },
  ]);
}
