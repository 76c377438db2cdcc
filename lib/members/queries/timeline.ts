import { and, eq, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { members } from "@/db/schema/members";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import { visible, wasTheirs } from "@/lib/members/queries/match";
import type { Scope } from "@/lib/platform/auth/scope";

type Row = {
  readonly id: string;
  readonly at: Date;
  /** An action of the audit log, `participation`, or `voucher.`, `order.` or `pack.<what happened to it>`. */
  readonly kind: string;
  readonly actor_type: string;
  readonly actor_id: string | null;
  readonly by: string | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly subject: string | null;
  readonly remark: string | null;
};

/** Whose hand it was, where only the side is known: the merchant's own is not told of whom. */
const givenUpBy = (side: SQL) =>
  sql`case ${side} when 'member' then 'member' when 'time' then 'system' else '' end`;

/** Whether something of a store is this reader's to see. */
function inReach(scope: Scope, storeId: SQL): SQL {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  return storeIds === "all" ? sql`true` : sql`${storeId} = any (${sql.param([...storeIds])}::text[])`;
}

/**
 * What happened to a member, newest first: what staff, they themselves and programs did (audit log), what they won, what
 * became of their coupons, and their orders and packs, as far as this reader may see those. Of one member there are
 * hundreds of rows, each found by that member's index.
 */
export async function memberTimeline(
  scope: Scope,
  memberId: string,
  query: { readonly cursor?: string | null; readonly size?: number } = {},
) {
  const { size = 25 } = query;
  const cursor = decodeCursor(query.cursor);
  const good = cursor && isInstantText(cursor.value) ? cursor : null;
  const before = (at: string, id: string) =>
    good ? sql`and (${sql.raw(at)}, ${sql.raw(id)}) < (${good.value}::timestamptz, ${good.id})` : sql``;
  const most = sql`limit ${size + 1}`;
  const [seen] = await db()
    .select({ id: members.id })
    .from(members)
    .where(and(visible(scope), eq(members.id, memberId)));
  if (!seen) return { rows: [], nextCursor: null };
  const found = await db().execute<Row>(sql`
    select e.id, e.at, e.kind, e.actor_type, e.actor_id, coalesce(s.name, k.name) as by, e.before, e.after, e.subject, e.remark
    from (
      (select a.id, a.at, a.action as kind, a.actor_type, a.actor_id, a.before, a.after, c.name as subject,
          r.text as remark
        from audit_entry a
        left join coupon c on a.action = 'coupon.grant' and c.merchant_id = a.merchant_id
          and c.id = a.after ->> 'couponId'
        left join member_remark r on r.merchant_id = a.merchant_id and r.id = a.after ->> 'remarkId'
        where a.merchant_id = ${scope.merchantId} and a.object_type = 'member' and a.object_id = ${memberId}
          ${before("a.at", "a.id")} order by a.at desc, a.id desc ${most})
      union all
      (select p.id, p.at, 'participation', 'member', null, null, jsonb_build_object('activityId', p.activity_id), a.name, null
        from participation p join activity a on a.merchant_id = p.merchant_id and a.id = p.activity_id
        where p.merchant_id = ${scope.merchantId} and p.member_id = ${memberId}
          ${before("p.at", "p.id")} order by p.at desc, p.id desc ${most})
      union all
      (select x.id, x.at, 'voucher.' || case when x.kind = 'withdrawn' and x.cause ->> 'why' = 'over' then 'over' else x.kind end,
          x.actor_type, x.actor_id, null, null, t.name, null
        from voucher v
        join voucher_event x on x.merchant_id = v.merchant_id and x.voucher_id = v.id
        join coupon_terms t on t.merchant_id = v.merchant_id and t.coupon_id = v.coupon_id and t.version = v.terms_version
        where v.merchant_id = ${scope.merchantId} and ${wasTheirs(memberId)}
          ${before("x.at", "x.id")} order by x.at desc, x.id desc ${most})
      union all
      (select x.id, x.at, x.kind, x.actor_type, x.actor_id, null, jsonb_build_object('amountMinor', x.amount, 'currency', o.currency),
          o.number, null
        from "order" o cross join lateral (
          select o.id || '.placed' as id, o.placed_at as at, 'order.placed' as kind, o.placed_by_type as actor_type,
            o.placed_by as actor_id, o.total_minor as amount
          union all select o.id || '.paid', o.paid_at, 'order.paid', '', null, o.paid_minor
          union all select o.id || '.cancelled', o.cancelled_at, 'order.cancelled', ${givenUpBy(sql`o.cancelled_by`)}, null, o.total_minor
          union all select r.id, r.at, 'order.refunded', r.actor_type, r.actor_id, r.amount_minor
            from refund r where r.merchant_id = o.merchant_id and r.order_id = o.id
        ) x
        where o.merchant_id = ${scope.merchantId} and o.member_id = ${memberId} and ${inReach(scope, sql`o.store_id`)}
          and x.at is not null ${before("x.at", "x.id")} order by x.at desc, x.id desc ${most})
      union all
      (select p.id || '.' || x.kind, x.at, 'pack.' || x.kind, x.actor_type, null, null,
          jsonb_build_object('amountMinor', p.price_minor, 'currency', p.currency, 'quantity', p.quantity), k.name, null
        from pack_purchase p join pack k on k.merchant_id = p.merchant_id and k.id = p.pack_id
          join member m on m.merchant_id = p.merchant_id and m.id = p.member_id
          cross join lateral (values
            (case when p.channel = 'gift' then 'given' else 'placed' end, p.placed_at,
              case when p.channel = 'gift' then '' else 'member' end),
            ('paid', p.paid_at, ''), ('cancelled', p.cancelled_at, ${givenUpBy(sql`p.cancelled_by`)}),
            ('refunded', p.refunded_at, ${givenUpBy(sql`p.refunded_by`)})
          ) x(kind, at, actor_type)
        where p.merchant_id = ${scope.merchantId} and p.member_id = ${memberId} and x.at is not null
          and (${inReach(scope, sql`p.store_id`)} or ${inReach(scope, sql`m.home_store_id`)})
          ${before("x.at", "p.id || '.' || x.kind")} order by x.at desc, 1 desc ${most})
    ) e
    left join staff s on e.actor_type = 'staff' and s.id = e.actor_id
    left join api_key k on e.actor_type = 'api_key' and k.merchant_id = ${scope.merchantId} and k.id = e.actor_id
    order by e.at desc, e.id desc ${most}`);
  const rows = found.slice(0, size).map((row) => ({ ...row, at: new Date(row.at) }));
  const last = found.length > size ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodeCursor({ value: last.at.toISOString(), id: last.id }) : null };
}

export type TimelineRow = Awaited<ReturnType<typeof memberTimeline>>["rows"][number];
