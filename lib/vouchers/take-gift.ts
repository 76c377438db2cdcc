import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import type { Instant } from "@/lib/kernel/time";
import { type LockedMember, lockMember } from "@/lib/members/lock-member";
import type { Scope } from "@/lib/platform/auth/scope";
import { type LockedVoucher, lockVouchers } from "@/lib/vouchers/repository/moves";
import { findGift, lockGift, type StoredGift } from "@/lib/vouchers/repository/transfers";
import { type GiftStatus, giftStatus } from "@/lib/vouchers/rules/gift";

export type LockedGift = Omit<StoredGift, "status"> & {
  /** As it stands at `now`. */
  readonly status: GiftStatus;
  readonly voucher: LockedVoucher;
  /** Null = forgotten. */
  readonly giver: LockedMember | null;
  /** Who acts, beside the giver; null = nobody, or forgotten. */
  readonly reader: LockedMember | null;
  readonly now: Instant;
};

/**
 * A gift under lock with all that decides of it: its giver and whoever acts, in the order of their ids, its voucher, and then itself.
 * Null = the merchant has none such.
 */
export async function takeGift(
  tx: Tx,
  scope: Scope,
  giftId: string,
  readerId: string | null,
): Promise<LockedGift | null> {
  const found = await findGift(tx, scope, giftId);
  if (!found) return null;
  const members = new Map<string, LockedMember | null>();
  for (const id of [found.giverId, ...(readerId ? [readerId] : [])].sort()) {
    if (!members.has(id)) members.set(id, await lockMember(tx, scope, id));
  }
  const [voucher] = await lockVouchers(tx, scope, [found.voucherId]);
  const gift = await lockGift(tx, scope, giftId);
  if (!voucher || !gift) throw new Error("a gift has no voucher");
  const now = await databaseNow(tx);
  return {
    ...gift,
    ...{ voucher, now, status: giftStatus(gift, now) },
    giver: members.get(gift.giverId) ?? null,
    reader: (readerId && members.get(readerId)) || null,
  };
}
