import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockGift, markWithdrawn } from "@/lib/packs/repository/gifts";
import { lockPack } from "@/lib/packs/repository/packs";
import { takeBackGiven } from "@/lib/packs/repository/stock";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

/**
 * Takes back a gift that waits for a number which is no member yet (K7): the packs' stock has it again, and whoever registers
 * with that number gets nothing of it. It races with that registration, and one of them wins. The same request id does it once.
 * Refusals: `gift_delivered`, `gift_withdrawn`. Throws `not_found`, also for people of some stores, whose gifts never wait.
 */
export async function withdrawGift(
  scope: Scope,
  { requestId, giftId }: { readonly requestId: string; readonly giftId: string },
): Promise<Result<{ id: string }>> {
  const once = { route: "pack.withdraw_gift", key: requestId, body: { giftId } };
  return await transactOnce(scope, once, async (tx) => {
    const gift = scope.storeIds === "all" ? await lockGift(tx, scope, giftId) : null;
    if (!gift) throw new AppError("not_found");
    if (gift.withdrawnAt) return refuse("gift_withdrawn");
    if (gift.phone === null) return refuse("gift_delivered");
    const { packId, quantity } = gift;
    if (!(await lockPack(tx, scope, packId))) throw new Error(`gift ${giftId} is of no pack`);
    await markWithdrawn(tx, scope, giftId, await databaseNow(tx));
    await takeBackGiven(tx, scope, packId, quantity);
    const after = { giftId, quantity };
    await recordAudit(tx, scope, [
      { action: "pack.withdraw_gift", objectType: "pack", objectId: packId, after },
    ]);
    const payload = { packId, quantity };
    await announce(tx, scope, [{ type: "pack.gift_withdrawn", subjectId: giftId, payload }]);
    return ok({ id: giftId });
  });
}
