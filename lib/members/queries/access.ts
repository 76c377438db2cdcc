import { and, asc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { memberSessions, members } from "@/db/schema/members";
import { labelsOf } from "@/lib/members/queries/brief";
import { visible, wasTheirs } from "@/lib/members/queries/match";
import type { Scope } from "@/lib/platform/auth/scope";

/** Most rows of one kind that a member's file holds; it says when there are more. */
const MOST = 20_000;

const list = async (statement: ReturnType<typeof sql>) => {
  const rows = await db().execute(statement);
  return { rows: rows.slice(0, MOST), isWhole: rows.length <= MOST };
};

/**
 * All that is kept about one person (S-39), whole, for that person: profile, labels, sign-ins, coupons with what became of
 * them, participations, orders with payments and refunds, balances, and what was done with their data; null when they are not this reader's to see. Who of the staff
 * did it is left out: that is about somebody else.
 */
export async function memberData(scope: Scope, memberId: string) {
  const [profile] = await db()
    .select({
      id: members.id,
      phone: members.phone,
      email: members.email,
      name: members.name,
      nickname: members.nickname,
      birthday: members.birthday,
      externalId: members.externalId,
      homeStoreId: members.homeStoreId,
      registeredAt: members.registeredAt,
      firstPaidAt: members.firstPaidAt,
      lastPaidAt: members.lastPaidAt,
      blockedAt: members.blockedAt,
    })
    .from(members)
    .where(and(visible(scope), eq(members.id, memberId)));
  if (!profile) return null;
  const of = sql`merchant_id = ${scope.merchantId} and member_id = ${memberId}`;
  const [labels, sessions, coupons, events, participations, remarks, groups, log, kept, packs] =
    await Promise.all([
      labelsOf(scope, [memberId]),
      db()
        .select({
          startedAt: memberSessions.createdAt,
          endedAt: memberSessions.endedAt,
          browser: memberSessions.userAgent,
        })
        .from(memberSessions)
        .where(and(eq(memberSessions.merchantId, scope.merchantId), eq(memberSessions.memberId, memberId)))
        .orderBy(asc(memberSessions.id))
        .limit(MOST),
      list(sql`select v.id, t.name, v.status, v.code, v.issued_at, v.valid_from, v.valid_until, v.used_at, v.source
      from voucher v join coupon_terms t on t.merchant_id = v.merchant_id and t.coupon_id = v.coupon_id
        and t.version = v.terms_version
      where v.merchant_id = ${scope.merchantId} and v.member_id = ${memberId} order by v.id limit ${MOST + 1}`),
      list(sql`select x.voucher_id, x.at, x.kind from voucher v
      join voucher_event x on x.merchant_id = v.merchant_id and x.voucher_id = v.id
      where v.merchant_id = ${scope.merchantId} and ${wasTheirs(memberId)} order by x.id limit ${MOST + 1}`),
      list(sql`select p.id, p.at, a.name as activity from participation p
      join activity a on a.merchant_id = p.merchant_id and a.id = p.activity_id
      where p.merchant_id = ${scope.merchantId} and p.member_id = ${memberId} order by p.id limit ${MOST + 1}`),
      list(sql`select created_at as at, text from member_remark where ${of} order by id limit ${MOST + 1}`),
      list(sql`select g.name from member_group_member m
      join member_group g on g.merchant_id = m.merchant_id and g.id = m.group_id
      where m.merchant_id = ${scope.merchantId} and m.member_id = ${memberId} order by g.name limit ${MOST + 1}`),
      list(sql`select at, action, actor_type, before, after from audit_entry where merchant_id = ${scope.merchantId}
      and object_type = 'member' and object_id = ${memberId} order by id limit ${MOST + 1}`),
      ordersAndBalances(scope, memberId),
      packsAndVisits(scope, memberId),
    ]);
  const lists = { coupons, couponEvents: events, participations, remarks, groups, log, ...kept, ...packs };
  return {
    profile,
    tags: labels.tags.map((tag) => tag.name),
    tiers: labels.tiers.map(({ plan, name, since }) => ({ plan, name, since })),
    sessions,
    ...(Object.fromEntries(Object.entries(lists).map(([name, part]) => [name, part.rows])) as Record<
      keyof typeof lists,
      Record<string, unknown>[]
    >),
    isWhole: Object.values(lists).every((part) => part.isWhole),
  };
}

/** How a payment went back by hand, as part of its row `p`. */
const paidBackByHand = sql`(select string_agg(b.settled_how, '; ' order by b.id) from payment_refund b
  where b.merchant_id = p.merchant_id and b.payment_id = p.id) as paid_back_by_hand`;

/** The packs they bought or were given and what they paid for these alone, and the links they opened. */
async function packsAndVisits(scope: Scope, memberId: string) {
  const of = sql`x.merchant_id = ${scope.merchantId} and x.member_id = ${memberId}`;
  const [packs, packPayments, packGifts, couponGifts, linkVisits] = await Promise.all([
    list(sql`select x.id, x.number, p.name as pack, x.channel, x.quantity, x.currency, x.price_minor, x.status,
      x.placed_at, x.paid_at, x.cancelled_at, x.refunded_at
      from pack_purchase x join pack p on p.merchant_id = x.merchant_id and p.id = x.pack_id
      where ${of} order by x.id limit ${MOST + 1}`),
    list(sql`select p.purchase_id, p.provider, p.amount_minor, p.currency, p.status, p.created_at, p.settled_at,
      ${paidBackByHand}
      from pack_purchase x join payment p on p.merchant_id = x.merchant_id and p.purchase_id = x.id
      where ${of} order by p.id limit ${MOST + 1}`),
    list(sql`select x.id, p.name as pack, x.quantity, x.note, x.created_at, x.delivered_at
      from pack_gift x join pack p on p.merchant_id = x.merchant_id and p.id = x.pack_id
      where ${of} order by x.id limit ${MOST + 1}`),
    list(sql`select g.id, g.voucher_id, t.name, case when g.giver_member_id = ${memberId} then 'given' else 'received' end as kind,
      g.message, g.status, g.created_at, g.ended_at
      from voucher_gift g join voucher v on v.merchant_id = g.merchant_id and v.id = g.voucher_id
      join coupon_terms t on t.merchant_id = v.merchant_id and t.coupon_id = v.coupon_id and t.version = v.terms_version
      where g.merchant_id = ${scope.merchantId} and (g.giver_member_id = ${memberId} or g.receiver_member_id = ${memberId})
      order by g.id limit ${MOST + 1}`),
    list(sql`select x.at, x.link_id from member_visit x where ${of} order by x.at limit ${MOST + 1}`),
  ]);
  return { packs, packPayments, packGifts, couponGifts, linkVisits };
}

/** What they ordered, paid, were given back and asked for, and what they have, each list with as many rows as a file holds. */
async function ordersAndBalances(scope: Scope, memberId: string) {
  const { merchantId } = scope;
  const own = sql`o.merchant_id = ${merchantId} and o.member_id = ${memberId}`;
  const [orders, orderLines, payments, refunds, refundRequests, balances, balanceEntries] = await Promise.all(
    [
      list(sql`select o.id, o.number, s.name as store, o.region, o.channel, o.device, o.status, o.currency, o.subtotal_minor,
        o.delivery_minor, o.discount_minor, o.delivery_discount_minor, o.total_minor, o.paid_minor, o.refunded_minor,
        o.note, o.delivery_address, o.payment_ref, o.placed_at, o.paid_at, o.completed_at, o.cancelled_at
        from "order" o join store s on s.merchant_id = o.merchant_id and s.id = o.store_id
        where ${own} order by o.id limit ${MOST + 1}`),
      list(sql`select l.order_id, l.name, l.quantity, l.unit_price_minor, l.discount_minor, l.refunded_quantity
        from "order" o join order_line l on l.merchant_id = o.merchant_id and l.order_id = o.id
        where ${own} order by l.order_id, l.position limit ${MOST + 1}`),
      list(sql`select p.order_id, p.provider, p.amount_minor, p.currency, p.status, p.created_at, p.settled_at,
        ${paidBackByHand}
        from "order" o join payment p on p.merchant_id = o.merchant_id and p.order_id = o.id
        where ${own} order by p.id limit ${MOST + 1}`),
      list(sql`select r.order_id, r.by, r.amount_minor, r.reason, r.at
        from "order" o join refund r on r.merchant_id = o.merchant_id and r.order_id = o.id
        where ${own} order by r.id limit ${MOST + 1}`),
      list(sql`select q.order_id, q.reason, q.status, q.answer, q.created_at, q.decided_at
        from "order" o join refund_request q on q.merchant_id = o.merchant_id and q.order_id = o.id
        where ${own} order by q.id limit ${MOST + 1}`),
      list(sql`select unit, balance from member_account where merchant_id = ${merchantId} and member_id = ${memberId}
        order by unit limit ${MOST + 1}`),
      list(sql`select at, unit, change, balance_after, cause, note from account_entry
        where merchant_id = ${merchantId} and member_id = ${memberId} order by id limit ${MOST + 1}`),
    ],
  );
  return { orders, orderLines, payments, refunds, refundRequests, balances, balanceEntries };
}
