import type { Tx } from "@/db/client";
import { holdStock } from "@/lib/coupons/draw-stock";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { notePayment } from "@/lib/members/note-payment";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { couponIdsOf } from "@/lib/packs/check-pack";
import {
  beginning,
  type LockedDelivery,
  lockDelivery,
  makeDelivery,
  type Receiver,
} from "@/lib/packs/deliver-pack";
import { beginDue, type Coming, loadComing } from "@/lib/packs/repository/deliveries";
import { loadContents } from "@/lib/packs/repository/packs";
import { changePurchase, loadOfOrder, lockOfOrder, type Purchase } from "@/lib/packs/repository/purchases";
import { countStock, lockOffered, lockQuotas } from "@/lib/packs/repository/stock";
import { addCounts, takenBy } from "@/lib/packs/rules/deliver";
import { mayPay } from "@/lib/packs/rules/purchase";
import { dueAt } from "@/lib/packs/rules/schedule";
import { type PurchaseView, purchaseView } from "@/lib/packs/rules/view";
import { takePurchase } from "@/lib/packs/take-purchase";
import { closePageOf } from "@/lib/payments/close-page";
import { type Bill, type Payable, type StartedPayment, startPaying } from "@/lib/payments/start-payment";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type PayPurchase = {
  readonly requestId: string;
  readonly purchaseId: string;
  /** How whoever took the money knows it. */
  readonly paymentRef: string;
};

/**
 * Marks a purchase as paid and makes its first delivery with it: one full set of coupons, or nothing at all (I-6). Paid
 * already with the same reference, it stays as it is. Refusals: `purchase_cancelled`, `purchase_expired`,
 * `purchase_already_paid`, `purchase_with_order` (it is paid with its order), `pack_unavailable{couponId}`.
 */
export async function payPurchase(
  scope: Scope,
  { requestId, purchaseId, paymentRef }: PayPurchase,
): Promise<Result<PurchaseView>> {
  const once = { route: "pack.pay", key: requestId, body: { purchaseId, paymentRef } };
  return await transactOnce(scope, once, async (tx) => {
    const paid = await payInside(tx, scope, { id: purchaseId, paymentRef });
    return paid.ok ? ok(purchaseView(paid.value.purchase, paid.value.now)) : paid;
  });
}

/**
 * Opens a page where an unpaid purchase is paid (`startPaying`). Refusals: `payments_not_connected`, `payment_unavailable`,
 * `amount_not_payable`, `purchase_cancelled`, `purchase_expired`, `purchase_already_paid`, `purchase_with_order`,
 * `pack_unavailable{couponId}`. Throws `not_found`.
 */
export async function startPackPayment(
  scope: Scope,
  ask: { readonly purchaseId: string; readonly returnPath: string; readonly cancelPath: string },
): Promise<Result<StartedPayment>> {
  const { purchaseId: id, ...paths } = ask;
  return await startPaying(scope, packPayable, { id, ...paths });
}

/** A pack purchase as a payment pays for it by itself. */
export const packPayable: Payable = {
  kind: "pack",
  objectType: "pack_purchase",
  take: takePurchase,
  bill,
  pay: payInside,
};

async function bill(tx: Tx, scope: Scope, id: string): Promise<Result<Bill>> {
  const { purchase, now } = await takePurchase(tx, scope, id);
  if (purchase.orderId !== null) return refuse("purchase_with_order");
  const may = mayPay(purchase, "", now);
  if (!may.ok) return may;
  // Nobody pays for what could not be delivered to them now.
  await lockOffered(tx, scope, purchase.packId, purchase.memberId);
  const locked = await lockPaying(tx, scope, purchase);
  if (!locked.ok) return locked;
  const { priceMinor: amountMinor, currency, expiresAt, number } = purchase;
  return ok({ amountMinor, currency, description: `#${number}`, expiresAt: expiresAt ?? now, now });
}

type Paid = { readonly purchase: Purchase & Coming; readonly now: Instant };

async function payInside(
  tx: Tx,
  scope: Scope,
  { id, paymentRef }: { readonly id: string; readonly paymentRef: string },
): Promise<Result<Paid>> {
  const { purchase, now } = await takePurchase(tx, scope, id);
  if (purchase.orderId !== null) return refuse("purchase_with_order");
  const may = mayPay(purchase, paymentRef, now);
  if (!may.ok) return may;
  if (may.value === "same")
    return ok({ purchase: { ...purchase, ...(await loadComing(tx, scope, id)) }, now });
  await lockOffered(tx, scope, purchase.packId, purchase.memberId);
  const locked = await lockPaying(tx, scope, purchase);
  if (!locked.ok) return locked;
  const paid = await payLocked(tx, scope, locked.value, paymentRef);
  await closePageOf(tx, scope, { kind: "pack", id }, paymentRef);
  await notePayment(tx, scope, purchase.memberId, locked.value.delivery.now);
  return ok({ purchase: paid, now: locked.value.delivery.now });
}

/** A payment that was found fit under locks which hold until the transaction ends. */
export type LockedPaying = { readonly purchase: Purchase; readonly delivery: LockedDelivery<Receiver> };

/**
 * Tells whether the first delivery of a locked unpaid purchase can be made, beside what others of this transaction will bring
 * (`spokenFor`). Refusal: `pack_unavailable{couponId}`.
 */
async function lockPaying(
  tx: Tx,
  scope: Scope,
  purchase: Purchase,
  spokenFor?: ReadonlyMap<string, number>,
): Promise<Result<LockedPaying>> {
  const { packId, memberId, contentsVersion: version, timeZone: zone, cycles, autoRefund } = purchase;
  const holder = {
    memberId,
    packs: purchase.quantity,
    purchaseId: purchase.id,
    cycle: 1,
    cycles,
    autoRefund,
  };
  const kind = { packId, version, zone, isFirst: true };
  const delivery = await lockDelivery(tx, scope, kind, [holder], spokenFor);
  const [waits] = delivery.wait;
  if (waits) return refuse("pack_unavailable", { couponId: waits.couponId });
  const { startedOn } = beginning(delivery.now, zone);
  const deliver = [{ ...holder, startedOn, dueAt: delivery.now }];
  return ok({ purchase, delivery: { ...delivery, deliver, wait: [] } });
}

/**
 * Locks what the packs that are to be paid with a locked order draw on, together with the coupons that the order uses: the
 * packs' counters, then all the stock, each in one order. Refusal: `pack_unavailable{couponId}`, for all of them.
 */
export async function lockPacksOfOrder(
  tx: Tx,
  scope: Scope,
  orderId: string,
  order: PayingOrder,
): Promise<Result<LockedPaying[]>> {
  const { fit, unfit } = await lockTogether(tx, scope, await lockUnpaidOf(tx, scope, orderId, order));
  const [first] = unfit;
  return first ? { ok: false, refusal: first.refusal } : ok(fit);
}

type Together = {
  readonly fit: LockedPaying[];
  readonly unfit: { readonly purchase: Purchase; readonly refusal: Refusal }[];
};

/** Which of these purchases can be delivered all together, one after another in their order: of a coupon, what one takes is not there for the next (I-1). */
async function lockTogether(tx: Tx, scope: Scope, purchases: readonly Purchase[]): Promise<Together> {
  const together: Together = { fit: [], unfit: [] };
  const spokenFor = new Map<string, number>();
  for (const purchase of purchases) {
    const one = await lockPaying(tx, scope, purchase, spokenFor);
    if (one.ok) {
      together.fit.push(one.value);
      addCounts(spokenFor, takenBy(one.value.delivery.items, one.value.delivery.deliver));
    } else together.unfit.push({ purchase, refusal: one.refusal });
  }
  return together;
}

type PayingOrder = { readonly memberId: string | null; readonly couponIds: readonly string[] };

/** The unpaid packs of a locked order and all that they draw on, under lock, in the order of their packs. */
async function lockUnpaidOf(
  tx: Tx,
  scope: Scope,
  orderId: string,
  { memberId, couponIds: used }: PayingOrder,
): Promise<Purchase[]> {
  const placed = (await lockOfOrder(tx, scope, orderId)).filter(({ status }) => status === "placed");
  if (placed.length === 0 || memberId === null) return [];
  const inOrder = placed.toSorted((a, b) => (a.packId < b.packId ? -1 : 1));
  const couponIds = [...used];
  await lockQuotas(
    tx,
    scope,
    memberId,
    inOrder.map(({ packId }) => packId),
  );
  for (const { packId, contentsVersion } of inOrder) {
    await lockOffered(tx, scope, packId, memberId);
    couponIds.push(...couponIdsOf(await loadContents(tx, scope, packId, contentsVersion)));
  }
  await holdStock(tx, scope, [...new Set(couponIds)], memberId);
  return inOrder;
}

/** Those packs of a locked unpaid order that cannot be delivered any more, under lock. */
export async function lockUndeliverable(
  tx: Tx,
  scope: Scope,
  orderId: string,
  order: PayingOrder,
): Promise<Purchase[]> {
  const { unfit } = await lockTogether(tx, scope, await lockUnpaidOf(tx, scope, orderId, order));
  return unfit.map(({ purchase }) => purchase);
}

/** Marks the packs of an order as paid, which `lockPacksOfOrder` of this transaction found fit, and delivers them. */
export async function payPacksOfOrder(
  tx: Tx,
  scope: Scope,
  locked: readonly LockedPaying[],
  paymentRef: string,
): Promise<void> {
  for (const one of locked) await payLocked(tx, scope, one, paymentRef);
}

async function payLocked(
  tx: Tx,
  scope: Scope,
  { purchase, delivery }: LockedPaying,
  paymentRef: string,
): Promise<Purchase & Coming> {
  const { packId, memberId, priceMinor, quantity, timeZone } = purchase;
  const { now } = delivery;
  const paid = { status: "paid", slot: null, paidAt: now, paymentRef } as const;
  const changed = await changePurchase(tx, scope, purchase, { ...paid, ...beginning(now, timeZone) });
  await beginDue(tx, scope, purchase, now);
  await countStock(tx, scope, packId, memberId, {
    ...{ reserved: -quantity, sold: quantity, revenueMinor: priceMinor },
  });
  await recordAudit(tx, scope, [
    {
      ...{ action: "pack.pay", objectType: "pack_purchase", objectId: purchase.id },
      ...{ before: { status: "placed" }, after: { status: "paid", priceMinor, paymentRef } },
    },
  ]);
  const payload = { packId, memberId, priceMinor, orderId: purchase.orderId };
  await announce(tx, scope, [{ type: "pack.purchased", subjectId: purchase.id, payload }]);
  await makeDelivery(tx, scope, delivery);
  const [{ startedOn } = beginning(now, timeZone)] = delivery.deliver;
  return { ...changed, nextCycle: 2, nextDueAt: dueAt(delivery.schedule, startedOn, 2, timeZone) };
}

/** The packs that were bought with an order, as they stand in this transaction: to be shown, so nobody is waited for. */
export async function packsOfOrder(tx: Tx, scope: Scope, orderId: string): Promise<Purchase[]> {
  return await loadOfOrder(tx, scope, orderId);
}

/** What the packs of a locked order cost that are to be paid with it, in minor units of its currency. */
export async function packsBillOf(tx: Tx, scope: Scope, orderId: string): Promise<number> {
  const all = await lockOfOrder(tx, scope, orderId);
  return all.reduce((sum, { status, priceMinor }) => sum + (status === "placed" ? priceMinor : 0), 0);
}
