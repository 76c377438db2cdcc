import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { packDeliveries, packDues, packGifts, packPurchases, packQuotas } from "@/db/schema/pack-purchases";
import { packContents, packItems, packStock, packStores, packs, packTallies } from "@/db/schema/packs";
import { next } from "@/db/seed/factories";
import { makeVoucher } from "@/db/seed/wins";
import { newCode, newId, shardOf } from "@/lib/kernel/id";
import { type Instant, localDate } from "@/lib/kernel/time";
import { cyclesOf, dueAt } from "@/lib/packs/rules/schedule";
import { itemWindow } from "@/lib/packs/rules/window";
import { type PackContents, type PackInput, type PackSale, packInputSchema } from "@/lib/packs/schema";

const ZONE = "Asia/Hong_Kong";
const SHARDS = 16;

type Marks = {
  publishedAt?: Instant | null;
  pausedAt?: Instant | null;
  archivedAt?: Instant | null;
  createdAt?: Instant;
  createdBy?: string | null;
};

/** What a pack is made of here: the form's shape with everything but the interesting left out. */
export type PackSketch = {
  name?: string;
  description?: string;
  schedule?: PackContents["schedule"];
  items: readonly (Partial<PackContents["items"][number]> & { couponId: string })[];
  firstItems?: PackSketch["items"];
  /** Given: it is sold. */
  sale?: Partial<PackSale> & { priceMinor: number };
};

function inputOf(sketch: PackSketch): PackInput {
  const { name = `Pack ${next()}`, description = "", schedule = { type: "once" }, sale } = sketch;
  const items = (list: PackSketch["items"]) => list.map((one) => ({ quantity: 1, validDays: 30, ...one }));
  const contents = {
    schedule,
    items: items(sketch.items),
    firstItems: sketch.firstItems ? items(sketch.firstItems) : null,
  };
  return packInputSchema.parse({
    ...{ type: sale ? "paid" : "campaign", name, description, contents },
    ...(sale ? { sale: { currency: "HKD", channels: ["mall", "order"], ...sale } } : {}),
  });
}

/** A pack with version 1 of its contents and its counters; published unless `marks` say otherwise. */
export async function makePack(
  tx: Tx,
  merchantId: string,
  sketch: PackSketch,
  marks: Marks = {},
): Promise<string> {
  const id = newId("pak");
  const pack = inputOf(sketch);
  const sale = pack.type === "paid" ? pack.sale : null;
  const { publishedAt = new Date(), createdAt = publishedAt ?? new Date(), ...rest } = marks;
  await tx.insert(packs).values({
    ...{ merchantId, id, type: pack.type, name: pack.name, description: pack.description },
    currency: sale?.currency ?? "HKD",
    priceMinor: sale?.priceMinor ?? null,
    channels: sale?.channels ?? [],
    salesFrom: sale?.from ? new Date(sale.from) : null,
    salesUntil: sale?.until ? new Date(sale.until) : null,
    purchaseLimit: sale?.limit ?? null,
    purchaseLimitPerDay: sale?.limitPerDay ?? null,
    redirectUrl: sale?.redirectUrl ?? null,
    autoRefund: sale?.autoRefund ?? false,
    ...{ publishedAt, createdAt, updatedAt: createdAt },
    ...rest,
  });
  const version = { merchantId, packId: id, version: 1 };
  await tx.insert(packContents).values({ ...version, schedule: pack.contents.schedule, createdAt });
  const rows = (part: "first" | "each", list: PackContents["items"]) =>
    list.map((item, at) => ({ ...version, part, position: at + 1, ...item }));
  const { items, firstItems } = pack.contents;
  await tx.insert(packItems).values([...rows("each", items), ...rows("first", firstItems ?? [])]);
  if (sale && sale.storeIds !== "all") {
    await tx.insert(packStores).values(sale.storeIds.map((storeId) => ({ merchantId, packId: id, storeId })));
  }
  const quantity = sale?.quantity ?? null;
  const shards = Array.from({ length: quantity === null ? SHARDS : 1 }, (_, shard) => shard);
  await tx.insert(packStock).values(shards.map((shard) => ({ merchantId, packId: id, shard, quantity })));
  return id;
}

export type PurchaseSketch = {
  packId: string;
  memberId: string;
  at: Instant;
  /** Until when deliveries were made; the others are to come. */
  now: Instant;
  /** `placed`: it waits for its payment; `given`: by staff. */
  status?: "placed" | "paid" | "given";
  /** How many of the first delivery's coupons were used, an hour later. */
  used?: number;
  /** Until when an unpaid one is held; ten minutes when not told. */
  expiresAt?: Instant;
  givenBy?: string;
};

type Stored = typeof packs.$inferSelect;

/** A purchase or a gift with every delivery that is due by `now`, counted wherever such is counted. */
export async function makePurchase(tx: Tx, merchantId: string, sketch: PurchaseSketch): Promise<string> {
  const { packId, memberId, at, now, status = "paid", givenBy = null } = sketch;
  const [pack] = await tx
    .select()
    .from(packs)
    .where(and(eq(packs.merchantId, merchantId), eq(packs.id, packId)));
  const [held] = await tx
    .select()
    .from(packContents)
    .where(and(eq(packContents.merchantId, merchantId), eq(packContents.packId, packId)));
  if (!pack || !held) throw new Error("there is no such pack");
  const id = newId("pcs", at.getTime());
  const isGift = status === "given";
  const isHeld = status !== "placed";
  const giftId = isGift ? newId("pgf", at.getTime()) : null;
  if (giftId) {
    await tx.insert(packGifts).values({
      ...{ merchantId, id: giftId, packId, contentsVersion: 1, memberId, quantity: 1 },
      ...{ actorType: "staff", actorId: givenBy, createdAt: at, deliveredAt: at },
    });
  }
  const day = localDate(at, ZONE);
  const cycles = cyclesOf(held.schedule);
  const due = Array.from({ length: cycles }, (_, i) =>
    i === 0 ? at : dueAt(held.schedule, day, i + 1, ZONE),
  );
  const made = isHeld ? due.filter((one): one is Instant => one !== null && one <= now) : [];
  const nextDueAt = isHeld ? (due[made.length] ?? null) : null;
  await tx.insert(packPurchases).values({
    ...{ merchantId, id, number: newCode(8), packId, contentsVersion: 1, memberId, giftId, status },
    ...{ channel: isGift ? "gift" : "mall", currency: pack.currency, placedAt: at, placedOn: day },
    ...{
      priceMinor: isGift ? 0 : (pack.priceMinor ?? 0),
      autoRefund: pack.autoRefund,
      timeZone: ZONE,
      cycles,
    },
    slot: isHeld ? null : 1,
    expiresAt: isGift ? null : (sketch.expiresAt ?? new Date(at.getTime() + 600_000)),
    paidAt: status === "paid" ? at : null,
    paymentRef: status === "paid" ? `seed-${id}` : null,
    startedOn: isHeld ? day : null,
  });
  if (isHeld) {
    const next = { nextCycle: made.length + 1, nextDueAt, tryAt: nextDueAt };
    await tx.insert(packDues).values({ merchantId, purchaseId: id, packId, ...next });
  }
  await count(tx, pack, { memberId, status, day });
  for (const [i, when] of made.entries()) {
    await deliver(tx, pack, { id, memberId, cycle: i + 1, at: when, used: i === 0 ? (sketch.used ?? 0) : 0 });
  }
  return id;
}

async function count(
  tx: Tx,
  { merchantId, id: packId, priceMinor }: Stored,
  { memberId, status, day }: { memberId: string; status: string; day: string },
): Promise<void> {
  const [limited] = await tx
    .select({ quantity: packStock.quantity })
    .from(packStock)
    .where(and(eq(packStock.merchantId, merchantId), eq(packStock.packId, packId), eq(packStock.shard, 0)));
  const shard = limited?.quantity === null ? shardOf(memberId) : 0;
  const isSold = status === "paid";
  await tx
    .update(packStock)
    .set({
      reserved: sql`${packStock.reserved} + ${status === "placed" ? 1 : 0}`,
      sold: sql`${packStock.sold} + ${isSold ? 1 : 0}`,
      given: sql`${packStock.given} + ${status === "given" ? 1 : 0}`,
      revenueMinor: sql`${packStock.revenueMinor} + ${isSold ? (priceMinor ?? 0) : 0}`,
    })
    .where(
      and(eq(packStock.merchantId, merchantId), eq(packStock.packId, packId), eq(packStock.shard, shard)),
    );
  if (status === "given") return;
  await tx
    .insert(packQuotas)
    .values({ merchantId, memberId, packId, bought: 1, day, boughtToday: 1 })
    .onConflictDoUpdate({
      target: [packQuotas.merchantId, packQuotas.memberId, packQuotas.packId],
      set: {
        bought: sql`${packQuotas.bought} + 1`,
        boughtToday: sql`case when ${packQuotas.day} = ${day} then ${packQuotas.boughtToday} + 1 else 1 end`,
        day,
      },
    });
}

type Delivery = { id: string; memberId: string; cycle: number; at: Instant; used: number };

async function deliver(tx: Tx, pack: Stored, { id, memberId, cycle, at, used }: Delivery): Promise<void> {
  const { merchantId } = pack;
  const all = await tx
    .select()
    .from(packItems)
    .where(and(eq(packItems.merchantId, merchantId), eq(packItems.packId, pack.id)));
  const first = all.filter((item) => item.part === "first");
  const items = cycle === 1 && first.length > 0 ? first : all.filter((item) => item.part === "each");
  const bounds = await tx
    .select({ id: coupons.id, from: coupons.validFrom, until: coupons.validUntil })
    .from(coupons)
    .where(
      and(
        eq(coupons.merchantId, merchantId),
        inArray(
          coupons.id,
          items.map((item) => item.couponId),
        ),
      ),
    );
  const voucherIds: string[] = [];
  for (const item of items) {
    const own = bounds.find((one) => one.id === item.couponId) ?? { from: null, until: null };
    const window = itemWindow(item, at, ZONE, own);
    if (!window) throw new Error("nothing of a coupon in this pack can be issued then");
    for (let copy = 0; copy < item.quantity; copy++) {
      const usedAt = voucherIds.length < used ? new Date(at.getTime() + 3_600_000) : null;
      const issue = { memberId, couponId: item.couponId, at, usedAt, source: "pack" as const, sourceId: id };
      voucherIds.push(await makeVoucher(tx, merchantId, { ...issue, pack: { id: pack.id, window } }));
    }
  }
  await tx.insert(packDeliveries).values({ merchantId, purchaseId: id, cycle, dueAt: at, at, voucherIds });
  const n = { issued: voucherIds.length, used: Math.min(used, voucherIds.length) };
  await tx
    .insert(packTallies)
    .values({ merchantId, packId: pack.id, shard: shardOf(memberId), ...n })
    .onConflictDoUpdate({
      target: [packTallies.merchantId, packTallies.packId, packTallies.shard],
      set: {
        issued: sql`${packTallies.issued} + ${n.issued}`,
        used: sql`${packTallies.used} + ${n.used}`,
      },
    });
}
