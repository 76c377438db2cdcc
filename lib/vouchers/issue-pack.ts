import type { Tx } from "@/db/client";
import { drawStockForMany } from "@/lib/coupons/draw-stock";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { countPackIssues, insertPackVouchers } from "@/lib/vouchers/repository/packs";

/** So many of a coupon for each pack, good in one window. */
export type PackIssueItem = {
  readonly couponId: string;
  readonly termsVersion: number;
  readonly quantity: number;
  readonly validFrom: Instant;
  readonly validUntil: Instant;
};

/** Who gets them: `packs` times what one pack holds. */
export type PackHolder = { readonly purchaseId: string; readonly memberId: string; readonly packs: number };

/**
 * Issues what a delivery brings to everybody who gets it, in a handful of statements however many they are: draws the stock
 * of each coupon, in the order of their ids, stores the vouchers, counts them as issued out of the pack and announces each.
 * Call it with that stock locked and found enough (`lockStockForMany`); what is not there throws, and nothing is done.
 * Gives the vouchers of each purchase, in the order of the items.
 */
export async function issuePack(
  tx: Tx,
  scope: Scope,
  issue: {
    readonly packId: string;
    readonly items: readonly PackIssueItem[];
    readonly holders: readonly PackHolder[];
    readonly now: Instant;
  },
): Promise<ReadonlyMap<string, string[]>> {
  const { packId, items, holders, now } = issue;
  const perPack = new Map<string, number>();
  for (const { couponId, quantity } of items) perPack.set(couponId, (perPack.get(couponId) ?? 0) + quantity);
  // Somebody who gets several packs draws as often.
  const memberIds = holders.flatMap(({ memberId, packs }) => Array<string>(packs).fill(memberId));
  for (const couponId of [...perPack.keys()].sort()) {
    await drawStockForMany(tx, scope, couponId, { memberIds, quantity: perPack.get(couponId) ?? 0 });
  }
  const made = new Map<string, string[]>();
  const rows = holders.flatMap(({ purchaseId, memberId, packs }) => {
    const mine = items.flatMap((item) =>
      Array.from({ length: item.quantity * packs }, () => ({ item, id: newId("vch"), purchaseId, memberId })),
    );
    made.set(
      purchaseId,
      mine.map(({ id }) => id),
    );
    return mine;
  });
  await insertPackVouchers(tx, scope, packId, rows, now);
  await countPackIssues(tx, scope, packId, holders[0]?.purchaseId ?? packId, rows.length);
  await announce(
    tx,
    scope,
    rows.map(({ id, item, memberId, purchaseId }) => ({
      type: "voucher.issued",
      subjectId: id,
      payload: { memberId, couponId: item.couponId, source: "pack", sourceId: purchaseId },
    })),
  );
  return made;
}
