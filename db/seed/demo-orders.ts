import type { Tx } from "@/db/client";
import type { DemoWorld } from "@/db/seed/demo-offers";
import { demoProducts } from "@/db/seed/demo-people";
import { testScope } from "@/db/seed/factories";
import { cancelAt, completeAt, noteAt, payAt, placeAt, refundAt } from "@/db/seed/past-orders";
import { makeVoucher } from "@/db/seed/wins";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import { insertRequest } from "@/lib/orders/repository/requests";
import { orderInputSchema } from "@/lib/orders/schema";

const HOUR = 3_600_000;

type Coupons = Readonly<Record<"winter" | "oolong" | "cash", string>>;
type Item = readonly [name: (typeof demoProducts)[number]["name"], quantity: number];
type Order = {
  /** Hours ago. */
  readonly ago: number;
  /** Null = somebody who is no member. */
  readonly member: number | null;
  readonly store: "Mong Kok" | "Central" | "Sha Tin";
  readonly items: readonly Item[];
  readonly online?: true;
  /** Given to the member two hours before, and on the order if it is the best. */
  readonly coupon?: keyof Coupons;
  readonly ends:
    | "completed"
    | "paid"
    | "cancelled"
    | "asks for a refund"
    | { readonly refunded: "all" | 1; readonly by: "merchant" | "member" };
};

const two: readonly Item[] = [
  ["House milk tea", 1],
  ["Egg tart", 2],
];
const table: readonly Item[] = [
  ["Brown sugar milk tea", 2],
  ["Oat milk oolong", 2],
  ["Pineapple bun with butter", 2],
  ["Egg tart", 2],
];
const oolongs: readonly Item[] = [
  ["Roasted oolong", 1],
  ["Oat milk oolong", 1],
];
const lunch: readonly Item[] = [
  ["Grapefruit jasmine", 1],
  ["Pineapple bun with butter", 2],
];

const day = (days: number, hours: number) => days * 24 + hours;

/** Two weeks at three counters and online: most handed over, some waiting, some given up or given back. */
const orders: readonly Order[] = [
  { ago: day(13, 4), member: 1, store: "Central", items: table, coupon: "winter", ends: "completed" },
  { ago: day(13, 1), member: null, store: "Mong Kok", items: two, ends: "completed" },
  { ago: day(12, 5), member: 6, store: "Sha Tin", items: oolongs, coupon: "oolong", ends: "completed" },
  { ago: day(11, 2), member: 9, store: "Central", items: table, online: true, ends: "completed" },
  {
    ago: day(10, 6),
    member: 3,
    store: "Sha Tin",
    items: table,
    coupon: "winter",
    ends: { refunded: 1, by: "member" },
  },
  { ago: day(10, 1), member: 20, store: "Mong Kok", items: lunch, coupon: "cash", ends: "completed" },
  { ago: day(9, 3), member: 14, store: "Sha Tin", items: oolongs, coupon: "oolong", ends: "completed" },
  { ago: day(8, 5), member: null, store: "Central", items: lunch, ends: "completed" },
  { ago: day(7, 4), member: 0, store: "Mong Kok", items: table, coupon: "winter", ends: "completed" },
  { ago: day(7, 1), member: 21, store: "Central", items: two, online: true, ends: "completed" },
  { ago: day(6, 6), member: 6, store: "Sha Tin", items: lunch, coupon: "cash", ends: "completed" },
  { ago: day(6, 2), member: 16, store: "Mong Kok", items: oolongs, coupon: "oolong", ends: "completed" },
  {
    ago: day(5, 5),
    member: 11,
    store: "Mong Kok",
    items: table,
    coupon: "winter",
    ends: { refunded: "all", by: "merchant" },
  },
  { ago: day(5, 1), member: 1, store: "Central", items: lunch, online: true, ends: "completed" },
  { ago: day(4, 4), member: 24, store: "Mong Kok", items: lunch, coupon: "cash", ends: "completed" },
  { ago: day(4, 1), member: 9, store: "Central", items: table, coupon: "winter", ends: "completed" },
  { ago: day(3, 6), member: 2, store: "Mong Kok", items: two, online: true, ends: "cancelled" },
  { ago: day(3, 2), member: 14, store: "Sha Tin", items: table, coupon: "winter", ends: "completed" },
  { ago: day(2, 5), member: 20, store: "Mong Kok", items: oolongs, coupon: "oolong", ends: "completed" },
  { ago: day(2, 3), member: 32, store: "Mong Kok", items: two, ends: "completed" },
  { ago: day(1, 6), member: 4, store: "Central", items: lunch, online: true, ends: "asks for a refund" },
  { ago: day(1, 3), member: 0, store: "Mong Kok", items: lunch, coupon: "cash", ends: "completed" },
  { ago: day(1, 1), member: null, store: "Sha Tin", items: oolongs, ends: "completed" },
  { ago: 5, member: 16, store: "Mong Kok", items: table, coupon: "winter", ends: "completed" },
  { ago: 3, member: 21, store: "Central", items: oolongs, coupon: "oolong", ends: "paid" },
  { ago: 1, member: 24, store: "Mong Kok", items: two, online: true, ends: "paid" },
];

/** The orders of the demo, priced, paid and given back by the product's own rules, each at its time. */
export async function makeDemoOrders(tx: Tx, world: DemoWorld, coupons: Coupons): Promise<void> {
  for (const order of orders) await makeOne(tx, world, coupons, order);
}

async function makeOne(tx: Tx, world: DemoWorld, coupons: Coupons, sketch: Order): Promise<void> {
  const { merchantId, now, createdBy, storeIds, memberIds } = world;
  const at = new Date(now.getTime() - sketch.ago * HOUR);
  const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
  const memberId = sketch.member === null ? null : (memberIds[sketch.member] ?? null);
  if (sketch.coupon && memberId) {
    await makeVoucher(tx, merchantId, { memberId, couponId: coupons[sketch.coupon], at: later(-120) });
  }
  const byMember = sketch.online === true && memberId !== null;
  const desk = testScope(merchantId, "group_admin", {
    actor: { type: "staff", id: createdBy },
    requestId: "seed",
  });
  const buyer = byMember
    ? testScope(merchantId, null, { actor: { type: "member", id: memberId }, requestId: "seed" })
    : desk;
  const place = byMember
    ? ({ channel: "online", device: "mobile" } as const)
    : ({ channel: "till", device: "till" } as const);
  const order = orderInputSchema.parse({
    ...{ storeId: storeIds[sketch.store], memberId, currency: "HKD", ...place },
    lines: sketch.items.map((item, i) => lineOf(world, item, String(i + 1))),
  });
  const id = await placeAt(tx, buyer, order, at);
  if (sketch.ends === "cancelled") return await cancelAt(tx, buyer, id, later(4));
  await payAt(tx, buyer, id, later(2));
  if (sketch.ends === "paid") return;
  // Given back by the merchant before it was handed over, its coupon goes back to the member.
  const isEarly = typeof sketch.ends === "object" && sketch.ends.by === "merchant";
  if (!isEarly) await completeAt(tx, desk, id, later(14));
  await close(tx, sketch.ends === "asks for a refund" ? buyer : desk, {
    id,
    memberId,
    ends: sketch.ends,
    at: later(55),
  });
}

type Closing = { id: string; memberId: string | null; ends: Order["ends"]; at: Instant };

async function close(tx: Tx, scope: Parameters<typeof placeAt>[1], { id, memberId, ends, at }: Closing) {
  if (ends === "asks for a refund") {
    const request = { id: newId("rrq", at.getTime()), orderId: id, memberId: memberId ?? "", lines: null };
    await insertRequest(tx, scope, { ...request, reason: "The bun was cold.", createdAt: at });
    return await noteAt(tx, scope, id, "ask_refund", at);
  }
  if (typeof ends !== "object") return;
  const lines = ends.refunded === "all" ? null : [{ lineId: "1", quantity: ends.refunded }];
  await refundAt(tx, scope, id, { by: ends.by, lines, reason: "Made with the wrong milk." }, at);
}

function lineOf({ productIds }: DemoWorld, [name, quantity]: Item, id: string) {
  const product = demoProducts.find((one) => one.name === name);
  return { id, productId: productIds[name], unitPriceMinor: product?.hkd ?? 0, quantity };
}
