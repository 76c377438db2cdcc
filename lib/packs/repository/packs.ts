import { and, asc, eq, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { packContents, packItems, packStock, packStores, packs } from "@/db/schema/packs";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { PackContents, PackInput } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const SHARDS = 16;

const mine = (scope: Scope, packId: string) =>
  and(eq(packs.merchantId, scope.merchantId), eq(packs.id, packId));
export const stockOf = (scope: Scope, packId: string) =>
  and(eq(packStock.merchantId, scope.merchantId), eq(packStock.packId, packId));

export type Pack = typeof packs.$inferSelect;
export type LockedPack = Pack & {
  readonly storeIds: readonly string[] | null;
  readonly quantity: number | null;
  /** Held, sold and given, over all shards. */
  readonly taken: number;
  readonly sold: number;
};

/** Locks a pack and all its counters until the transaction ends, so that it waits for purchases in flight; null = not here. */
export async function lockPack(tx: Tx, scope: Scope, packId: string): Promise<LockedPack | null> {
  const [pack] = await tx.select().from(packs).where(mine(scope, packId)).for("update");
  if (!pack) return null;
  const shards = await tx
    .select()
    .from(packStock)
    .where(stockOf(scope, packId))
    .orderBy(asc(packStock.shard))
    .for("update");
  if (shards.length === 0) throw new Error(`pack ${packId} has no stock`);
  const taken = shards.reduce((sum, row) => sum + row.reserved + row.sold + row.given, 0);
  const sold = shards.reduce((sum, row) => sum + row.sold, 0);
  const storeIds = await loadStoreIds(tx, scope, packId);
  return { ...pack, storeIds, quantity: shards[0]?.quantity ?? null, taken, sold };
}

/** The stores a pack is sold in; null = all of its currency. */
export async function loadStoreIds(reader: Reader, scope: Scope, packId: string): Promise<string[] | null> {
  const rows = await reader
    .select({ id: packStores.storeId })
    .from(packStores)
    .where(and(eq(packStores.merchantId, scope.merchantId), eq(packStores.packId, packId)))
    .orderBy(asc(packStores.storeId));
  return rows.length > 0 ? rows.map(({ id }) => id) : null;
}

/** What a form's pack says in columns; the type is not among them, since it never changes. */
function columnsOf(pack: PackInput, currency: string) {
  const { name, description, translations, image } = pack;
  const words = { name, description, translations, imageId: image?.id ?? null, imageAlt: image?.alt ?? "" };
  if (pack.type === "campaign") return { ...words, currency, priceMinor: null, channels: [] };
  const { sale } = pack;
  return {
    ...words,
    currency: sale.currency,
    priceMinor: sale.priceMinor,
    channels: sale.channels,
    salesFrom: sale.from === null ? null : new Date(sale.from),
    salesUntil: sale.until === null ? null : new Date(sale.until),
    purchaseLimit: sale.limit,
    purchaseLimitPerDay: sale.limitPerDay,
    redirectUrl: sale.redirectUrl,
    autoRefund: sale.autoRefund,
  };
}

/** Stores a new draft with version 1 of its contents, its stores and its counters. `currency` is a campaign pack's. */
export async function insertPack(
  tx: Tx,
  scope: Scope,
  pack: PackInput,
  currency: string,
): Promise<{ id: string; createdAt: Instant }> {
  const id = newId("pak");
  const { merchantId } = scope;
  const [row] = await tx
    .insert(packs)
    .values({ merchantId, id, type: pack.type, createdBy: scope.actor.id, ...columnsOf(pack, currency) })
    .returning({ createdAt: packs.createdAt });
  if (!row) throw new Error("a pack was not made");
  await insertContents(tx, scope, id, 1, pack.contents);
  if (pack.type === "paid") await insertStores(tx, scope, id, pack.sale.storeIds);
  const quantity = pack.type === "paid" ? pack.sale.quantity : null;
  await tx.insert(packStock).values(shardRows(scope, id, quantity));
  return { id, createdAt: row.createdAt };
}

async function insertContents(
  tx: Tx,
  scope: Scope,
  packId: string,
  version: number,
  { schedule, items, firstItems }: PackContents,
): Promise<void> {
  const { merchantId, actor } = scope;
  await tx.insert(packContents).values({ merchantId, packId, version, schedule, createdBy: actor.id });
  const rows = (part: "first" | "each", list: PackContents["items"]) =>
    list.map((item, at) => ({ merchantId, packId, version, part, position: at + 1, ...item }));
  await tx.insert(packItems).values([...rows("each", items), ...rows("first", firstItems ?? [])]);
}

/** Adds a version of the contents of a locked pack and makes it the one that is sold and given from now on. */
export async function addContents(tx: Tx, scope: Scope, pack: Pack, contents: PackContents): Promise<number> {
  const version = pack.contentsVersion + 1;
  await insertContents(tx, scope, pack.id, version, contents);
  await tx.update(packs).set({ contentsVersion: version }).where(mine(scope, pack.id));
  return version;
}

async function insertStores(
  tx: Tx,
  scope: Scope,
  packId: string,
  storeIds: "all" | readonly string[],
): Promise<void> {
  if (storeIds === "all") return;
  const { merchantId } = scope;
  await tx
    .insert(packStores)
    .values([...new Set(storeIds)].map((storeId) => ({ merchantId, packId, storeId })));
}

/** Writes what a form says of a locked pack, contents and stock aside. */
export async function updatePack(tx: Tx, scope: Scope, pack: Pack, input: PackInput): Promise<void> {
  await tx.update(packs).set(columnsOf(input, pack.currency)).where(mine(scope, pack.id));
  if (input.type !== "paid") return;
  await tx
    .delete(packStores)
    .where(and(eq(packStores.merchantId, scope.merchantId), eq(packStores.packId, pack.id)));
  await insertStores(tx, scope, pack.id, input.sale.storeIds);
}

/** Marks of a pack's state. */
export type PackMarks = Partial<Pick<Pack, "publishedAt" | "pausedAt" | "archivedAt">>;

/** Writes marks on a locked pack. */
export async function updateMarks(tx: Tx, scope: Scope, packId: string, marks: PackMarks): Promise<void> {
  await tx.update(packs).set(marks).where(mine(scope, packId));
}

/** Counts a change of a locked pack, for the conflict check of forms; gives the new revision. */
export async function bumpRevision(tx: Tx, scope: Scope, packId: string, now: Instant): Promise<number> {
  const [row] = await tx
    .update(packs)
    .set({ revision: sql`${packs.revision} + 1`, updatedAt: now })
    .where(mine(scope, packId))
    .returning({ revision: packs.revision });
  if (!row) throw new Error(`pack ${packId} vanished under its lock`);
  return row.revision;
}

const shardRows = (scope: Scope, packId: string, quantity: number | null, from = 0) =>
  Array.from({ length: quantity === null ? SHARDS - from : 1 }, (_, i) => ({
    merchantId: scope.merchantId,
    packId,
    shard: i + from,
    quantity,
  }));

/**
 * Sets how many of a locked pack there are, null = unlimited: between limited and unlimited its counters are folded into one
 * row or spread into sixteen. The CHECK refuses fewer than are taken. What unpaid purchases hold is laid where their
 * members fall, so that each finds its own when it is paid or given up.
 */
export async function setQuantity(
  tx: Tx,
  scope: Scope,
  pack: Pick<LockedPack, "id" | "quantity">,
  quantity: number | null,
): Promise<void> {
  const first = and(stockOf(scope, pack.id), eq(packStock.shard, 0));
  if (pack.quantity === null && quantity !== null) return await foldStock(tx, scope, pack.id, quantity);
  await tx.update(packStock).set({ quantity }).where(first);
  if (pack.quantity === null || quantity !== null) return;
  await tx.insert(packStock).values(shardRows(scope, pack.id, null, 1));
  await tx.execute(sql`
    update pack_stock s set reserved = coalesce((select sum(p.quantity) from pack_purchase p
      where p.merchant_id = s.merchant_id and p.pack_id = s.pack_id and p.status = 'placed'
        and (strpos('0123456789abcdefghjkmnpqrstvwxyz', right(p.member_id, 1)) - 1) & 15 = s.shard), 0)
    where s.merchant_id = ${scope.merchantId} and s.pack_id = ${pack.id}`);
}

async function foldStock(tx: Tx, scope: Scope, packId: string, quantity: number): Promise<void> {
  const removed = await tx
    .delete(packStock)
    .where(and(stockOf(scope, packId), sql`${packStock.shard} > 0`))
    .returning();
  const sum = (name: "reserved" | "sold" | "given" | "refunded" | "revenueMinor" | "refundedMinor") =>
    sql`${packStock[name]} + ${removed.reduce((all, row) => all + row[name], 0)}::bigint`;
  await tx
    .update(packStock)
    .set({
      quantity,
      reserved: sum("reserved"),
      sold: sum("sold"),
      given: sum("given"),
      refunded: sum("refunded"),
      revenueMinor: sum("revenueMinor"),
      refundedMinor: sum("refundedMinor"),
    })
    .where(and(stockOf(scope, packId), eq(packStock.shard, 0)));
}

/** A version's contents as the form takes them. */
export async function loadContents(
  reader: Reader,
  scope: Scope,
  packId: string,
  version: number,
): Promise<PackContents> {
  const of = <T extends typeof packContents | typeof packItems>(table: T) =>
    and(eq(table.merchantId, scope.merchantId), eq(table.packId, packId), eq(table.version, version));
  const [row] = await reader
    .select({ schedule: packContents.schedule })
    .from(packContents)
    .where(of(packContents));
  if (!row) throw new Error(`pack ${packId} has no version ${version}`);
  const items = await reader
    .select({
      part: packItems.part,
      couponId: packItems.couponId,
      quantity: packItems.quantity,
      starts: packItems.starts,
      validDays: packItems.validDays,
    })
    .from(packItems)
    .where(of(packItems))
    .orderBy(asc(packItems.position));
  const listOf = (part: "first" | "each") =>
    items.filter((item) => item.part === part).map(({ part: _, ...item }) => item);
  const first = listOf("first");
  return { schedule: row.schedule, items: listOf("each"), firstItems: first.length > 0 ? first : null };
}

/** A pack of this merchant, unlocked. */
export async function loadPack(reader: Reader, scope: Scope, packId: string): Promise<Pack> {
  const [row] = await reader.select().from(packs).where(mine(scope, packId));
  if (!row) throw new Error(`there is no pack ${packId}`);
  return row;
}
