import { sql } from "drizzle-orm";
import { type Oracle, within } from "@/db/oracle-question";

const givenBackTooMuch = sql`y.amount_minor < (select coalesce(sum(r.amount_minor), 0) from payment_refund r
  where (r.merchant_id, r.payment_id) = (y.merchant_id, y.id))`;

/** What must never be found of packs, their purchases and what they delivered. */
export const packOracles: readonly Oracle[] = [
  {
    key: "pack_oversold",
    name: "I-1 no more packs are held, sold and given than there are",
    subject: "pack",
    find: (part) => sql`
      select s.merchant_id, s.pack_id as subject from pack_stock s
      where ${within(part, "s", "pack_id")} and s.quantity is not null and s.quantity <
        (select coalesce(sum(p.quantity), 0) from pack_purchase p where (p.merchant_id, p.pack_id) = (s.merchant_id, s.pack_id)
          and p.status in ('placed', 'paid', 'refunded'))
        + (select coalesce(sum(g.quantity), 0) from pack_gift g where (g.merchant_id, g.pack_id) = (s.merchant_id, s.pack_id)
          and g.withdrawn_at is null)`,
  },
  {
    key: "pack_counters",
    name: "I-12 what a pack's rows count is what was bought, paid, given and refunded",
    subject: "pack",
    find: (part) => sql`
      select k.merchant_id, k.id as subject from pack k
      left join (select s.merchant_id, s.pack_id, sum(s.reserved) as reserved, sum(s.sold) as sold, sum(s.given) as given,
          sum(s.refunded) as refunded, sum(s.revenue_minor) as revenue, sum(s.refunded_minor) as back
        from pack_stock s where ${within(part, "s", "pack_id")} group by 1, 2) s on (s.merchant_id, s.pack_id) = (k.merchant_id, k.id)
      left join (select p.merchant_id, p.pack_id, sum(p.quantity) filter (where p.status = 'placed') as reserved,
          sum(p.quantity) filter (where p.status in ('paid', 'refunded')) as sold,
          count(*) filter (where p.status = 'refunded') as refunded,
          sum(p.price_minor) filter (where p.status in ('paid', 'refunded')) as revenue,
          sum(p.price_minor) filter (where p.status = 'refunded') as back
        from pack_purchase p where ${within(part, "p", "pack_id")} group by 1, 2) p on (p.merchant_id, p.pack_id) = (k.merchant_id, k.id)
      left join (select g.merchant_id, g.pack_id, sum(g.quantity) as given from pack_gift g
        where ${within(part, "g", "pack_id")} and g.withdrawn_at is null group by 1, 2) g on (g.merchant_id, g.pack_id) = (k.merchant_id, k.id)
      where ${within(part, "k", "id")} and (coalesce(s.reserved, 0), coalesce(s.sold, 0), coalesce(s.given, 0),
          coalesce(s.refunded, 0), coalesce(s.revenue, 0), coalesce(s.back, 0))
        <> (coalesce(p.reserved, 0), coalesce(p.sold, 0), coalesce(g.given, 0),
          coalesce(p.refunded, 0), coalesce(p.revenue, 0), coalesce(p.back, 0))`,
  },
  {
    key: "pack_tally",
    name: "I-12 what a pack counts as issued and used is what was issued out of it and is used",
    subject: "pack",
    find: (part) => sql`
      select k.merchant_id, k.id as subject from pack k
      left join (select t.merchant_id, t.pack_id, sum(t.issued) as issued, sum(t.used) as used from pack_tally t
        where ${within(part, "t", "pack_id")} group by 1, 2) t on (t.merchant_id, t.pack_id) = (k.merchant_id, k.id)
      left join (select v.merchant_id, v.pack_id, count(*) as issued, count(*) filter (where v.status = 'used') as used
        from voucher v where v.pack_id is not null and ${within(part, "v", "pack_id")} group by 1, 2) v
        on (v.merchant_id, v.pack_id) = (k.merchant_id, k.id)
      where ${within(part, "k", "id")}
        and (coalesce(t.issued, 0), coalesce(t.used, 0)) <> (coalesce(v.issued, 0), coalesce(v.used, 0))`,
  },
  {
    key: "pack_quota",
    name: "I-2 what a member's row says they bought of a pack is what they bought",
    subject: "member",
    find: (part) => sql`
      select q.merchant_id, q.member_id as subject from pack_quota q
      where ${within(part, "q", "member_id")} and q.bought <> (select count(*) from pack_purchase p
        where (p.merchant_id, p.member_id, p.pack_id) = (q.merchant_id, q.member_id, q.pack_id)
          and p.status in ('placed', 'paid', 'refunded'))`,
  },
  {
    key: "pack_deliveries",
    name: "I-16 a purchase has each of its deliveries up to the next one, and no other",
    subject: "purchase",
    find: (part) => sql`
      select p.merchant_id, p.id as subject from pack_purchase p cross join lateral (
        select count(*) as n, coalesce(max(d.cycle), 0) as last from pack_delivery d
        where (d.merchant_id, d.purchase_id) = (p.merchant_id, p.id)) d
      left join pack_due u on (u.merchant_id, u.purchase_id) = (p.merchant_id, p.id)
      where ${within(part, "p", "id")} and (d.n <> coalesce(u.next_cycle, 1) - 1 or d.last <> coalesce(u.next_cycle, 1) - 1
        or u.next_cycle > p.cycles + 1 or (u.next_due_at is not null and p.status not in ('paid', 'given'))
        or (p.status in ('paid', 'given')
          and (u.purchase_id is null or (u.next_due_at is null) <> (u.next_cycle > p.cycles or p.ended_at is not null)))
        or (p.status in ('placed', 'cancelled') and d.n > 0)
        or (p.status in ('paid', 'refunded') and d.n = 0))`,
  },
  {
    key: "pack_vouchers",
    name: "I-6 every delivery brought one full set of what was sold, and to whom it was sold",
    subject: "purchase",
    find: (part) => sql`
      select p.merchant_id, p.id as subject from pack_purchase p
      join pack_delivery d on (d.merchant_id, d.purchase_id) = (p.merchant_id, p.id)
      cross join lateral (select coalesce(sum(i.quantity), 0) * p.quantity as n from pack_item i
        where (i.merchant_id, i.pack_id, i.version) = (p.merchant_id, p.pack_id, p.contents_version)
          and i.part = case when d.cycle = 1 and exists (select from pack_item f
            where (f.merchant_id, f.pack_id, f.version, f.part) = (p.merchant_id, p.pack_id, p.contents_version, 'first'))
            then 'first' else 'each' end) i
      cross join lateral (select count(*) as n from voucher v where v.merchant_id = p.merchant_id and v.id = any(d.voucher_ids)
        and v.source = 'pack' and v.source_id = p.id and v.pack_id = p.pack_id) v
      where ${within(part, "p", "id")} and (cardinality(d.voucher_ids) <> i.n or v.n <> i.n)`,
  },
  {
    key: "pack_refunded",
    name: "I-7 nothing of a refunded pack can be used, or was",
    subject: "purchase",
    find: (part) => sql`
      select p.merchant_id, p.id as subject from pack_purchase p
      where ${within(part, "p", "id")} and p.status = 'refunded' and exists (select from pack_delivery d
        join voucher v on v.merchant_id = d.merchant_id and v.id = any(d.voucher_ids)
        where (d.merchant_id, d.purchase_id) = (p.merchant_id, p.id) and v.status <> 'cancelled')`,
  },
  {
    key: "pack_requests",
    name: "I-7 nobody waits for an answer about a pack that is refunded",
    subject: "purchase",
    find: (part) => sql`
      select p.merchant_id, p.id as subject from pack_purchase p
      join pack_refund_request r on (r.merchant_id, r.purchase_id) = (p.merchant_id, p.id) and r.status = 'open'
      where ${within(part, "p", "id")} and p.status = 'refunded'`,
  },
  {
    key: "pack_money",
    name: "I-7 what a refunded pack cost goes back the way it was paid, once",
    subject: "purchase",
    find: (part) => sql`
      select p.merchant_id, p.id as subject from pack_purchase p cross join lateral (
        select y.id from payment y where (y.merchant_id, y.purchase_id) = (p.merchant_id, p.id) and y.pays_order = 'yes'
        union all
        select y.id from payment y where (y.merchant_id, y.order_id) = (p.merchant_id, p.order_id) and y.pays_order = 'yes') y
      where ${within(part, "p", "id")} and p.status = 'refunded'
        and (select count(*) = 1 and sum(r.amount_minor) = p.price_minor from payment_refund r
          where (r.merchant_id, r.payment_id, r.refund_id) = (p.merchant_id, y.id, p.refund_id)) is not true`,
  },
  {
    key: "payment_back",
    name: "I-7 no more of an order's payment goes back than was paid",
    subject: "order",
    find: (part) => sql`
      select y.merchant_id, y.order_id as subject from payment y
      where y.order_id is not null and ${within(part, "y", "order_id")} and ${givenBackTooMuch}`,
  },
  {
    key: "pack_back",
    name: "I-7 no more of a pack's payment goes back than was paid",
    subject: "purchase",
    find: (part) => sql`
      select y.merchant_id, y.purchase_id as subject from payment y
      where y.purchase_id is not null and ${within(part, "y", "purchase_id")} and ${givenBackTooMuch}`,
  },
];
