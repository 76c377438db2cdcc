import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { holdCoupons, loadForOffer } from "@/lib/coupons/repository/coupons";
import { withinStores } from "@/lib/coupons/rules/edit";
import { couponStatus } from "@/lib/coupons/rules/status";
import type { Scope } from "@/lib/platform/auth/scope";

/** Whether a coupon may be made a prize: usable, or why not. A draft may wait in an activity that is a draft too. */
export type Offerable = "usable" | "draft" | "archived" | "ended" | "stores_not_yours";

const unfit = ["draft", "archived", "ended"] as const;

/** For each coupon of this merchant among `couponIds` whether the actor may offer it; others are left out. */
export async function findOfferable(
  tx: Tx,
  scope: Scope,
  couponIds: readonly string[],
): Promise<Map<string, Offerable>> {
  const rows = await loadForOffer(tx, scope, couponIds);
  const now = await databaseNow(tx);
  return new Map(
    rows.map((row) => {
      const status = couponStatus({ ...row, quantity: null, issued: 0 }, now);
      if (!withinStores(scope.storeIds, row.storeIds)) return [row.id, "stores_not_yours"];
      return [row.id, unfit.find((one) => one === status) ?? "usable"];
    }),
  );
}

/**
 * As `findOfferable`, and what it tells stays true until the transaction ends: a deletion or change in flight is waited
 * for, later ones wait.
 */
export async function holdOfferable(
  tx: Tx,
  scope: Scope,
  couponIds: readonly string[],
): Promise<Map<string, Offerable>> {
  await holdCoupons(tx, scope, couponIds);
  return await findOfferable(tx, scope, couponIds);
}
