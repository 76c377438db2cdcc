import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import type { Instant } from "@/lib/kernel/time";
import { systemScope } from "@/lib/platform/auth/scope";
import { type Announcement, announce } from "@/lib/platform/outbox";
import { findEnded, lockBookmark, moveBookmark } from "@/lib/vouchers/repository/expiry";

/** Vouchers to a transaction, and transactions to a run: after a midnight with millions, other events get their turn. */
const AT_ONCE = 1000;
const MOST_BATCHES = 100;
/** An end is told so long after it: by then every transaction is over that issued a voucher before it. */
const SETTLED_MS = 60_000;

/** What others are told of a voucher that ended unused. */
export const expiredEvent = (voucher: {
  readonly id: string;
  readonly couponId: string;
  readonly memberId: string;
  readonly validUntil: Instant;
}): Announcement => {
  const { id: subjectId, couponId, memberId, validUntil } = voucher;
  return {
    type: "voucher.expired",
    subjectId,
    payload: { couponId, memberId, validUntil: validUntil.toISOString() },
  };
};

/**
 * Announces `voucher.expired` once for every voucher that ended unused, of all merchants, over any number of workers, kills
 * and pauses: a bookmark says up to which end it was told, and moves in the transaction that tells. A voucher that is on an
 * order when it ends is told by whoever gives it back (`move-vouchers.ts`). Tells how many it told.
 */
export async function tellExpired(signal: AbortSignal, atOnce = AT_ONCE): Promise<number> {
  let told = 0;
  for (let batch = 0; batch < MOST_BATCHES && !signal.aborted; batch += 1) {
    const some = await inTransaction((tx) => tellSome(tx, atOnce));
    told += some;
    if (some < atOnce) break;
  }
  return told;
}

/** Tells of the next so many, and moves the bookmark past them; fewer than asked for = there are no more. */
export async function tellSome(tx: Tx, atOnce: number): Promise<number> {
  const now = await databaseNow(tx);
  const mark = await lockBookmark(tx, now);
  const before = new Date(now.getTime() - SETTLED_MS);
  if (before <= mark.until) return 0;
  const ended = await findEnded(tx, mark, before, atOnce);
  for (const [merchantId, own] of Map.groupBy(ended, (one) => one.merchantId))
    await announce(tx, systemScope(merchantId, "vouchers.tellExpired"), own.map(expiredEvent));
  const last = ended.length === atOnce ? ended.at(-1) : undefined;
  await moveBookmark(tx, last ? { until: last.validUntil, id: last.id } : { until: before, id: "" });
  return ended.length;
}
