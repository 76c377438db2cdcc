import type { Stage } from "@/bench/chaos/stage";
import { expireJob } from "@/lib/orders/jobs";

type Row = {
  id: string;
  status: string;
  paid: boolean;
  cancelled_by: string | null;
  refunded_minor: number;
};

/**
 * What does not hold of a scenario's sales. Every unknown is asked again until it is known; what nobody paid is let run
 * out; then what tills were told and what is committed must be equal, and no voucher, coin or state may be anywhere twice.
 */
export async function findWrongSales(stage: Stage): Promise<string[]> {
  const { sales, cluster } = stage;
  const first = await lostSales(stage);
  await sales.settle();
  await cluster.admin`update "order" set expires_at = now() - interval '1 second'
    where note = ${sales.mark} and status = 'placed'`;
  await expireJob.run({}, new AbortController().signal);
  return [...first, ...(await compareSales(stage)), ...(await doubles(stage))];
}

/**
 * What does not hold as it stands, before anything is asked again: whatever a till was told is committed, and no more
 * orders are there than were told of or are unknown.
 */
async function lostSales({ sales, cluster }: Stage): Promise<string[]> {
  const rows = await ordersOf(cluster, sales.mark);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const told = sales.sales.filter(({ orderId }) => orderId !== null);
  const unknown = sales.sales.filter(({ orderId, isOver }) => orderId === null && !isOver);
  const wrong: string[] = [];
  if (rows.length > told.length + unknown.length)
    wrong.push(`ghosts: ${rows.length} orders, ${told.length} told of, ${unknown.length} unknown`);
  for (const { orderId, past, deeds } of told) {
    const row = byId.get(orderId ?? "");
    const done = [...past, ...deeds].filter((deed) => deed.done !== null);
    const was = (what: string) => done.some((deed) => deed.what === what);
    if (!row) wrong.push(`lost: order ${orderId} is not there before anything was asked again`);
    else if (was("pay") && !row.paid) wrong.push(`lost: order ${orderId} was told to be paid and is not`);
    else if (was("cancel") && row.status !== "cancelled")
      wrong.push(`lost: order ${orderId} was told to be given up and is ${row.status}`);
    else if (row.refunded_minor < refundedBy(done))
      wrong.push(`lost: order ${orderId} gave back less than was told`);
  }
  return wrong;
}

const refundedBy = (done: readonly { readonly what: string; readonly done: string | null }[]) =>
  done
    .filter(({ what }) => what === "refund")
    .reduce((sum, { done: told }) => sum + Number(JSON.parse(told ?? "{}").refundMinor), 0);

const ordersOf = ({ admin }: Stage["cluster"], mark: string) => admin<Row[]>`
  select id, status, paid_at is not null as paid, cancelled_by, refunded_minor::int from "order" where note = ${mark}`;

async function compareSales({ sales, cluster }: Stage): Promise<string[]> {
  const rows = await ordersOf(cluster, sales.mark);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const wrong: string[] = [];
  const told = sales.sales.filter(({ orderId }) => orderId !== null);
  if (new Set(told.map(({ orderId }) => orderId)).size !== told.length)
    wrong.push("I-14 two sales were told of one order");
  if (rows.length !== told.length) wrong.push(`ghosts: ${rows.length} orders, ${told.length} told of`);
  for (const { orderId, past } of told) {
    const row = byId.get(orderId ?? "");
    if (!row) {
      wrong.push(`lost: order ${orderId} is not there`);
      continue;
    }
    const ok = (what: string) => past.filter((deed) => deed.what === what && deed.done !== null);
    const [paid, cancelled] = [ok("pay").length, ok("cancel").length];
    const back = refundedBy(ok("refund"));
    if (paid + cancelled > 1)
      wrong.push(`I-23 order ${orderId} was told to be paid ${paid} and given up ${cancelled} times`);
    if (row.paid !== paid > 0)
      wrong.push(`lost: order ${orderId} is ${row.status}, and ${paid} payments were told of`);
    if ((row.status === "cancelled" && row.cancelled_by === "merchant") !== cancelled > 0)
      wrong.push(
        `lost: order ${orderId} is ${row.status} by ${row.cancelled_by}, and was given up ${cancelled} times`,
      );
    if (row.refunded_minor !== back)
      wrong.push(`I-7 order ${orderId} gave back ${row.refunded_minor}, told of ${back}`);
    if (row.status === "placed") wrong.push(`I-25 order ${orderId} still holds what it reserved`);
  }
  return wrong;
}

/** What a single statement finds that must nowhere be; `db/invariants.ts` asks the rest. */
async function doubles({ cluster }: Stage): Promise<string[]> {
  const { admin } = cluster;
  const found = {
    "I-4 a voucher is used on two orders": await admin`select voucher_id from order_voucher
      where state in ('reserved', 'used') group by merchant_id, voucher_id having count(*) > 1`,
    "I-4 a voucher was redeemed more often than it came back and once":
      await admin`select voucher_id from voucher_event
      group by merchant_id, voucher_id having count(*) filter (where kind = 'redeemed') > 1 + count(*) filter (where kind = 'returned')`,
    "I-6 an order was paid twice":
      await admin`select order_id from payment where pays_order = 'yes' and order_id is not null
      group by merchant_id, order_id having count(*) > 1`,
    "I-6 a pack was paid twice":
      await admin`select purchase_id from payment where pays_order = 'yes' and purchase_id is not null
      group by merchant_id, purchase_id having count(*) > 1`,
    "I-6 what was paid in vain does not go back whole and once": await admin`select p.id from payment p
      where p.pays_order = 'no' and p.amount_minor is distinct from (select sum(r.amount_minor) from payment_refund r
        where (r.merchant_id, r.payment_id) = (p.merchant_id, p.id))`,
    "I-7 more went back than was paid": await admin`select p.id from payment p join payment_refund r
      on (r.merchant_id, r.payment_id) = (p.merchant_id, p.id)
      group by p.merchant_id, p.id having sum(r.amount_minor) > p.amount_minor`,
    "I-23 an order was paid or given up twice by its log": await admin`select object_id from audit_entry
      where action in ('order.pay', 'order.cancel', 'order.expire') group by merchant_id, object_id having count(*) > 1`,
    "I-24 an order's price is not what its vouchers took off": await admin`select o.id from "order" o
      where o.discount_minor + o.delivery_discount_minor <> (select coalesce(sum(v.discount_minor + v.delivery_discount_minor), 0)
        from order_voucher v where (v.merchant_id, v.order_id) = (o.merchant_id, o.id))`,
  };
  return Object.entries(found).flatMap(([what, rows]) =>
    rows.length > 0 ? [`${what}: ${rows.length} rows`] : [],
  );
}
