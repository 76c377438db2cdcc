import type postgres from "postgres";
import { makeMerchant } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { newCode, newId } from "@/lib/kernel/id";

/** A pack that members have, and what a round of the bench does with it. */
export type PackWorld = {
  readonly merchantId: string;
  /** Makes exactly one delivery of each member due now; gives the instant before which nothing of the round was written. */
  readonly makeDue: (sql: postgres.Sql) => Promise<string>;
  /** Takes away what a run wrote since then. */
  readonly takeAway: (sql: postgres.Sql, since: string) => Promise<void>;
  /** Takes away what the run wrote since then and writes it again bare, in one transaction; tells how many seconds that took. */
  readonly insertAgain: (sql: postgres.Sql, since: string) => Promise<number>;
};

/** The tables a delivery run writes, and by which column its rows of a round are told. */
const written = [
  ["voucher", "issued_at"],
  ["pack_delivery", "at"],
  ["outbox_batch", "created_at"],
] as const;

/** A merchant whose daily pack so many members hold, each delivery bringing one of so many coupons. */
export async function makePackWorld(
  sql: postgres.Sql,
  size: { readonly members: number; readonly coupons: number },
): Promise<PackWorld> {
  const made = await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx, { slug: "bench-packs", name: "Bench merchant" });
    const couponIds: string[] = [];
    for (let i = 0; i < size.coupons; i++) couponIds.push(await makeCoupon(tx, merchantId));
    return { merchantId, couponIds };
  });
  const { merchantId, couponIds } = made;
  const schedule = { type: "recurring" as const, every: { unit: "day" as const }, cycles: 366 };
  const items = couponIds.map((couponId) => {
    return { couponId, quantity: 1, starts: { type: "at_once" as const }, validDays: 30 };
  });
  const packId = await makePack(
    merchantId,
    packForm(couponIds, { type: "paid", sale: saleOf(), contents: { schedule, items } }),
  );
  await makeHolders(sql, { merchantId, packId, members: size.members });
  return {
    merchantId,
    makeDue: async (tools) => {
      await tools`
        update pack_purchase p set started_on = (now() at time zone 'UTC')::date - (d.next_cycle - 1) from pack_due d
        where p.merchant_id = ${merchantId} and p.pack_id = ${packId} and (d.merchant_id, d.purchase_id) = (p.merchant_id, p.id)`;
      await tools`
        update pack_due set next_due_at = date_trunc('day', now()), try_at = date_trunc('day', now())
        where merchant_id = ${merchantId} and pack_id = ${packId}`;
      await tools`vacuum analyze pack_purchase`;
      await tools`vacuum analyze pack_due`;
      const [row] = await tools<{ now: string }[]>`select clock_timestamp()::text as now`;
      return row?.now ?? "";
    },
    takeAway: (tools, since) => takeAway(tools, merchantId, since),
    insertAgain: (tools, since) => insertAgain(tools, merchantId, since),
  };
}

async function makeHolders(
  sql: postgres.Sql,
  { merchantId, packId, members }: { merchantId: string; packId: string; members: number },
): Promise<void> {
  for (let at = 0; at < members; at += 10_000) {
    const ids = Array.from({ length: Math.min(10_000, members - at) }, () => newId("mbr"));
    const phones = ids.map((_, i) => `+8526${String(2_000_000 + at + i)}`);
    await sql`
      insert into member (merchant_id, id, phone)
      select ${merchantId}, id, phone from unnest(${ids}::text[], ${phones}::text[]) x (id, phone)`;
    const purchases = ids.map(() => newId("pcs"));
    await sql`
      insert into pack_purchase (merchant_id, id, number, pack_id, contents_version, member_id, channel, currency, price_minor,
        status, placed_at, placed_on, paid_at, auto_refund, time_zone, cycles, started_on)
      select ${merchantId}, id, number, ${packId}, 1, member, 'mall', 'HKD', 1000, 'paid', now(), now(), now(), false, 'UTC',
        366, now()
      from unnest(${purchases}::text[], ${ids.map(() => newCode(8))}::text[], ${ids}::text[]) x (id, number, member)`;
    await sql`
      insert into pack_due (merchant_id, purchase_id, pack_id, next_cycle, next_due_at, try_at)
      select ${merchantId}, id, ${packId}, 2, now() + interval '1 day', now() + interval '1 day'
      from unnest(${purchases}::text[]) x (id)`;
  }
  await sql`analyze`;
}

async function takeAway(sql: postgres.Sql, merchantId: string, since: string): Promise<void> {
  for (const [table, at] of written) {
    await sql`alter table ${sql(table)} disable trigger user`;
    await sql`delete from ${sql(table)} where merchant_id = ${merchantId} and ${sql(at)} >= ${since}::timestamptz`;
    await sql`alter table ${sql(table)} enable trigger user`;
    await sql`vacuum analyze ${sql(table)}`;
  }
  await sql`vacuum analyze pack_purchase`;
  await sql`vacuum analyze pack_due`;
  await sql`checkpoint`;
}

async function insertAgain(sql: postgres.Sql, merchantId: string, since: string): Promise<number> {
  for (const [table, at] of written) {
    await sql`drop table if exists ${sql(`again_${table}`)}`;
    await sql`create unlogged table ${sql(`again_${table}`)} as select * from ${sql(table)}
      where merchant_id = ${merchantId} and ${sql(at)} >= ${since}::timestamptz`;
  }
  await takeAway(sql, merchantId, since);
  const began = performance.now();
  await sql.begin(async (tx) => {
    for (const [table] of written) await tx`insert into ${tx(table)} select * from ${tx(`again_${table}`)}`;
  });
  return (performance.now() - began) / 1000;
}
