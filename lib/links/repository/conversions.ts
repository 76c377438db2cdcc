import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { participations } from "@/db/schema/activities";
import { linkClaimers, linkConversions, linkDays, linkSales, links, memberVisits } from "@/db/schema/links";
import { merchants } from "@/db/schema/merchants";
import { orders, orderVouchers } from "@/db/schema/orders";
import { packDeliveries, packPurchases } from "@/db/schema/pack-purchases";
import { vouchers } from "@/db/schema/vouchers";
import { ON_SITE, OWED_DAYS } from "@/lib/links/schema";

/**
 * Remembers that a member opened a link of the merchant's, and since when by the database's clock: that of the process that
 * noted the visit may be ahead by up to a minute, and a visit is never later than the moment it is told of. Null for what is
 * no link of theirs, and for what is further ahead.
 */
export async function insertMemberVisit(
  tx: Tx,
  visit: {
    readonly merchantId: string;
    readonly memberId: string;
    readonly linkId: string;
    readonly at: string;
  },
): Promise<{ readonly isNew: boolean; readonly at: string } | null> {
  const [noted] = await tx.execute<{ isNew: boolean; at: string }>(sql`
    with opened as (
      select merchant_id, id, least(${visit.at}::timestamptz, now()) as at from ${links}
      where merchant_id = ${visit.merchantId} and id = ${visit.linkId}
        and ${visit.at}::timestamptz <= now() + interval '1 minute'
    ), added as (
      insert into ${memberVisits} (merchant_id, member_id, at, link_id)
      select merchant_id, ${visit.memberId}, at, id from opened
      on conflict do nothing returning 1
    )
    select exists (select from added) as "isNew", to_json(at)#>>'{}' as at from opened`);
  return noted ?? null;
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
  select v.merchant_id, 'claim' as kind, v.id as subject_id, coalesce(v.issued_to, v.member_id) as member_id, v.issued_at as at
  from ${vouchers} v join ${asRows(pairs)} on (v.merchant_id, v.id) = (given.merchant_id, given.id)
  where ${isTaken}`;

/** Orders with these ids that were paid. */
export const ordersOf = (
  pairs: readonly { readonly merchantId: string; readonly id: string }[],
): Subjects => sql`
  select o.merchant_id, 'order' as kind, o.id as subject_id, o.member_id, o.paid_at as at
  from ${orders} o join ${asRows(pairs)} on (o.merchant_id, o.id) = (given.merchant_id, given.id)
  where o.member_id is not null and o.paid_at is not null`;

/** Pack purchases with these ids that were paid; those that were given are staff's. */
export const packsOf = (
  pairs: readonly { readonly merchantId: string; readonly id: string }[],
): Subjects => sql`
  select p.merchant_id, 'pack' as kind, p.id as subject_id, p.member_id, p.paid_at as at
  from ${packPurchases} p join ${asRows(pairs)} on (p.merchant_id, p.id) = (given.merchant_id, given.id)
  where p.paid_at is not null`;

/** What one member claimed and paid since `since`. */
export const sinceOf = (merchantId: string, memberId: string, since: string): Subjects => sql`
  select v.merchant_id, 'claim' as kind, v.id as subject_id, ${memberId} as member_id, v.issued_at as at
  from ${vouchers} v where v.merchant_id = ${merchantId}
    and (v.member_id = ${memberId} and v.issued_to is null or v.issued_to = ${memberId})
    and v.issued_at >= ${since}::timestamptz and ${isTaken}
  union all
  select o.merchant_id, 'order', o.id, o.member_id, o.paid_at
  from ${orders} o where o.merchant_id = ${merchantId} and o.member_id = ${memberId} and o.paid_at >= ${since}::timestamptz
  union all
  select p.merchant_id, 'pack', p.id, p.member_id, p.paid_at
  from ${packPurchases} p where p.merchant_id = ${merchantId} and p.member_id = ${memberId} and p.paid_at >= ${since}::timestamptz`;

/** What an order or a pack `row` (of `merchant_id, kind, subject_id`) came to, as it stands; no row for a claim. */
const soldAs = (row: SQL) => sql`
  select o.currency, o.total_minor, o.discount_minor + o.delivery_discount_minor as discount_minor, o.refunded_minor,
    o.status = 'refunded' as is_refunded
  from ${orders} o where ${row}.kind = 'order' and (o.merchant_id, o.id) = (${row}.merchant_id, ${row}.subject_id)
  union all
  select p.currency, p.price_minor, 0, case p.status when 'refunded' then p.price_minor else 0 end, p.status = 'refunded'
  from ${packPurchases} p where ${row}.kind = 'pack' and (p.merchant_id, p.id) = (${row}.merchant_id, ${row}.subject_id)`;

const asRows = (pairs: readonly { readonly merchantId: string; readonly id: string }[]) => sql`
  unnest(${sql.param(pairs.map((pair) => pair.merchantId))}::text[], ${sql.param(pairs.map((pair) => pair.id))}::text[])
  as given (merchant_id, id)`;

/** Whether a subject `s` is of the activity that the link `l` leads to: claimed in it, or bought with its coupon. */
const isOwn = sql`exists (
  select from (
    select s.subject_id as id where s.kind = 'claim'
    union all
    select ov.voucher_id from ${orderVouchers} ov
    where s.kind = 'order' and ov.merchant_id = s.merchant_id and ov.order_id = s.subject_id
  ) taken
  join ${vouchers} v on (v.merchant_id, v.id) = (s.merchant_id, taken.id)
  join ${participations} p on (p.merchant_id, p.id) = (v.merchant_id, v.source_id)
  where v.source = 'prize' and l.target_type = 'activity' and p.activity_id = l.target_id
)`;

/** Whether a subject `s` is the pack that the link `l` leads to, or came with paying for it. */
const isOwnPack = sql`(l.target_type = 'pack' and s.kind in ('pack', 'claim') and exists (
  select from ${packPurchases} p
  where p.merchant_id = s.merchant_id and p.pack_id = l.target_id
    and p.id = case s.kind when 'pack' then s.subject_id else (
      select v.source_id from ${vouchers} v
      where v.merchant_id = s.merchant_id and v.id = s.subject_id and v.source = 'pack') end
))`;

/**
 * Whether what a member does by the link `l` is none of its: they were on members' pages already when they opened it from
 * there, so that whatever else they do is owed to what brought them. A page of the whole merchant's, or of a store's, has all they do.
 */
const isBeside = sql`(l.channel = ${ON_SITE} and l.target_type in ('activity', 'pack') and not ${isOwn} and not ${isOwnPack})`;

/**
 * Owes each subject to the link that its member opened last before it, within 30 days; once, whoever asks again and
 * however often. An on-site link takes from another channel only what is of its own target. The counts of the links' days and their sales go up by exactly what was owed now; whoever claims by a link
 * is counted once as one who did, on the day of their first visit.
 */
export async function oweToLinks(tx: Tx, subjects: Subjects): Promise<void> {
  const owed = await tx.execute<{
    merchantId: string;
    linkId: string;
    memberId: string;
    day: string;
    kind: string;
    id: string;
  }>(sql`
    insert into ${linkConversions} (merchant_id, kind, subject_id, link_id, member_id, at, day, is_own)
    select s.merchant_id, s.kind, s.subject_id, last.link_id, s.member_id, s.at, (s.at at time zone m.time_zone)::date,
      last.is_own
    from (${subjects}) s
    join ${merchants} m on m.id = s.merchant_id
    cross join lateral (
      select v.link_id, ${isOwn} as is_own
      from ${memberVisits} v join ${links} l on (l.merchant_id, l.id) = (v.merchant_id, v.link_id)
      where v.merchant_id = s.merchant_id and v.member_id = s.member_id
        and v.at <= s.at and v.at > s.at - ${`${OWED_DAYS} days`}::interval
      order by ${isBeside}, v.at desc, v.link_id desc limit 1
    ) last
    order by s.merchant_id, s.kind, s.subject_id
    on conflict do nothing
    returning merchant_id as "merchantId", link_id as "linkId", member_id as "memberId", day::text as day, kind,
      subject_id as id`);
  if (owed.length === 0) return;
  const texts = (of: (row: (typeof owed)[number]) => string) => sql`${sql.param(owed.map(of))}::text[]`;
  const rows = sql`
    unnest(${texts((row) => row.merchantId)}, ${texts((row) => row.linkId)}, ${texts((row) => row.memberId)},
      ${texts((row) => row.day)}, ${texts((row) => row.kind)}, ${texts((row) => row.id)})
    as owed (merchant_id, link_id, member_id, day, kind, subject_id)`;
  // One statement: two that raised the days of a link one after the other could wait for each other.
  await tx.execute(sql`
    with claimer as (
      insert into ${linkClaimers} (merchant_id, link_id, member_id, day)
      select owed.merchant_id, owed.link_id, owed.member_id, (min(v.at) at time zone m.time_zone)::date
      from ${rows}
      join ${merchants} m on m.id = owed.merchant_id
      join ${memberVisits} v
        on (v.merchant_id, v.member_id, v.link_id) = (owed.merchant_id, owed.member_id, owed.link_id)
      where owed.kind = 'claim' group by 1, 2, 3, m.time_zone order by 1, 2, 3
      on conflict do nothing returning merchant_id, link_id, day
    )
    insert into ${linkDays} as d (merchant_id, link_id, day, claims, orders, claimers)
    select merchant_id, link_id, day, count(*) filter (where kind = 'claim'),
      count(*) filter (where kind in ('order', 'pack')), count(*) filter (where kind = 'claimer')
    from (
      select merchant_id, link_id, day::date as day, kind from ${rows}
      union all select merchant_id, link_id, day, 'claimer' from claimer
    ) counted group by 1, 2, 3 order by 2, 3
    on conflict (merchant_id, link_id, day) do update
    set claims = d.claims + excluded.claims, orders = d.orders + excluded.orders, claimers = d.claimers + excluded.claimers`);
  const paid = owed.filter((row) => row.kind !== "claim");
  if (paid.length === 0) return;
  await tx.execute(sql`
    insert into ${linkSales} as d (merchant_id, link_id, day, currency, sales_minor, discount_minor)
    select owed.merchant_id, owed.link_id, owed.day::date, sold.currency, sum(sold.total_minor), sum(sold.discount_minor)
    from ${rows} cross join lateral (${soldAs(sql`owed`)}) sold
    group by 1, 2, 3, 4 order by 2, 3, 4
    on conflict (merchant_id, link_id, day, currency) do update
    set sales_minor = d.sales_minor + excluded.sales_minor, discount_minor = d.discount_minor + excluded.discount_minor`);
  // One that is owed late may have been refunded before.
  await takeOffRefunds(tx, paid);
}

/**
 * Takes what was refunded of these orders and packs off the links they are owed to, on the days they were paid: exactly what
 * was not taken off before, whoever tells it again. One that was refunded in full is counted no more. What is owed to no
 * link changes nothing.
 */
export async function takeOffRefunds(
  tx: Tx,
  pairs: readonly { readonly merchantId: string; readonly id: string }[],
): Promise<void> {
  // Held until the end: of two that are told of one refund the later finds nothing left.
  const off = sql`
    select c.merchant_id, c.kind, c.link_id, c.day, c.subject_id, sold.currency, sold.refunded_minor,
      sold.refunded_minor - c.refunded_minor as minor, sold.is_refunded and not c.is_gone as goes, sold.discount_minor
    from ${linkConversions} c cross join lateral (${soldAs(sql`c`)}) sold
    where c.kind in ('order', 'pack') and (c.merchant_id, c.subject_id) in (select merchant_id, id from ${asRows(pairs)})
      and (sold.refunded_minor <> c.refunded_minor or (sold.is_refunded and not c.is_gone))
    order by c.merchant_id, c.kind, c.subject_id for update of c`;
  await tx.execute(sql`
    with off as materialized (${off}), noted as (
      update ${linkConversions} c set refunded_minor = off.refunded_minor, is_gone = c.is_gone or off.goes
      from off where (c.merchant_id, c.kind, c.subject_id) = (off.merchant_id, off.kind, off.subject_id)
    ), counted as (
      update ${linkDays} d set orders = d.orders - less.n
      from (
        select merchant_id, link_id, day, count(*) as n
        from off where goes group by 1, 2, 3
      ) less where (d.merchant_id, d.link_id, d.day) = (less.merchant_id, less.link_id, less.day)
    )
    update ${linkSales} d
    set sales_minor = d.sales_minor - less.minor, discount_minor = d.discount_minor - less.discount
    from (
      select merchant_id, link_id, day, currency, sum(minor) as minor,
        coalesce(sum(discount_minor) filter (where goes), 0) as discount
      from off group by 1, 2, 3, 4
    ) less where (d.merchant_id, d.link_id, d.day, d.currency) = (less.merchant_id, less.link_id, less.day, less.currency)`);
}
