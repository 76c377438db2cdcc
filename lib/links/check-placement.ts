import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { type Refusal, refuse } from "@/lib/kernel/result";
import { isStoreSlot, type PlacementInput } from "@/lib/links/schema/placements";
import { checkAudience } from "@/lib/members/check-audience";
import { holdImages } from "@/lib/merchants/hold-images";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Why somebody cannot have a placement as asked; null = they can, and its picture is held for it. Refusals: `expiry_past` for
 * one whose time is over, those of `checkAudience` and `holdImages`. Throws `forbidden` for a slot of the whole merchant's
 * where it stands in the store `storeId` alone, and for somebody of some stores who is in none of them.
 */
export async function checkPlacement(
  tx: Tx,
  scope: Scope,
  { slot, endsAt, audience, image }: PlacementInput,
  storeId: string | null,
): Promise<Refusal | null> {
  if (scope.storeId === null && scope.storeIds !== "all") throw new AppError("forbidden");
  if (storeId !== null && !isStoreSlot(slot)) throw new AppError("forbidden");
  if (endsAt !== null && new Date(endsAt) <= (await databaseNow(tx))) return refuse("expiry_past").refusal;
  const unfit = await checkAudience(tx, scope, audience);
  if (unfit) return unfit;
  const held = await holdImages(tx, scope, [image?.id]);
  return held.ok ? null : held.refusal;
}
