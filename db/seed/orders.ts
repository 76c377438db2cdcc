import type { Tx } from "@/db/client";
import { accountEntries, memberAccounts } from "@/db/schema/accounts";
import { orderLines, orders } from "@/db/schema/orders";
import { newCode, newId } from "@/lib/kernel/id";
import { priceCart } from "@/lib/pricing/price-cart";

type OrderSketch = {
  readonly storeId: string;
  readonly memberId: string | null;
  readonly productId: string;
  readonly name?: string;
  readonly unitPriceMinor?: number;
  readonly quantity?: number;
  /** Null = not paid yet. */
  readonly paidAt?: Date | null;
  readonly currency?: string;
  /** What coupons took off; the goods cost as much more. */
  readonly offMinor?: number;
};

/** An order of one line without coupons of its own, as `placeOrder` and `payOrder` leave one. */
export async function makeOrder(tx: Tx, merchantId: string, sketch: OrderSketch): Promise<string> {
  const { storeId, memberId, productId, name = "Tea", unitPriceMinor = 3000, quantity = 2 } = sketch;
  const { paidAt = null, currency = "HKD", offMinor = 0 } = sketch;
  const id = newId("ord");
  const at = new Date();
  const line = { productId, categoryIds: [], unitPriceMinor, quantity, onOffer: false };
  const desk = { channel: "till", device: "till", currency } as const;
  const cart = { ...desk, at, deliveryMinor: 0, member: null, maxVouchersPerOrder: 4 };
  const store = { id: storeId, timeZone: "Asia/Hong_Kong" };
  const quote = priceCart({ ...cart, store, lines: [{ id: "1", ...line }] }, [], []);
  const { totalMinor } = quote;
  const subtotalMinor = quote.subtotalMinor + offMinor;
  const off = { deliveryMinor: 0, discountMinor: offMinor, deliveryDiscountMinor: 0 };
  await tx.insert(orders).values({
    ...{ merchantId, id, number: newCode(8), storeId, memberId, items: quantity, quote },
    ...{ ...desk, ...off, subtotalMinor, totalMinor, refundBasis: "units", placedAt: at },
    ...{ status: paidAt ? "paid" : "placed", paidAt, paidMinor: paidAt ? totalMinor : 0 },
    ...{ expiresAt: new Date(at.getTime() + 600_000), placedByType: "staff" },
  });
  const unitNetMinor = Array.from({ length: quantity }, () => unitPriceMinor);
  const row = { merchantId, orderId: id, position: 0, lineId: "1", name, discountMinor: 0, unitNetMinor };
  await tx.insert(orderLines).values({ ...row, ...line });
  return id;
}

/** So many points of a member, set by staff. */
export async function makePoints(tx: Tx, merchantId: string, memberId: string, points: number) {
  await tx.insert(memberAccounts).values({ merchantId, memberId, unit: "points", balance: points });
  await tx.insert(accountEntries).values({
    ...{ merchantId, id: newId("ent"), memberId, unit: "points", change: points, balanceAfter: points },
    ...{ cause: "staff", causeId: newId("ent"), actorType: "system", at: new Date() },
  });
}
