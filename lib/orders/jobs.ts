import { sql } from "drizzle-orm";
import { z } from "zod";
import { inTransaction } from "@/db/transaction";
import { exportJob } from "@/lib/jobs/export-rows";
import { expireOrder } from "@/lib/orders/expire-orders";
import { followRefund, lookAfterPayments } from "@/lib/orders/follow-payments";
import { forgetMember } from "@/lib/orders/forget-member";
import { listOrders, type OrderRow } from "@/lib/orders/queries/orders";
import { type OrderFilter, orderFilterSchema } from "@/lib/orders/schema";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { subscribe } from "@/lib/platform/deliver-outbox";
import { EXPORT_PAGE, totalOf } from "@/lib/platform/export-spec";
import { defineJob } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";

/** So many in one look; the next begins at once while there are more. */
const AT_ONCE = 500;

type Overdue = { merchant_id: string; id: string; member_id: string | null; expires: string };

/** Every minute: gives up orders whose time ran out unpaid, those that wait longest first (U2, I-25). */
export const expireJob = defineJob({
  name: "orders.expire",
  input: z.object({}),
  cron: "* * * * *",
  handle: async (_, signal) => {
    await expireAll(AT_ONCE, signal);
    return {};
  },
});

/**
 * Gives up all orders that ran out, looking at so many at once: each once, so that those that cannot be had now stand in
 * nobody's way.
 */
export async function expireAll(atOnce: number, signal: AbortSignal): Promise<void> {
  let rows: Overdue[] = [];
  do {
    rows = await overdue(rows.at(-1) ?? null, atOnce);
    for (const { merchant_id, id, member_id: memberId } of rows) {
      if (!signal.aborted) await giveUpOne(systemScope(merchant_id, "orders.expire"), { id, memberId });
    }
  } while (rows.length === atOnce && !signal.aborted);
}

/** Those that wait longest first, behind `last`. */
async function overdue(last: Overdue | null, atOnce: number): Promise<Overdue[]> {
  const behind = last
    ? sql`and (expires_at, id) > (${last.expires}::timestamptz, ${last.id})
        and expires_at >= ${last.expires}::timestamptz`
    : sql``;
  return await inTransaction((tx) =>
    tx.execute<Overdue>(sql`select merchant_id, id, member_id, expires_at::text as expires from "order"
      where status = 'placed' and expires_at <= now() ${behind} order by expires_at, id limit ${atOnce}`),
  );
}

/** One that cannot be had now is found again in a minute; it keeps nobody else waiting. */
async function giveUpOne(scope: Scope, order: { id: string; memberId: string | null }): Promise<void> {
  try {
    await expireOrder(scope, order);
  } catch (error) {
    log.warn("an order could not be given up", { requestId: scope.requestId, code: order.id, err: error });
  }
}

/** The order list (C-75) as a file, with the filter in view. */
export const exportOrders = exportJob<OrderFilter, OrderRow>({
  kind: "orders.export",
  filter: orderFilterSchema,
  name: ({ t }) => t("orders.list.title"),
  columns: [
    { header: ({ t }) => t("orders.list.number"), cell: (row) => row.number },
    { of: "placed", header: ({ t }) => t("orders.list.placed"), cell: (row, { at }) => at(row.placedAt) },
    { of: "store", header: ({ t }) => t("orders.list.store"), cell: (row) => row.storeName },
    {
      of: "member",
      header: ({ t }) => t("orders.list.member"),
      cell: (row) => row.member?.name ?? row.member?.nickname ?? "",
    },
    { of: "member", header: ({ t }) => t("jobs.columns.phone"), cell: (row) => row.member?.phone ?? "" },
    {
      of: "channel",
      header: ({ t }) => t("orders.list.channel"),
      cell: (row, { t }) => t(`orders.channels.${row.channel}`),
    },
    {
      of: "handover",
      header: ({ t }) => t("orders.list.handover"),
      cell: (row, { t }) => t(`orders.handovers.${row.isDelivered ? "deliver" : "collect"}`),
    },
    {
      of: "status",
      header: ({ t }) => t("orders.list.status"),
      cell: (row, { t }) => t(`orders.status.${row.status}`),
    },
    { of: "items", header: ({ t }) => t("orders.list.items"), cell: (row) => row.items },
    { of: "total", header: ({ t }) => t("jobs.columns.currency"), cell: (row) => row.currency },
    {
      of: "discount",
      header: ({ t }) => t("orders.list.discount"),
      cell: (row, { amount }) => amount(row.discountMinor + row.deliveryDiscountMinor, row.currency),
    },
    {
      of: "total",
      header: ({ t }) => t("orders.list.total"),
      cell: (row, { amount }) => amount(row.totalMinor, row.currency),
    },
    {
      of: "total",
      header: ({ t }) => t("orders.list.refunded"),
      cell: (row, { amount }) => amount(row.refundedMinor, row.currency),
    },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, { store, from, until, ...filter }, cursor, now) => {
    const days = { from: from ? new Date(from) : null, until: until ? new Date(until) : null };
    const some = { ...filter, ...days, storeIds: store, cursor, size: EXPORT_PAGE, now };
    const page = await listOrders(scope, some);
    return { ...page, total: totalOf(page.total) };
  },
});

/** Every minute: asks providers about payments that hang, and sees to it that money that is to go back goes. */
export const lookAfterPaymentsJob = defineJob({
  name: "orders.lookAfterPayments",
  input: z.object({}),
  cron: "* * * * *",
  handle: async (_, signal) => {
    await lookAfterPayments(signal);
    return undefined;
  },
});

/** Who is forgotten is forgotten in the words of their orders, too (S-39). */
export const erasureFollower = subscribe({
  name: "orders.forgetMembers",
  types: ["member.erased"],
  handle: async ({ merchantId, subjectId, id }) => await forgetMember(systemScope(merchantId, id), subjectId),
});

/** The money of an order's refund goes back the way it came. */
export const refundFollower = subscribe({
  name: "orders.refundPayments",
  types: ["order.refunded", "order.partly_refunded"],
  handle: followRefund,
});
