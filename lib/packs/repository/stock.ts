import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { writeArray } from "@/db/array-types";
import type { Reader, Tx } from "@/db/client";
import { packQuotas } from "@/db/schema/pack-purchases";
import { packStock, packs } from "@/db/schema/packs";
import { shardOf } from "@/lib/kernel/id";
import { loadStoreIds, type Pack, stockOf } from "@/lib/packs/repository/packs";
import type { PackQuota } from "@/lib/packs/rules/status";
import type { Scope } from "@/lib/platform/auth/scope";

/** A pack as a purchase or a gift needs it, true until the transaction ends. `taken` of an unlimited one is one shard's. */
export type OfferedPack = Pack & {
  readonly storeIds: readonly string[] | null;
  readonly quantity: number | null;
  readonly taken: number;
};

/** The counter row that somebody's purchase touches: shard 0 of a limited pack, `key`'s own of an unlimited. */
const counterOf = (scope: Scope, packId: string, key: string) =>
  and(
    stockOf(scope, packId),
    or(
      and(eq(packStock.shard, 0), isNotNull(packStock.quantity)),
      and(eq(packStock.shard, shardOf(key)), isNull(packStock.quantity)),
    ),
  );

/**
 * Locks the counter that a purchase of `key` (a member's id; a gift's, where there is no member yet) touches, then reads the
 * pack under that lock: a change of it takes the same. Null = not here.
 */
export async function lockOffered(
  tx: Tx,
  scope: Scope,
  packId: string,
  key: string,
): Promise<OfferedPack | null> {
  // A pack that is being turned from limited to unlimited or back changes its rows: what is missing is asked for again.
  for (let attempt = 0; attempt < 3; attempt++) {
    const [counter] = await tx
      .select()
      .from(packStock)
      .where(counterOf(scope, packId, key))
      .for("update");
    if (!counter) continue;
    const [pack] = await tx
      .select()
      .from(packs)
      .where(and(eq(packs.merchantId, scope.merchantId), eq(packs.id, packId)));
    if (!pack) return null;
    const { quantity, reserved, sold, given } = counter;
    const storeIds = await loadStoreIds(tx, scope, packId);
    return { ...pack, storeIds, quantity, taken: reserved + sold + given };
  }
  return null;
}

/** How a counter changes; what is not named stays. */
export type StockChange = {
  readonly reserved?: number;
  readonly sold?: number;
  readonly given?: number;
  readonly refunded?: number;
  readonly revenueMinor?: number;
  readonly refundedMinor?: number;
};

/** Changes the counter of one purchase; the CHECKs and the row count make sure that there were as many (I-1, I-5). */
export async function countStock(
  tx: Tx,
  scope: Scope,
  packId: string,
  key: string,
  change: StockChange,
): Promise<void> {
  const plus = (name: keyof StockChange) => sql`${packStock[name]} + ${change[name] ?? 0}::bigint`;
  const more = (change.reserved ?? 0) + (change.sold ?? 0) + (change.given ?? 0);
  const left =
    more > 0
      ? sql`(${packStock.quantity} is null or ${packStock.reserved} + ${packStock.sold} + ${packStock.given} + ${more}::bigint <= ${packStock.quantity})`
      : undefined;
  const changed = await tx
    .update(packStock)
    .set({
      reserved: plus("reserved"),
      sold: plus("sold"),
      given: plus("given"),
      refunded: plus("refunded"),
      revenueMinor: plus("revenueMinor"),
      refundedMinor: plus("refundedMinor"),
    })
    .where(and(counterOf(scope, packId, key), left))
    .returning({ shard: packStock.shard });
  if (changed.length !== 1) throw new Error(`stock of pack ${packId} changed under its lock`);
}

/**
 * Counts fewer given of a locked pack, all its counters locked with it: what was given by somebody who is no member may stand
 * on any of them, since it turned from limited to unlimited. Asserts that there were as many.
 */
export async function takeBackGiven(tx: Tx, scope: Scope, packId: string, quantity: number): Promise<void> {
  const [row] = await tx.execute<{ n: number }>(sql`
    with held as (select shard, given, sum(given) over (order by shard) - given as before from pack_stock
        where merchant_id = ${scope.merchantId} and pack_id = ${packId}),
      part as (select shard, greatest(0, least(given, ${quantity}::bigint - before)) as n from held),
      taken as (update pack_stock s set given = s.given - p.n from part p
        where s.merchant_id = ${scope.merchantId} and s.pack_id = ${packId} and s.shard = p.shard and p.n > 0 returning p.n)
    select coalesce(sum(n), 0)::int as n from taken`);
  if (row?.n !== quantity) throw new Error(`pack ${packId} counts fewer given than were`);
}

/** What a member bought of these packs, by pack, under lock in the order of their ids; those without a row bought nothing yet. */
export async function lockQuotas(
  tx: Tx,
  scope: Scope,
  memberId: string,
  packIds: readonly string[],
): Promise<ReadonlyMap<string, PackQuota>> {
  const rows = await tx
    .select({
      packId: packQuotas.packId,
      bought: packQuotas.bought,
      day: packQuotas.day,
      boughtToday: packQuotas.boughtToday,
    })
    .from(packQuotas)
    .where(
      and(
        eq(packQuotas.merchantId, scope.merchantId),
        eq(packQuotas.memberId, memberId),
        inArray(packQuotas.packId, [...packIds]),
      ),
    )
    .orderBy(asc(packQuotas.packId))
    .for("update");
  return new Map(rows.map(({ packId, ...quota }) => [packId, quota]));
}

/** How many of each of these coupons the first deliveries of unpaid purchases wait for, at the database's clock. A look: locks nothing. */
export async function loadHeldCoupons(
  reader: Reader,
  scope: Scope,
  couponIds: readonly string[],
): Promise<Map<string, number>> {
  if (couponIds.length === 0) return new Map();
  const rows = await reader.execute<{ id: string; n: number }>(sql`
    select i.coupon_id as id, sum(i.quantity * p.quantity)::int as n from pack_purchase p
    join pack_item i on (i.merchant_id, i.pack_id, i.version) = (p.merchant_id, p.pack_id, p.contents_version)
    where p.merchant_id = ${scope.merchantId} and p.status = 'placed' and p.expires_at > now()
      and i.coupon_id = any(${writeArray(couponIds)}::text[])
      and i.part = case when exists (select from pack_item f where (f.merchant_id, f.pack_id, f.version, f.part)
        = (p.merchant_id, p.pack_id, p.contents_version, 'first')) then 'first' else 'each' end
    group by 1`);
  return new Map(rows.map(({ id, n }) => [id, n]));
}

type Limits = Pick<Pack, "purchaseLimit" | "purchaseLimitPerDay">;

/** Counts one more, a new day beginning at zero; the statement repeats the limits and its row count is asserted (I-2, I-3). */
export async function countBought(
  tx: Tx,
  scope: Scope,
  { memberId, packId, today }: { readonly memberId: string; readonly packId: string; readonly today: string },
  { purchaseLimit, purchaseLimitPerDay }: Limits,
): Promise<void> {
  const todayBefore = sql`case when ${packQuotas.day} = ${today}::date then ${packQuotas.boughtToday} else 0 end`;
  const counted = await tx
    .insert(packQuotas)
    .values({ merchantId: scope.merchantId, memberId, packId, bought: 1, day: today, boughtToday: 1 })
    .onConflictDoUpdate({
      target: [packQuotas.merchantId, packQuotas.memberId, packQuotas.packId],
      set: { bought: sql`${packQuotas.bought} + 1`, boughtToday: sql`${todayBefore} + 1`, day: today },
      setWhere: and(
        purchaseLimit === null ? undefined : sql`${packQuotas.bought} < ${purchaseLimit}`,
        purchaseLimitPerDay === null ? undefined : sql`${todayBefore} < ${purchaseLimitPerDay}`,
      ),
    })
    .returning({ bought: packQuotas.bought });
  if (counted.length !== 1) throw new Error("a member's quota of a pack changed under its lock");
}

/** What was given up of one member and pack. */
export type GivenUp = {
  readonly memberId: string;
  readonly packId: string;
  readonly placedOn: string;
  readonly quantity: number;
};

/**
 * Gives back what purchases held: their members' limits first, then the packs' stock, each in one order, so that two who give
 * back the same ones cannot wait for each other. Asserts that every counter took its part.
 */
export async function giveBackHeld(tx: Tx, scope: Scope, given: readonly GivenUp[]): Promise<void> {
  const list = JSON.stringify(given.map((one) => ({ ...one, shard: shardOf(one.memberId) })));
  const rows = sql`jsonb_to_recordset(${list}::jsonb) as x("memberId" text, "packId" text, "placedOn" date, quantity int, shard int)`;
  const quotas = await tx.execute(sql`
    with back as (select "memberId" as member_id, "packId" as pack_id, count(*) as n,
        array_agg("placedOn") as days from ${rows} group by 1, 2),
      held as (select q.member_id, q.pack_id from pack_quota q join back b on (b.member_id, b.pack_id) = (q.member_id, q.pack_id)
        where q.merchant_id = ${scope.merchantId} order by q.member_id, q.pack_id for update of q)
    update pack_quota q set bought = q.bought - b.n,
      bought_today = q.bought_today - (select count(*) from unnest(b.days) d where d = q.day), updated_at = now()
    from back b join held h on (h.member_id, h.pack_id) = (b.member_id, b.pack_id)
    where q.merchant_id = ${scope.merchantId} and (q.member_id, q.pack_id) = (b.member_id, b.pack_id) returning 1`);
  const pairs = new Set(given.map(({ memberId, packId }) => `${memberId} ${packId}`));
  if (quotas.length !== pairs.size) throw new Error("a quota of a pack was not there to give back");
  const stock = await tx.execute<{ n: string }>(sql`
    with back as (select "packId" as pack_id, shard, sum(quantity) as n from ${rows} group by 1, 2),
      held as (select s.pack_id, s.shard, sum(b.n) as n from pack_stock s
        join back b on b.pack_id = s.pack_id and (s.quantity is not null or b.shard = s.shard)
        where s.merchant_id = ${scope.merchantId} group by s.pack_id, s.shard),
      locked as (select s.pack_id, s.shard from pack_stock s join held h on (h.pack_id, h.shard) = (s.pack_id, s.shard)
        where s.merchant_id = ${scope.merchantId} order by s.pack_id, s.shard for update of s)
    update pack_stock s set reserved = s.reserved - h.n from held h join locked l on (l.pack_id, l.shard) = (h.pack_id, h.shard)
    where s.merchant_id = ${scope.merchantId} and (s.pack_id, s.shard) = (h.pack_id, h.shard) returning h.n::text as n`);
  const back = stock.reduce((sum, row) => sum + Number(row.n), 0);
  if (back !== given.reduce((sum, one) => sum + one.quantity, 0)) {
    throw new Error("stock of a pack was not there to give back");
  }
}
