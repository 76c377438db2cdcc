import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { linkConversions, linkDays, linkSales, links, memberVisits } from "@/db/schema/links";
import { merchants } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { packDeliveries, packPurchases } from "@/db/schema/pack-purchases";
import { vouchers } from "@/db/schema/vouchers";
import { OWED_DAYS } from "@/lib/links/schema";

/** Remembers that a member opened a link of the merchant's; false when that is known, or is no link of theirs. */
export async function insertMemberVisit(
  tx: Tx,
  visit: {
    readonly merchantId: string;
    readonly memberId: string;
    readonly linkId: string;
    readonly at: string;
  },
): Promise<boolean> {
  const added = await tx.execute(sql`
    insert into ${memberVisits} (merchant_id, member_id, at, link_id)
    select merchant_id, ${visit.memberId}, ${visit.at}::timestamptz, id from ${links}
    where merchant_id = ${visit.merchantId} and id = ${visit.linkId} and ${visit.at}::timestamptz <= now()
    on conflict do nothing returning 1`);
  return added.length === 1;
}

/** What was claimed or paid, as rows of `merchant_id, kind, subject_id, member_id, at`. */
type Subjects = SQL;

/**
 * Whether a voucher `v` was taken by its member: not what staff gave, and of a pack what came with paying for it. Its later
 * deliveries come by themselves, whatever was opened before them, and a pack that was given is staff's.
 */
const isTaken = sql`(v.source not in ('grant', 'pack') or (v.source = 'pack' and exists (
  select from ${packPurchases} p join ${packDeliveries} d on (d.merchant_id, d.purchase_id) = (p.merchant_id, p.id)
  where p.merchant_id = v.merchant_id and p.id = v.source_id and p.gift_id is null and d.cycle = 1 and v.id = any(d.voucher_ids))))`;

/** Claims with these ids: what members took themselves. */
export const claimsOf = (
  pairs: readonly { readonly merchantId: string; readonly id: string }[],
): Subjects => sql`
  select v.merchant_id, 'claim' as kind, v.id as subject_id, v.member_id, v.issued_at as at
  from ${vouchers} v join ${asRows(pairs)} on (v.merchant_id, v.id) = (given.merchant_id, given.id)
  where ${isTaken}`;

/** Orders with these ids that were paid. */
export const ordersOf = (
  pairs: readonly { readonly merchantId: string; readonly id: string }[],
): Subjects => sql`
  select o.merchant_id, 'order' as kind, o.id as subject_id, o.member_id, o.paid_at as at
  from ${orders} o join ${asRows(pairs)} on (o.merchant_id, o.id) = (given.merchant_id, given.id)
  where o.member_id is not null and o.paid_at is not null`;

/** What one member claimed and paid since `since`. */
export const sinceOf = (merchantId: string, memberId: string, since: string): Subjects => sql`
  select v.merchant_id, 'claim' as kind, v.id as subject_id, v.member_id, v.issued_at as at
  from ${vouchers} v where v.merchant_id = ${merchantId} and v.member_id = ${memberId}
    and v.issued_at >= ${since}::timestamptz and ${isTaken}
  union all
  select o.merchant_id, 'order', o.id, o.member_id, o.paid_at
  from ${orders} o where o.merchant_id = ${merchantId} and o.member_id = ${memberId} and o.paid_at >= ${since}::timestamptz`;

const asRows = (pairs: readonly { readonly merchantId: string; readonly id: string }[]) => sql`
  unnest(${sql.param(pairs.map((pair) => pair.merchantId))}::text[], ${sql.param(pairs.map((pair) => pair.id))}::text[])
  as given (merchant_id, id)`;

/**
 * Owes each subject to the link that its member opened last before it, within 30 days; once, whoever asks again and
 * however often. The counts of the links' days and their sales go up by exactly what was owed now.
 */
export async function oweToLinks(tx: Tx, subjects: Subjects): Promise<void> {
  const owed = await tx.execute<{
    merchantId: string;
    linkId: string;
    day: string;
    kind: string;
    id: string;
  }>(sql`
    insert into ${linkConversions} (merchant_id, kind, subject_id, link_id, member_id, at, day)
    select s.merchant_id, s.kind, s.subject_id, last.link_id, s.member_id, s.at, (s.at at time zone m.time_zone)::date
    from (${subjects}) s
    join ${merchants} m on m.id = s.merchant_id
    cross join lateral (
      select link_id from ${memberVisits} v
      where v.merchant_id = s.merchant_id and v.member_id = s.member_id
        and v.at <= s.at and v.at > s.at - ${`${OWED_DAYS} days`}::interval
      order by v.at desc, v.link_id desc limit 1
    ) last
    order by s.merchant_id, s.kind, s.subject_id
    on conflict do nothing
    returning merchant_id as "merchantId", link_id as "linkId", day::text as day, kind, subject_id as id`);
  if (owed.length === 0) return;
  const rows = sql`
    unnest(${sql.param(owed.map((row) => row.merchantId))}::text[], ${sql.param(owed.map((row) => row.linkId))}::text[],
      ${sql.param(owed.map((row) => row.day))}::text[], ${sql.param(owed.map((row) => row.kind))}::text[],
      ${sql.param(owed.map((row) => row.id))}::text[]) as owed (merchant_id, link_id, day, kind, id)`;
  await tx.execute(sql`
    insert into ${linkDays} as d (merchant_id, link_id, day, claims, orders)
    select merchant_id, link_id, day::date, count(*) filter (where kind = 'claim'), count(*) filter (where kind = 'order')
    from ${rows} group by 1, 2, 3 order by 2, 3
    on conflict (merchant_id, link_id, day) do update
    set claims = d.claims + excluded.claims, orders = d.orders + excluded.orders`);
  if (!owed.some((row) => row.kind === "order")) return;
  await tx.execute(sql`
    insert into ${linkSales} as d (merchant_id, link_id, day, currency, sales_minor, discount_minor)
    select owed.merchant_id, owed.link_id, owed.day::date, o.currency, sum(o.total_minor), sum(o.discount_minor + o.delivery_discount_minor)
    from ${rows} join ${orders} o on (o.merchant_id, o.id) = (owed.merchant_id, owed.id)
    where owed.kind = 'order' group by 1, 2, 3, 4 order by 2, 3, 4
    on conflict (merchant_id, link_id, day, currency) do update
    set sales_minor = d.sales_minor + excluded.sales_minor, discount_minor = d.discount_minor + excluded.discount_minor`);
}
