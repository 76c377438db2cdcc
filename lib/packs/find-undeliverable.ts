import { databaseNow, inTransaction } from "@/db/transaction";
import { findSupplies } from "@/lib/coupons/find-supply";
import { findZone } from "@/lib/merchants/find-zone";
import { couponIdsOf } from "@/lib/packs/check-pack";
import { loadContents } from "@/lib/packs/repository/packs";
import { loadHeldCoupons } from "@/lib/packs/repository/stock";
import { missingOf } from "@/lib/packs/rules/deliver";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Those of these packs that nobody could buy now, since a coupon of them cannot be had: what a sale would refuse, asked before.
 * Locks nothing, so that the sale asks again.
 */
export async function findUndeliverable(
  scope: Scope,
  packs: readonly { readonly id: string; readonly contentsVersion: number }[],
): Promise<ReadonlySet<string>> {
  if (packs.length === 0) return new Set();
  return await inTransaction(async (tx) => {
    const at = { now: await databaseNow(tx), zone: await findZone(tx, scope) };
    const gone = new Set<string>();
    for (const { id, contentsVersion } of packs) {
      const contents = await loadContents(tx, scope, id, contentsVersion);
      const coupons = await findSupplies(
        tx,
        scope,
        couponIdsOf(contents),
        scope.actor.id ?? scope.merchantId,
      );
      const limited = [...coupons.values()].filter(({ quantity }) => quantity !== null);
      const held = await loadHeldCoupons(
        tx,
        scope,
        limited.map((one) => one.id),
      );
      if (missingOf(contents, coupons, held, at) !== null) gone.add(id);
    }
    return gone;
  });
}
