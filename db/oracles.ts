import { type SQL, sql } from "drizzle-orm";
import { END, type Oracle, type Part, within } from "@/db/oracle-question";
import { orderOracles } from "@/db/order-oracles";
import { packOracles } from "@/db/pack-oracles";
import { timeOf } from "@/lib/kernel/id";

/** How far the ids of rows of one transaction may be apart in time. */
const SLACK_MS = 60_000;
/** Events are kept for 35 days (lib/platform/retention.ts): older vouchers have none any more. */
const ANNOUNCED_DAYS = 34;

/** The outbox rows that were written at about the time of the part's ids, so that a key finds them. */
function around(part: Part | null): SQL {
  if (!part) return sql`true`;
  const { after, to } = "ids" in part ? edges(part.ids) : part;
  const from = sql`o.id >= ${`obx_${timeOf(after, -SLACK_MS)}`}`;
  const until = to === END ? sql`true` : sql`o.id < ${`obx_${timeOf(to, SLACK_MS)}`}`;
  return sql`o.merchant_id = ${part.merchantId} and ${from} and ${until}`;
}

function edges(ids: readonly string[]): { after: string; to: string } {
  const sorted = [...ids].sort();
  return { after: sorted[0] ?? "", to: sorted.at(-1) ?? "" };
}

/** The events of one type, one row each, however the outbox keeps them. */
const events = (part: Part | null, type: string) => sql`
  select o.merchant_id, x."subjectId" as subject_id, x.payload ->> 'participationId' as participation_id
  from outbox_batch o, announced_events(o.events) x
  where ${around(part)} and x.type = ${type}`;

const announced = (column: string) =>
  sql`${sql.raw(column)} > now() - ${sql.raw(`interval '${ANNOUNCED_DAYS} days'`)}`;

const stockSums = (part: Part | null, counter: "issued" | "used") => sql`
  select s.merchant_id, s.coupon_id, sum(s.${sql.raw(counter)}) as n from coupon_stock s
  where ${within(part, "s", "coupon_id")} group by s.merchant_id, s.coupon_id`;

/** What must never be found in the database, by its number in the specification of what holds (I-1 to I-28). */
export const oracles: readonly Oracle[] = [
  {
    key: "coupon_oversold",
    name: "I-1 a coupon is never issued beyond its quantity",
    subject: "coupon",
    find: (part) => sql`
      select s.merchant_id, s.coupon_id as subject from coupon_stock s
      where ${within(part, "s", "coupon_id")} and s.quantity is not null and s.quantity < (select count(*) from voucher v
        where v.merchant_id = s.merchant_id and v.coupon_id = s.coupon_id)`,
  },
  {
    key: "pool_oversold",
    name: "I-1 a pool is never won beyond its inventory",
    subject: "activity",
    find: (part) => sql`
      select p.merchant_id, p.activity_id as subject from prize_pool p join (
        select x.merchant_id, x.pool_id, count(*) as n from participation x
        where ${within(part, "x", "activity_id")} group by x.merchant_id, x.pool_id) won
      on (won.merchant_id, won.pool_id) = (p.merchant_id, p.id) where p.inventory < won.n`,
  },
  {
    key: "activity_limit",
    name: "I-2 no member succeeds beyond the activity's limit",
    subject: "member",
    find: (part) => sql`
      select x.merchant_id, x.member_id as subject from participation x
      join activity a on (a.merchant_id, a.id) = (x.merchant_id, x.activity_id)
      where ${within(part, "x", "member_id")} and a.per_member is not null
      group by x.merchant_id, x.activity_id, x.member_id, a.per_member having count(*) > a.per_member`,
  },
  {
    key: "password_limit",
    name: "I-2 no member wins a pool beyond the password's limit",
    subject: "member",
    find: (part) => sql`
      select x.merchant_id, x.member_id as subject from participation x
      join activity a on (a.merchant_id, a.id) = (x.merchant_id, x.activity_id)
      where ${within(part, "x", "member_id")} and a.rules ->> 'perMember' is not null
      group by x.merchant_id, x.pool_id, x.member_id, a.rules having count(*) > (a.rules ->> 'perMember')::int`,
  },
  {
    key: "grant_limit",
    name: "I-2 no member is given or claims beyond the coupon's limit",
    subject: "member",
    find: (part) => sql`
      select v.merchant_id, v.member_id as subject from (
        select v.merchant_id, v.member_id, v.coupon_id from voucher v
        where ${within(part, "v", "member_id")} and v.source not in ('prize', 'pack') and v.issued_to is null
        union all
        select v.merchant_id, v.issued_to, v.coupon_id from voucher v
        where ${within(part, "v", "issued_to")} and v.source not in ('prize', 'pack') and v.issued_to is not null) v
      join coupon c on (c.merchant_id, c.id) = (v.merchant_id, v.coupon_id)
      where c.claim_limit is not null
      group by v.merchant_id, v.coupon_id, v.member_id, c.claim_limit having count(*) > c.claim_limit`,
  },
  {
    key: "activity_day_limit",
    name: "I-3 no member succeeds beyond the daily limit of the activity's zone",
    subject: "member",
    find: (part) => sql`
      select x.merchant_id, x.member_id as subject from participation x
      join activity a on (a.merchant_id, a.id) = (x.merchant_id, x.activity_id)
      where ${within(part, "x", "member_id")} and a.per_member_per_day is not null
      group by x.merchant_id, x.activity_id, x.member_id, (x.at at time zone a.time_zone)::date, a.per_member_per_day
      having count(*) > a.per_member_per_day`,
  },
  {
    key: "coupon_issued",
    name: "I-5 what a coupon's rows say was issued is what was issued",
    subject: "coupon",
    find: (part) => sql`
      select c.merchant_id, c.id as subject from coupon c
      left join (${stockSums(part, "issued")}) s on (s.merchant_id, s.coupon_id) = (c.merchant_id, c.id)
      where ${within(part, "c", "id")} and coalesce(s.n, 0)
        <> (select count(*) from voucher v where v.merchant_id = c.merchant_id and v.coupon_id = c.id)`,
  },
  {
    key: "pool_won",
    name: "I-5 what a pool's row says was won is what was won",
    subject: "activity",
    find: (part) => sql`
      select p.merchant_id, p.activity_id as subject from prize_pool p left join (
        select x.merchant_id, x.pool_id, count(*) as n from participation x
        where ${within(part, "x", "activity_id")} group by x.merchant_id, x.pool_id) won
      on (won.merchant_id, won.pool_id) = (p.merchant_id, p.id)
      where ${within(part, "p", "activity_id")} and p.issued <> coalesce(won.n, 0)`,
  },
  {
    key: "coupon_used",
    name: "I-12 what a coupon's rows say was used is what was used",
    subject: "coupon",
    find: (part) => sql`
      select c.merchant_id, c.id as subject from coupon c
      left join (${stockSums(part, "used")}) s on (s.merchant_id, s.coupon_id) = (c.merchant_id, c.id)
      where ${within(part, "c", "id")} and coalesce(s.n, 0) <> (select count(*) from voucher v
        where v.merchant_id = c.merchant_id and v.coupon_id = c.id and v.status = 'used')`,
  },
  {
    key: "activity_counters",
    name: "I-12 an activity's counters equal its participations",
    subject: "activity",
    find: (part) => sql`
      select a.merchant_id, a.id as subject from activity a
      left join (select s.merchant_id, s.activity_id, sum(s.participations) as n, sum(s.participants) as people
        from activity_stock s where ${within(part, "s", "activity_id")} group by s.merchant_id, s.activity_id) s
      on (s.merchant_id, s.activity_id) = (a.merchant_id, a.id)
      left join (select x.merchant_id, x.activity_id, count(*) as n, count(distinct x.member_id) as people
        from participation x where ${within(part, "x", "activity_id")} group by x.merchant_id, x.activity_id) x
      on (x.merchant_id, x.activity_id) = (a.merchant_id, a.id)
      where ${within(part, "a", "id")}
        and (coalesce(s.n, 0), coalesce(s.people, 0)) <> (coalesce(x.n, 0), coalesce(x.people, 0))`,
  },
  {
    key: "member_participations",
    name: "I-12 a member's counters equal their participations",
    subject: "member",
    find: (part) => sql`
      select q.merchant_id, q.member_id as subject from activity_quota q
      where ${within(part, "q", "member_id")} and q.participations <> (select count(*) from participation x
        where (x.merchant_id, x.member_id, x.activity_id) = (q.merchant_id, q.member_id, q.activity_id))`,
  },
  {
    key: "member_wins",
    name: "I-12 a member's wins by pool equal their participations",
    subject: "member",
    find: (part) => sql`
      select q.merchant_id, q.member_id as subject from activity_quota q where ${within(part, "q", "member_id")} and (
        (select coalesce(sum(w.value::int), 0) from jsonb_each_text(q.wins) w) <> q.participations
        or exists (select from jsonb_each_text(q.wins) w where w.value::int <> (select count(*) from participation x
          where (x.merchant_id, x.member_id, x.activity_id, x.pool_id) = (q.merchant_id, q.member_id, q.activity_id, w.key))))`,
  },
  {
    key: "member_grants",
    name: "I-12 what a member was given or claimed equals their counter",
    subject: "member",
    find: (part) => sql`
      select q.merchant_id, q.member_id as subject from member_quota q
      where ${within(part, "q", "member_id")} and q.issued <> (select count(*) from voucher v
        where (v.merchant_id, v.member_id, v.coupon_id) = (q.merchant_id, q.member_id, q.coupon_id)
          and v.source not in ('prize', 'pack') and v.issued_to is null)
        + (select count(*) from voucher v where v.issued_to is not null
          and (v.merchant_id, v.issued_to, v.coupon_id) = (q.merchant_id, q.member_id, q.coupon_id)
          and v.source not in ('prize', 'pack'))`,
  },
  {
    key: "code_claims",
    name: "I-5 what a promo code's row says was claimed is what was claimed",
    subject: "coupon",
    find: (part) => sql`
      select k.merchant_id, k.coupon_id as subject from shared_code k
      where ${within(part, "k", "coupon_id")} and k.claimed <> (select count(*) from voucher v
        where (v.merchant_id, v.coupon_id, v.source_id) = (k.merchant_id, k.coupon_id, k.id) and v.source = 'code')`,
  },
  {
    key: "voucher_announced",
    name: "I-15 every voucher was announced, and nothing else",
    subject: "voucher",
    find: (part) => sql`
      with e as materialized (${events(part, "voucher.issued")})
      select v.merchant_id, v.id as subject from voucher v
      where ${within(part, "v", "id")} and ${announced("v.issued_at")}
        and not exists (select from e where (e.merchant_id, e.subject_id) = (v.merchant_id, v.id))
      union all
      select e.merchant_id, e.subject_id as subject from e where ${within(part, "e", "subject_id")}
        and not exists (select from voucher v where (v.merchant_id, v.id) = (e.merchant_id, e.subject_id))`,
  },
  {
    key: "success_announced",
    name: "I-15 every success was announced, and nothing else",
    subject: "participation",
    // The seed's successes are history without news.
    find: (part) => sql`
      with e as materialized (${events(part, "activity.participated")})
      select x.merchant_id, x.id as subject from participation x
      where ${within(part, "x", "id")} and ${announced("x.at")} and x.request_id not like 'seed-%'
        and not exists (select from e where (e.merchant_id, e.participation_id) = (x.merchant_id, x.id))
      union all
      select e.merchant_id, e.participation_id as subject from e where ${within(part, "e", "participation_id")}
        and not exists (select from participation x where (x.merchant_id, x.id) = (e.merchant_id, e.participation_id))`,
  },
  {
    key: "participation_audited",
    name: "I-26 every participation is in the audit log",
    subject: "participation",
    find: (part) => sql`
      select x.merchant_id, x.id as subject from participation x
      where ${within(part, "x", "id")} and not exists (select from audit_entry a where a.merchant_id = x.merchant_id
        and a.object_type = 'participation' and a.object_id = x.id and a.action = 'activity.participate'
        and x.audit_id is null)
        and not exists (select from audit_entry a where (a.merchant_id, a.id) = (x.merchant_id, x.audit_id)
        and a.object_type = 'prize_pool' and a.object_id = x.pool_id and a.action = 'activity.participate')`,
  },
  {
    key: "participation_vouchers",
    name: "I-1 a success gave what its pool gives, at once",
    subject: "participation",
    find: (part) => sql`
      select x.merchant_id, x.id as subject from participation x
      where ${within(part, "x", "id")} and not exists (select from voucher v where v.merchant_id = x.merchant_id
        and v.member_id = x.member_id and v.source_id = x.id and v.issued_at = x.at and v.issued_to is null)
        and not exists (select from voucher v where v.merchant_id = x.merchant_id
        and v.issued_to = x.member_id and v.source_id = x.id and v.issued_at = x.at)`,
  },
  {
    key: "voucher_offered",
    name: "I-11 a voucher is offered exactly while a gift of it waits",
    subject: "voucher",
    find: (part) => sql`
      select v.merchant_id, v.id as subject from voucher v
      where ${within(part, "v", "id")} and (v.status = 'transferred') <> exists (select from voucher_gift g
        where (g.merchant_id, g.voucher_id) = (v.merchant_id, v.id) and g.status = 'waiting'
          and g.giver_member_id = v.member_id)`,
  },
  {
    key: "voucher_given",
    name: "I-11 a voucher changes its owner once, to whoever took its gift",
    subject: "voucher",
    find: (part) => sql`
      select v.merchant_id, v.id as subject from voucher v
      where ${within(part, "v", "id")} and (v.issued_to is not null) <> exists (select from voucher_gift g
        where (g.merchant_id, g.voucher_id) = (v.merchant_id, v.id) and g.status = 'taken'
          and (v.issued_to is null or (g.giver_member_id, g.receiver_member_id) = (v.issued_to, v.member_id)))`,
  },
  ...orderOracles,
  ...packOracles,
];
