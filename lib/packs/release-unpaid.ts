import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import type { Instant } from "@/lib/kernel/time";
import { recordAudit } from "@/lib/merchants/record-audit";
import {
  cancelPurchases,
  lockLooked,
  lockOfOrder,
  lockOverdue,
  merchantsWithOverdue,
  type Purchase,
} from "@/lib/packs/repository/purchases";
import { giveBackHeld } from "@/lib/packs/repository/stock";
import { closePagesOf } from "@/lib/payments/close-page";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { announce } from "@/lib/platform/outbox";

/**
 * Gives up locked unpaid purchases: their members' limits and the packs' stock get back what they held, each once, and where
 * one was being paid by itself its page is closed. All or none.
 */
export async function giveUpPurchases(
  tx: Tx,
  scope: Scope,
  purchases: readonly Purchase[],
  by: "member" | "merchant" | "time",
  now: Instant,
): Promise<void> {
  if (purchases.length === 0) return;
  const ids = purchases.map(({ id }) => id);
  await cancelPurchases(tx, scope, ids, by, now);
  const alone = purchases.filter(({ orderId }) => orderId === null);
  await closePagesOf(
    tx,
    scope,
    alone.map(({ id }) => id),
  );
  await giveBackHeld(tx, scope, purchases);
  const action = by === "time" ? "pack.expire" : "pack.cancel";
  await recordAudit(
    tx,
    scope,
    ids.map((objectId) => ({
      ...{ action, objectType: "pack_purchase", objectId },
      ...{ before: { status: "placed" }, after: { status: "cancelled" } },
    })),
  );
  await announce(
    tx,
    scope,
    purchases.map(({ id, packId, memberId }) => ({
      type: "pack.cancelled",
      subjectId: id,
      payload: { packId, memberId, by },
    })),
  );
}

/** So many of a pack are given up by whoever looks at it next: their stock is free from the instant their time ran out (S-44). */
const BY_LOOKING = 50;

/**
 * The member's unpaid purchases that are still good. What ran out is given up on the way: theirs, and of these packs whoever's
 * it is, so that what it held can be bought at once. Call it with the member locked, and nothing of packs.
 */
export async function releaseLooked(
  tx: Tx,
  scope: Scope,
  { memberId, packIds }: { readonly memberId: string; readonly packIds: readonly string[] },
): Promise<Purchase[]> {
  const locked = await lockLooked(tx, scope, memberId, packIds, BY_LOOKING);
  const now = await databaseNow(tx);
  const isOver = ({ expiresAt }: Purchase) => expiresAt !== null && expiresAt <= now;
  await giveUpPurchases(tx, scope, locked.filter(isOver), "time", now);
  return locked.filter((one) => one.memberId === memberId && !isOver(one));
}

/** Gives up the packs that were to be paid with an order. Call it with the order's member locked. */
export async function releaseOfOrder(
  tx: Tx,
  scope: Scope,
  orderId: string,
  by: "member" | "merchant" | "time",
  now: Instant,
): Promise<void> {
  const all = await lockOfOrder(tx, scope, orderId);
  await giveUpPurchases(
    tx,
    scope,
    all.filter(({ status }) => status === "placed"),
    by,
    now,
  );
}

const AT_ONCE = 200;

/**
 * Gives up every unpaid purchase that ran out, of all merchants, in bounded transactions; a merchant whose cannot be given up
 * keeps nobody else's. For the job of every minute.
 */
export async function releaseUnpaid(signal: AbortSignal, atOnce = AT_ONCE): Promise<void> {
  // Left out of this run from then on, however many of theirs wait before everybody else's.
  const failed = new Set<string>();
  for (let moved = 1; moved > 0; ) {
    const merchantIds = await inTransaction((tx) => merchantsWithOverdue(tx, atOnce, [...failed]));
    moved = 0;
    for (const merchantId of merchantIds) {
      if (signal.aborted) return;
      moved += await releaseAt(systemScope(merchantId, "packs.release")).catch((err: unknown) => {
        log.warn("unpaid packs could not be given up", { merchantId, err });
        failed.add(merchantId);
        return 1;
      });
    }
  }
}

async function releaseAt(scope: Scope): Promise<number> {
  return await inTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const overdue = await lockOverdue(tx, scope, now, AT_ONCE);
    await giveUpPurchases(tx, scope, overdue, "time", now);
    return overdue.length;
  });
}
