import { type SQL, sql } from "drizzle-orm";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";

/** How far the clocks of our processes may differ from the database's: ids are made by the former. */
const SKEW_MS = 3_600_000;
const edge = (prefix: "vch" | "vev", at: Instant, shiftMs: number) =>
  newId(prefix, Math.max(0, at.getTime() + shiftMs)).slice(0, prefix.length + 11);

type Counted = {
  readonly merchantId: string;
  readonly from: Instant;
  readonly until: Instant;
  /** Null = all of the merchant's. */
  readonly activityId: string | null;
  /** IANA: by whose clock the days go. */
  readonly timeZone: string;
  /** Rows looked at, the newest first; null = all. */
  readonly limit: number | null;
};

/**
 * A query of `activity_id, day, channel, participants, issued, used`: what came of activities from one moment to another,
 * found by the times that ids hold. Whoever takes part for the first time is a participant, of the channel their coupons are
 * owed to; a use counts on its own day, whenever the coupon was won.
 */
export function activityCounts({ merchantId, from, until, activityId, timeZone, limit }: Counted): SQL {
  const within = (at: string, id: string, prefix: "vch" | "vev") => sql`
    ${sql.raw(id)} >= ${edge(prefix, from, -SKEW_MS)} and ${sql.raw(id)} < ${edge(prefix, until, SKEW_MS)}
    and ${sql.raw(at)} >= ${from.toISOString()}::timestamptz and ${sql.raw(at)} < ${until.toISOString()}::timestamptz`;
  const day = (at: string) => sql`(${sql.raw(at)} at time zone ${timeZone})::date`;
  const mine = activityId === null ? sql`true` : sql`p.activity_id = ${activityId}`;
  const most = (order: string) =>
    limit === null ? sql`` : sql`order by ${sql.raw(order)} desc limit ${limit}`;
  // A link counts for an activity only where it leads to it.
  const channel = sql`left join link_conversion c
      on (c.merchant_id, c.kind, c.subject_id) = (v.merchant_id, 'claim', v.id) and c.is_own
    left join link l on (l.merchant_id, l.id) = (c.merchant_id, c.link_id)`;
  return sql`
    select activity_id, day, channel, sum(participants) as participants, sum(issued) as issued, sum(used) as used from (
      select activity_id, day, channel, count(*) filter (where is_first) as participants, sum(issued) as issued, 0 as used
      from (
        select p.activity_id, ${day("p.at")} as day, coalesce(max(l.channel), '') as channel, count(*) as issued,
          not exists (select from participation q where q.merchant_id = p.merchant_id and q.member_id = p.member_id
            and q.activity_id = p.activity_id and (q.at, q.id) < (p.at, p.id)) as is_first
        from (
          select v.merchant_id, v.id, v.source_id from voucher v
          where v.merchant_id = ${merchantId} and v.source = 'prize' and ${within("v.issued_at", "v.id", "vch")} ${most("v.id")}
        ) v
        join participation p on (p.merchant_id, p.id) = (v.merchant_id, v.source_id) and ${mine}
        ${channel}
        group by p.merchant_id, p.id
      ) won group by 1, 2, 3
      union all
      select p.activity_id, ${day("e.at")}, coalesce(l.channel, ''), 0, 0, count(*)
      from (
        select e.merchant_id, e.voucher_id, e.at from voucher_event e
        where e.merchant_id = ${merchantId} and e.kind = 'redeemed' and ${within("e.at", "e.id", "vev")} ${most("e.id")}
      ) e
      join voucher v on (v.merchant_id, v.id) = (e.merchant_id, e.voucher_id) and v.source = 'prize'
      join participation p on (p.merchant_id, p.id) = (v.merchant_id, v.source_id) and ${mine}
      ${channel}
      group by 1, 2, 3
    ) parts group by 1, 2, 3`;
}
