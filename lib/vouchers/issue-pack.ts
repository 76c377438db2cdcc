import type { Tx } from "@/db/client";
import type { UnderWay } from "@/db/transaction";
import { drawStockForMany } from "@/lib/coupons/draw-stock";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { countPackIssues, insertPackVouchers, type PackVoucherRow } from "@/lib/vouchers/repository/packs";

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

type PackIssue = {
  readonly packId: string;
  readonly items: readonly PackIssueItem[];
  readonly holders: readonly PackHolder[];
  readonly now: Instant;
};

/**
 * Issues what a delivery brings to everybody who gets it, in a handful of statements however many they are: draws the stock
 * of each coupon, in the order of their ids, stores the vouchers, counts them as issued out of the pack and announces each.
 * Call it with that stock locked and found enough (`lockStockForMany`); what is not there throws, and nothing is done.
 * It is done once `writes.all()` is; gives the vouchers of each purchase, in the order of the items.
 */
export async function issuePack(
  tx: Tx,
  scope: Scope,
  { packId, items, holders, now }: PackIssue,
  writes: UnderWay,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const perPack = new Map<string, number>();
  for (const { couponId, quantity } of items) perPack.set(couponId, (perPack.get(couponId) ?? 0) + quantity);
  // Somebody who gets several packs draws as often.
  const memberIds = holders.flatMap(({ memberId, packs }) => Array<string>(packs).fill(memberId));
  for (const couponId of [...perPack.keys()].sort()) {
    const draw = { memberIds, quantity: perPack.get(couponId) ?? 0 };
    await writes.send(() => drawStockForMany(tx, scope, couponId, draw));
  }
  const { rows, made } = vouchersOf(items, holders);
  await writes.send(() => insertPackVouchers(tx, scope, packId, rows, now));
  await writes.send(() => countPackIssues(tx, scope, packId, holders[0]?.purchaseId ?? packId, rows.length));
  const issued = rows.map(({ id, item, memberId, purchaseId }) => ({
    type: "voucher.issued",
    subjectId: id,
    payload: { memberId, couponId: item.couponId, source: "pack", sourceId: purchaseId },
  }));
  await writes.send(() => announce(tx, scope, issued));
  return made;
}

/** The vouchers that these holders get, and which of them are of which purchase. */
function vouchersOf(items: readonly PackIssueItem[], holders: readonly PackHolder[]) {
  const made = new Map<string, readonly string[]>();
  const rows: PackVoucherRow[] = [];
  for (const { purchaseId, memberId, packs } of holders) {
    const from = rows.length;
    for (const item of items) {
      for (let n = item.quantity * packs; n > 0; n--)
        rows.push({ item, id: newId("vch"), purchaseId, memberId });
    }
    made.set(
      purchaseId,
      rows.slice(from).map(({ id }) => id),
    );
  }
  return { rows, made };
}
