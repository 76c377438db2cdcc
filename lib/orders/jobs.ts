import { sql } from "drizzle-orm";
import { z } from "zod";
import { inTransaction } from "@/db/transaction";
import { expireOrder } from "@/lib/orders/expire-orders";
import { followRefund, lookAfterPayments } from "@/lib/orders/follow-payments";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { subscribe } from "@/lib/platform/deliver-outbox";
import { defineJob } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";

/** So many in one look; the next begins at once while there are more. */
const AT_ONCE = 500;

type Overdue = { merchant_id: string; id: string; member_id: string | null };

/** Every minute: gives up orders whose time ran out unpaid, those that wait longest first (U2, I-25). */
export const expireJob = defineJob({
  name: "orders.expire",
  input: z.object({}),
  cron: "* * * * *",
  handle: async (_, signal) => {
    let isMore = true;
    while (isMore && !signal.aborted) {
      const rows = await overdue();
      let done = 0;
      for (const { merchant_id, id, member_id: memberId } of rows) {
        if (!signal.aborted)
          done += await giveUpOne(systemScope(merchant_id, "orders.expire"), { id, memberId });
      }
      isMore = rows.length === AT_ONCE && done > 0;
    }
    return {};
  },
});

async function overdue(): Promise<Overdue[]> {
  return await inTransaction((tx) =>
    tx.execute<Overdue>(sql`select merchant_id, id, member_id from "order"
      where status = 'placed' and expires_at <= now() order by expires_at limit ${AT_ONCE}`),
  );
}

/** One that cannot be had now is found again in a minute; it keeps nobody else waiting. */
async function giveUpOne(scope: Scope, order: { id: string; memberId: string | null }): Promise<0 | 1> {
  try {
    await expireOrder(scope, order);
    return 1;
  } catch (error) {
    log.warn("an order could not be given up", { requestId: scope.requestId, err: error });
    return 0;
  }
}

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

/** The money of an order's refund goes back the way it came. */
export const refundFollower = subscribe({
  name: "orders.refundPayments",
  types: ["order.refunded", "order.partly_refunded"],
  handle: followRefund,
});
