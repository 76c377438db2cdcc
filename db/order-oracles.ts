import { sql } from "drizzle-orm";
import { type Oracle, within } from "@/db/oracle-question";

/** What must never be found of orders, budgets and balances. */
export const orderOracles: readonly Oracle[] = [
  {
    key: "voucher_reserved",
    name: "I-25 a voucher is reserved exactly while an unpaid order has it",
    subject: "voucher",
    find: (part) => sql`
      select v.merchant_id, v.id as subject from voucher v
      where ${within(part, "v", "id")} and (v.status = 'reserved') <> exists (
        select from order_voucher x join "order" o on (o.merchant_id, o.id) = (x.merchant_id, x.order_id)
        where (x.merchant_id, x.voucher_id) = (v.merchant_id, v.id) and x.state = 'reserved' and o.status = 'placed')`,
  },
  {
    key: "voucher_spent",
    name: "I-8 what a paid order used is used, and what it gave back is not its any more",
    subject: "voucher",
    find: (part) => sql`
      select x.merchant_id, x.voucher_id as subject from order_voucher x
      join voucher v on (v.merchant_id, v.id) = (x.merchant_id, x.voucher_id)
      join "order" o on (o.merchant_id, o.id) = (x.merchant_id, x.order_id)
      where ${within(part, "x", "voucher_id")} and x.state = 'used' and (v.status <> 'used' or o.paid_at is null)`,
  },
  {
    key: "budget_spent",
    name: "I-12 what a budget says was spent is what its vouchers took off",
    subject: "coupon",
    find: (part) => sql`
      select b.merchant_id, b.coupon_id as subject from coupon_budget b cross join lateral (
        select coalesce(sum(x.discount_minor + x.delivery_discount_minor) filter (where x.state = 'reserved'), 0) as reserved,
          coalesce(sum(x.discount_minor + x.delivery_discount_minor) filter (where x.state = 'used'), 0) as used
        from order_voucher x where (x.merchant_id, x.coupon_id) = (b.merchant_id, b.coupon_id)) x
      where ${within(part, "b", "coupon_id")} and (b.reserved_minor, b.used_minor) <> (x.reserved, x.used)`,
  },
  {
    key: "refunded",
    name: "I-7 what an order says was given back is the sum of its refunds",
    subject: "order",
    find: (part) => sql`
      select o.merchant_id, o.id as subject from "order" o
      where ${within(part, "o", "id")} and o.refunded_minor <> (select coalesce(sum(r.amount_minor), 0) from refund r
        where (r.merchant_id, r.order_id) = (o.merchant_id, o.id))`,
  },
  {
    key: "order_money",
    name: "I-7 what an order's refund gives back goes back the way it was paid, once",
    subject: "order",
    // Of what was refunded just now, before money was reserved together with it, somebody has still to be told.
    find: (part) => sql`
      select o.merchant_id, o.id as subject from "order" o
      join payment y on (y.merchant_id, y.order_id) = (o.merchant_id, o.id) and y.pays_order = 'yes'
      join refund r on (r.merchant_id, r.order_id) = (o.merchant_id, o.id)
      where ${within(part, "o", "id")} and r.amount_minor > 0 and r.at < now() - interval '15 minutes'
        and (select count(*) = 1 and sum(b.amount_minor) = r.amount_minor from payment_refund b
          where (b.merchant_id, b.payment_id, b.refund_id) = (r.merchant_id, y.id, r.id)) is not true`,
  },
  {
    key: "member_spent",
    name: "I-12 what a member is said to have spent is what they paid for orders less what was given back",
    subject: "member",
    find: (part) => sql`
      select coalesce(s.merchant_id, o.merchant_id) as merchant_id, coalesce(s.member_id, o.member_id) as subject
      from (select s.merchant_id, s.member_id, s.currency, s.spent_minor from member_spent s
        where ${within(part, "s", "member_id")}) s
      full join (select o.merchant_id, o.member_id, o.currency, sum(o.paid_minor - o.refunded_minor) as n from "order" o
        where ${within(part, "o", "member_id")} and o.member_id is not null and o.paid_at is not null group by 1, 2, 3) o
        on (o.merchant_id, o.member_id, o.currency) = (s.merchant_id, s.member_id, s.currency)
      where s.spent_minor is distinct from o.n`,
  },
  {
    key: "account_balance",
    name: "I-13 a balance is the sum of its entries",
    subject: "member",
    find: (part) => sql`
      select a.merchant_id, a.member_id as subject from member_account a
      where ${within(part, "a", "member_id")} and a.balance <> (select coalesce(sum(e.change), 0) from account_entry e
        where (e.merchant_id, e.member_id, e.unit) = (a.merchant_id, a.member_id, a.unit))`,
  },
];
