import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { type HeldCoupon, holdForUse, returnBudget } from "@/lib/coupons/spend-budget";
import type { Instant } from "@/lib/kernel/time";
import { lockMember } from "@/lib/members/lock-member";
import { recordAudit } from "@/lib/merchants/record-audit";
import {
  changeOrder,
  findOverdueCoupons,
  findOverdueHolding,
  findOwner,
  loadVouchersOf,
  lockOrder,
  lockOverdueOf,
  markVouchers,
  type Order,
} from "@/lib/orders/repository/orders";
import { releaseOfOrder } from "@/lib/packs/release-unpaid";
import { closePageOf } from "@/lib/payments/close-page";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { announce } from "@/lib/platform/outbox";
import { moveAll } from "@/lib/vouchers/move-vouchers";

/**
 * Gives up a member's orders whose time ran out unpaid, in whatever asks of the member's vouchers next (U2). Call it with
 * the member locked.
 */
export async function releaseOverdue(tx: Tx, scope: Scope, memberId: string, now: Instant): Promise<void> {
  const couponIds = await findOverdueCoupons(tx, scope, memberId, now);
  if (couponIds === null) return;
  const held = await holdForUse(tx, scope, couponIds);
  for (const order of await lockOverdueOf(tx, scope, memberId, now))
    await giveUp(tx, scope, { order, held }, "time", now);
}

/** Gives up one order if its time ran out unpaid; whoever paid it in the meantime keeps it. For the job. */
export async function expireOrder(
  scope: Scope,
  order: { id: string; memberId: string | null },
): Promise<void> {
  await inTransaction(async (tx) => {
    if (order.memberId) await lockMember(tx, scope, order.memberId);
    const owner = await findOwner(tx, scope, order.id);
    const held = await holdForUse(tx, scope, owner?.couponIds ?? []);
    const now = await databaseNow(tx);
    const locked = await lockOrder(tx, scope, order.id);
    if (locked?.status === "placed" && locked.expiresAt <= now)
      await giveUp(tx, scope, { order: locked, held }, "time", now);
  });
}

/** So many are given up for one order that is in want of a budget. */
const FREED_AT_ONCE = 50;

/**
 * Gives up orders of anybody whose time ran out unpaid and that still hold budgets of these coupons: fifty at most, each in a
 * transaction of its own. One that cannot be had now is left to the job. Call it outside of any transaction.
 */
export async function freeBudgets(scope: Scope, couponIds: readonly string[]): Promise<void> {
  if (couponIds.length === 0) return;
  const { merchantId, requestId } = scope;
  const clock = systemScope(merchantId, requestId);
  const overdue = await inTransaction(async (tx) =>
    findOverdueHolding(tx, clock, couponIds, { now: await databaseNow(tx), most: FREED_AT_ONCE }),
  );
  for (const order of overdue)
    await expireOrder(clock, order).catch((err: unknown) =>
      log.warn("an order could not be given up", { requestId, err }),
    );
}

/**
 * Cancels a locked unpaid order: its vouchers are its holder's again and its coupons' budgets get back what it held, and
 * nobody can begin to pay it any more. Who
 * calls it holds the member's lock, where there is a member, and the order's coupons since before the order.
 */
export async function giveUp(
  tx: Tx,
  scope: Scope,
  { order, held }: { readonly order: Order; readonly held: readonly HeldCoupon[] },
  by: "member" | "merchant" | "time",
  now: Instant,
): Promise<void> {
  const { id, memberId } = order;
  const kept = await loadVouchersOf(tx, scope, [id]);
  await changeOrder(tx, scope, id, "placed", { status: "cancelled", cancelledAt: now, cancelledBy: by });
  await releaseOfOrder(tx, scope, id, by, now);
  await closePageOf(tx, scope, { kind: "order", id });
  await markVouchers(tx, scope, [id], { from: "reserved", to: "released", now });
  const voucherIds = kept.map(({ voucherId }) => voucherId);
  await moveAll(tx, scope, "release", { voucherIds, cause: { orderId: id, by }, now });
  await recordAudit(tx, scope, [
    {
      ...{ action: by === "time" ? "order.expire" : "order.cancel", objectType: "order", objectId: id },
      ...{ before: { status: "placed" }, after: { status: "cancelled" } },
    },
  ]);
  await announce(tx, scope, [{ type: "order.cancelled", subjectId: id, payload: { memberId, by } }]);
  await returnBudget(
    tx,
    scope,
    held,
    "reserved",
    kept.map(({ couponId, discountMinor, deliveryDiscountMinor }) => ({
      couponId,
      offMinor: discountMinor + deliveryDiscountMinor,
    })),
  );
}
