import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import type { Instant } from "@/lib/kernel/time";
import { type LockedMember, lockMember } from "@/lib/members/lock-member";
import { findOwner, lockPurchase, type Purchase } from "@/lib/packs/repository/purchases";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * A purchase under lock with its member's row before it, and the database's clock after both; another merchant's or another
 * member's is not found, and so is one of a member outside the actor's stores.
 */
export async function takePurchase(
  tx: Tx,
  scope: Scope,
  purchaseId: string,
): Promise<{ purchase: Purchase; member: LockedMember | null; now: Instant }> {
  const owner = await findOwner(tx, scope, purchaseId);
  const { actor, storeIds } = scope;
  if (!owner || actor.type === "visitor") throw new AppError("not_found");
  if (actor.type === "member" && owner.memberId !== actor.id) throw new AppError("not_found");
  const member = await lockMember(tx, scope, owner.memberId);
  const within = (id: string | null) => storeIds === "all" || (id !== null && storeIds.includes(id));
  if (!within(owner.storeId) && !within(member?.homeStoreId ?? null)) throw new AppError("not_found");
  const purchase = await lockPurchase(tx, scope, purchaseId);
  if (!purchase) throw new AppError("not_found");
  return { purchase, member, now: await databaseNow(tx) };
}
