import { inTransaction } from "@/db/transaction";
import { foreignPrize } from "@/lib/activities/check-activity";
import { growInventory } from "@/lib/activities/repository/activities";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import { answerOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type AddStock = { readonly requestId: string; readonly poolId: string; readonly add: number };

/**
 * Adds `add` (1 or more) to a prize pool's inventory, which can only grow: additions made at once all count, the same
 * request id counts once (I-10). Refusal: `coupon_not_usable{couponId, reason}` for somebody of other stores.
 */
export async function addStock(scope: Scope, request: AddStock): Promise<Result<{ inventory: number }>> {
  const { requestId, poolId, add } = request;
  if (!Number.isSafeInteger(add) || add < 1 || add > 100_000_000) {
    throw new AppError("malformed", "add must be a whole number from 1 to 100,000,000", { path: "add" });
  }
  return await inTransaction((tx) =>
    answerOnce(tx, scope, { route: "pool.add_stock", key: requestId, body: { poolId, add } }, async () => {
      const foreign = await foreignPrize(tx, scope, [poolId]);
      if (foreign) return { ok: false, refusal: foreign };
      const pool = await growInventory(tx, scope, poolId, add);
      if (!pool) throw new AppError("not_found");
      const { inventory, activityId } = pool;
      await recordAudit(tx, scope, [
        {
          action: "activity.add_stock",
          objectType: "activity",
          objectId: activityId,
          before: { poolId, inventory: inventory - add },
          after: { poolId, inventory },
        },
      ]);
      await noteChange(tx, `activity:${activityId}`);
      await announce(tx, scope, [
        { type: "activity.stock_added", subjectId: activityId, payload: { poolId, add } },
      ]);
      return ok({ inventory });
    }),
  );
}
