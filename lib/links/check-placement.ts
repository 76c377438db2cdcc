import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { hasRoom } from "@/lib/links/repository/placements";
import { isStoreSlot, MAX_IN_SLOT, type PlacementInput } from "@/lib/links/schema/placements";
import { checkAudience } from "@/lib/members/check-audience";
import { holdImages } from "@/lib/merchants/hold-images";
import type { Scope } from "@/lib/platform/auth/scope";

/** Where a placement stands, and which it is; without an id it is a new one. */
type Standing = {
  readonly storeId: string | null;
  readonly id?: string;
  readonly disabledAt?: Instant | null;
};

/**
 * Why somebody cannot have a placement as asked; null = they can, and its picture is held for it. Refusals: `expiry_past` for
 * one whose time is over, those of `checkAudience` and `holdImages`, `slot_full{limit}` where as many stand there as can.
 * Throws `forbidden` for a slot of the whole merchant's where it stands in a store alone, and for somebody of some stores who
 * is in none of them.
 */
export async function checkPlacement(
  tx: Tx,
  scope: Scope,
  placement: PlacementInput,
  current: Standing,
): Promise<Refusal | null> {
  const { slot, endsAt, audience, image } = placement;
  const { storeId, id, disabledAt = null } = current;
  if (scope.storeId === null && scope.storeIds !== "all") throw new AppError("forbidden");
  if (storeId !== null && !isStoreSlot(slot)) throw new AppError("forbidden");
  if (endsAt !== null && new Date(endsAt) <= (await databaseNow(tx))) return refuse("expiry_past").refusal;
  const unfit = await checkAudience(tx, scope, audience);
  if (unfit) return unfit;
  const held = await holdImages(tx, scope, [image?.id]);
  if (!held.ok) return held.refusal;
  return disabledAt === null ? await fullRefusal(tx, scope, { ...placement, storeId, id }) : null;
}

/** Why one more that is on cannot stand there beside the placement `id`; null = it can. Call as `hasRoom`. */
export async function fullRefusal(
  tx: Tx,
  scope: Scope,
  place: Parameters<typeof hasRoom>[2],
): Promise<Refusal | null> {
  if (await hasRoom(tx, scope, place)) return null;
  return refuse("slot_full", { limit: MAX_IN_SLOT }).refusal;
}
