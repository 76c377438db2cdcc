import { sql } from "drizzle-orm";
import type { Reader } from "@/db/client";

/** What must never be found in the database, by its number in reliability.md section 2.2. */
const oracles = {
  "I-1 a coupon is never issued beyond its quantity": sql`
    select s.coupon_id from coupon_stock s
    where s.quantity is not null and s.quantity < (select count(*) from voucher v
      where v.merchant_id = s.merchant_id and v.coupon_id = s.coupon_id)`,
  "I-1 a pool is never won beyond its inventory": sql`
    select p.id from prize_pool p
    where p.inventory < (select count(*) from participation x where x.merchant_id = p.merchant_id and x.pool_id = p.id)`,
  "I-2 no member succeeds beyond the activity's limit": sql`
    select x.activity_id, x.member_id from participation x join activity a on (a.merchant_id, a.id) = (x.merchant_id, x.activity_id)
    where a.per_member is not null group by x.activity_id, x.member_id, a.per_member having count(*) > a.per_member`,
  "I-2 no member wins a pool beyond the password's limit": sql`
    select x.pool_id, x.member_id from participation x join activity a on (a.merchant_id, a.id) = (x.merchant_id, x.activity_id)
    where a.rules ->> 'perMember' is not null
    group by x.pool_id, x.member_id, a.rules having count(*) > (a.rules ->> 'perMember')::int`,
  "I-2 no member is granted beyond the coupon's limit": sql`
    select v.coupon_id, v.member_id from voucher v join coupon c on (c.merchant_id, c.id) = (v.merchant_id, v.coupon_id)
    where v.source = 'grant' and c.claim_limit is not null
    group by v.coupon_id, v.member_id, c.claim_limit having count(*) > c.claim_limit`,
  "I-3 no member succeeds beyond the daily limit of the activity's zone": sql`
    select x.activity_id, x.member_id from participation x join activity a on (a.merchant_id, a.id) = (x.merchant_id, x.activity_id)
    where a.per_member_per_day is not null
    group by x.activity_id, x.member_id, (x.at at time zone a.time_zone)::date, a.per_member_per_day
    having count(*) > a.per_member_per_day`,
  "I-5 what a coupon's rows say was issued is what was issued": sql`
    select c.id from coupon c where
      (select coalesce(sum(issued), 0) from coupon_stock s where s.merchant_id = c.merchant_id and s.coupon_id = c.id)
      <> (select count(*) from voucher v where v.merchant_id = c.merchant_id and v.coupon_id = c.id)`,
  "I-5 what a pool's row says was won is what was won": sql`
    select p.id from prize_pool p where p.issued <>
      (select count(*) from participation x where x.merchant_id = p.merchant_id and x.pool_id = p.id)`,
  "I-12 what a coupon's rows say was used is what was used": sql`
    select c.id from coupon c where
      (select coalesce(sum(used), 0) from coupon_stock s where s.merchant_id = c.merchant_id and s.coupon_id = c.id)
      <> (select count(*) from voucher v where v.merchant_id = c.merchant_id and v.coupon_id = c.id and v.status = 'used')`,
  "I-12 an activity's counters equal its participations": sql`
    select a.id from activity a where
      (select coalesce(sum(participations), 0) from activity_stock s where s.merchant_id = a.merchant_id and s.activity_id = a.id)
      <> (select count(*) from participation x where x.merchant_id = a.merchant_id and x.activity_id = a.id)
      or (select coalesce(sum(participants), 0) from activity_stock s where s.merchant_id = a.merchant_id and s.activity_id = a.id)
      <> (select count(distinct member_id) from participation x where x.merchant_id = a.merchant_id and x.activity_id = a.id)`,
  "I-12 a member's counters equal their participations": sql`
    select q.member_id from activity_quota q where q.participations <> (select count(*) from participation x
      where (x.merchant_id, x.member_id, x.activity_id) = (q.merchant_id, q.member_id, q.activity_id))`,
  "I-12 a member's wins by pool equal their participations": sql`
    select q.member_id from activity_quota q where
      (select coalesce(sum(w.value::int), 0) from jsonb_each_text(q.wins) w) <> q.participations
      or exists (select from jsonb_each_text(q.wins) w where w.value::int <> (select count(*) from participation x
        where (x.merchant_id, x.member_id, x.activity_id, x.pool_id) = (q.merchant_id, q.member_id, q.activity_id, w.key)))`,
  "I-12 a member's grants equal their counter": sql`
    select q.member_id from member_quota q where q.issued <> (select count(*) from voucher v
      where (v.merchant_id, v.member_id, v.coupon_id) = (q.merchant_id, q.member_id, q.coupon_id) and v.source = 'grant')`,
  "I-15 every voucher was announced, and nothing else": sql`
    select coalesce(v.id, e.subject_id) from voucher v full join (
      select o.merchant_id, x.id, x."subjectId" as subject_id
      from outbox_batch o, jsonb_to_recordset(o.events) x(id text, type text, "subjectId" text) where x.type = 'voucher.issued') e
      on (e.merchant_id, e.subject_id) = (v.merchant_id, v.id) where v.id is null or e.id is null`,
  "I-15 every success was announced, and nothing else": sql`
    select coalesce(p.id, e.participation_id) from participation p full join (
      select o.merchant_id, x.id, x.payload ->> 'participationId' as participation_id
      from outbox_batch o, jsonb_to_recordset(o.events) x(id text, type text, payload jsonb) where x.type = 'activity.participated') e
      on (e.merchant_id, e.participation_id) = (p.merchant_id, p.id) where p.id is null or (e.id is null and p.request_id not like 'seed-%')`,
  "I-26 every participation is in the audit log": sql`
    select x.id from participation x where not exists (select from audit_entry a where a.merchant_id = x.merchant_id
      and a.object_type = 'participation' and a.object_id = x.id and a.action = 'activity.participate')`,
  "I-1 a success gave what its pool gives, at once": sql`
    select x.id from participation x where not exists (select from voucher v
      where v.merchant_id = x.merchant_id and v.member_id = x.member_id and v.source_id = x.id and v.issued_at = x.at)`,
};

/** The invariants that do not hold now, by name, with how many rows break each. Empty = all hold. */
export async function brokenInvariants(reader: Reader): Promise<Record<string, number>> {
  const broken: Record<string, number> = {};
  for (const [name, oracle] of Object.entries(oracles)) {
    const rows = await reader.execute(oracle);
    if (rows.length > 0) broken[name] = rows.length;
  }
  return broken;
}
