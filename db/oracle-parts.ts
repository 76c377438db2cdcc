import { type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { END, type OracleSubject, type Part } from "@/db/oracle-question";
import { type IdPrefix, newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";

/** Where a subject's ids are, and how many make a part that is looked at in well under a second. */
const sources: Record<OracleSubject, { readonly table: string; readonly size: number }> = {
  coupon: { table: "coupon", size: 20 },
  activity: { table: "activity", size: 10 },
  member: { table: "member", size: 1000 },
  voucher: { table: "voucher", size: 5000 },
  participation: { table: "participation", size: 5000 },
  order: { table: "order", size: 2000 },
  pack: { table: "pack", size: 5 },
  purchase: { table: "pack_purchase", size: 2000 },
};

/** In this order a merchant's subjects are gone through. */
export const subjects = [
  "coupon",
  "activity",
  "member",
  "voucher",
  "participation",
  "order",
  "pack",
  "purchase",
] as const;

/** Every merchant from `from` on, by id. */
export async function merchantIds(reader: Reader, from = ""): Promise<string[]> {
  const rows = await reader.execute<{ id: string }>(
    sql`select id from merchant where id >= ${from} order by id`,
  );
  return rows.map((row) => row.id);
}

/** The part of a merchant's subjects that comes after the id `after`, to the end where it is the last; null = none. */
export async function nextPart(
  reader: Reader,
  merchantId: string,
  subject: OracleSubject,
  after: string,
): Promise<{ readonly merchantId: string; readonly after: string; readonly to: string } | null> {
  if (after >= END) return null;
  const { table, size } = sources[subject];
  const [row] = await reader.execute<{ last: string | null; n: string }>(sql`
    select max(id) as last, count(*)::text as n from (select id from ${sql.identifier(table)}
      where merchant_id = ${merchantId} and id > ${after} order by id limit ${size}) part`);
  if (!row?.last) return null;
  return { merchantId, after, to: Number(row.n) < size ? END : row.last };
}

/** An order or a pack waits so long for its payment, and changes with it. */
const UNPAID_MS = 10 * 60_000;

/**
 * What happened at a merchant since then, in parts: what was issued, won, used, given to a friend, ordered, paid, given back and set right by
 * hand, and of whom and of what. All of it is found by the time in ids.
 */
export async function recentParts(
  reader: Reader,
  merchantId: string,
  since: Instant,
): Promise<{ readonly subject: OracleSubject; readonly part: Part }[]> {
  const edge = (prefix: IdPrefix, ms = since.getTime()) => newId(prefix, ms).slice(0, 14);
  const from = (table: string, prefix: IdPrefix, ms?: number) =>
    sql`from ${sql.identifier(table)} where merchant_id = ${merchantId} and id >= ${edge(prefix, ms)}`;
  const unpaidSince = since.getTime() - UNPAID_MS;
  const issued = from("voucher", "vch");
  const won = from("participation", "prt");
  const bought = from("pack_purchase", "pcs", unpaidSince);
  const used = sql`from voucher_event e join voucher v on (v.merchant_id, v.id) = (e.merchant_id, e.voucher_id)
    where e.merchant_id = ${merchantId} and e.id >= ${edge("vev")} and e.kind <> 'issued'`;
  const moved = sql`select e.voucher_id from voucher_event e where e.merchant_id = ${merchantId} and e.id >= ${edge("vev")}
    and e.kind in ('offered', 'withdrawn', 'declined', 'transferred')`;
  const gifts = sql`from voucher_gift g where g.merchant_id = ${merchantId} and g.voucher_id in (${moved})`;
  // Two looks, each at the end of an index, where an "or" would read all payments there are.
  const paid = sql`from (select order_id, purchase_id ${from("payment", "pay")} union
    select p.order_id, p.purchase_id from payment p where p.merchant_id = ${merchantId} and p.id in
      (select payment_id ${from("payment_refund", "prf")})) y`;
  const ordered = sql`select id ${from("order", "ord", unpaidSince)} union select order_id ${from("refund", "rfd")}
    union select y.order_id ${paid} where y.order_id is not null`;
  const purchased = sql`select id ${bought} union select source_id ${issued} and source = 'pack'
    union select v.source_id ${used} and v.source = 'pack' union select y.purchase_id ${paid} where y.purchase_id is not null`;
  const named = async (subject: OracleSubject, query: SQL) => {
    const rows = await reader.execute<{ id: string }>(query);
    return inParts(
      rows.map((row) => row.id),
      sources[subject].size,
    ).map((ids) => ({ subject, part: { merchantId, ids } }));
  };
  return [
    ...(await named(
      "coupon",
      sql`select distinct coupon_id as id ${issued} union select v.coupon_id ${used}`,
    )),
    ...(await named("activity", sql`select distinct activity_id as id ${won}`)),
    ...(await named(
      "member",
      sql`select distinct member_id as id ${issued} union select issued_to ${issued} and issued_to is not null
        union select g.giver_member_id ${gifts} union select g.receiver_member_id ${gifts} and g.receiver_member_id is not null
        union select member_id ${won} union select member_id ${bought}
        union select member_id ${from("account_entry", "ent")} union select o.member_id from "order" o
          where o.merchant_id = ${merchantId} and o.member_id is not null and o.id in (${ordered})`,
    )),
    ...(await ranges(reader, merchantId, "voucher", edge("vch"))),
    // What was issued before and is offered or given now.
    ...(await named(
      "voucher",
      sql`select distinct m.voucher_id as id from (${moved}) m where m.voucher_id < ${edge("vch")}`,
    )),
    ...(await ranges(reader, merchantId, "participation", edge("prt"))),
    // Whose prize it was says the voucher, which a gift of it changes.
    ...(await named(
      "participation",
      sql`select distinct v.source_id as id from voucher v where v.merchant_id = ${merchantId} and v.source = 'prize'
        and v.id in (${moved}) and v.source_id < ${edge("prt")}`,
    )),
    ...(await named("order", ordered)),
    ...(await named(
      "pack",
      sql`select distinct pack_id as id ${issued} and pack_id is not null union select v.pack_id ${used} and v.pack_id is not null
        union select pack_id ${bought} union select pack_id ${from("pack_gift", "pgf")}`,
    )),
    ...(await named("purchase", purchased)),
  ];
}

async function ranges(reader: Reader, merchantId: string, subject: OracleSubject, from: string) {
  const parts: { subject: OracleSubject; part: Part }[] = [];
  for (let after = from; ; ) {
    const part = await nextPart(reader, merchantId, subject, after);
    if (!part) return parts;
    parts.push({ subject, part });
    after = part.to;
  }
}

function inParts(ids: readonly string[], size: number): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < ids.length; at += size) parts.push(ids.slice(at, at + size));
  return parts;
}
