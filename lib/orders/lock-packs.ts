import type { Tx } from "@/db/client";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { lockMember } from "@/lib/members/lock-member";
import type { OrderInput } from "@/lib/orders/schema";
import type { SeenPack } from "@/lib/orders/write-placed";
import { type LockedSale, lockSales } from "@/lib/packs/buy-pack";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Locks the packs that are bought with an order, at the price their buyer saw, and tells whether all of them may be. Call it
 * with the order's member locked. Refusals: those of `buyPack`, `price_changed`.
 */
export async function lockPacks(
  tx: Tx,
  scope: Scope,
  { memberId, storeId, currency }: OrderInput,
  packs: readonly SeenPack[],
): Promise<Result<readonly LockedSale[]>> {
  if (packs.length === 0) return ok([]);
  const member = memberId ? await lockMember(tx, scope, memberId) : null;
  if (!member) return refuse("pack_not_sold");
  if (member.blockedAt) return refuse("blocked");
  const packIds = [...new Set(packs.map(({ packId }) => packId))];
  const place = { channel: "order", store: { id: storeId, currency } } as const;
  const locked = await lockSales(tx, scope, { packIds, memberId: member.id, place });
  if (!locked.ok) return locked;
  const isAsSeen = packs.every(({ packId, priceMinor }) =>
    locked.value.some(({ pack }) => pack.id === packId && pack.priceMinor === priceMinor),
  );
  return isAsSeen ? locked : refuse("price_changed");
}
