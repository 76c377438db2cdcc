import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import type { Instant } from "@/lib/kernel/time";
import { refundLocked, takeDelivered } from "@/lib/packs/refund-purchase";
import { changePurchase, putOffRefund } from "@/lib/packs/repository/purchases";
import { lookAtExpired } from "@/lib/packs/rules/expired";
import { takePurchase } from "@/lib/packs/take-purchase";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";

const AT_ONCE = 200;

/**
 * Gives back, by itself, what was paid for packs that expired with nothing used, where that was promised when they were sold
 * (K5): each once, however many sweeps run, and never where a coupon was used in its last second (I-18): member, purchase and
 * coupons are locked and looked at again. One that cannot be refunded now is put off, and keeps nobody else's. Tells how many
 * were refunded.
 */
export async function refundExpired(signal: AbortSignal, atOnce = AT_ONCE): Promise<number> {
  let done = 0;
  for (;;) {
    const due = await inTransaction((tx) =>
      tx.execute<{ merchant_id: string; id: string }>(sql`select merchant_id, id from pack_purchase
        where refund_due_at <= now() order by refund_due_at limit ${atOnce}`),
    );
    let moved = 0;
    for (const { merchant_id, id } of due) {
      if (signal.aborted) return done;
      const scope = systemScope(merchant_id, "packs.refundExpired");
      const came = await refundOne(scope, id).catch((err: unknown) => {
        log.warn("an expired pack could not be refunded", { code: id, err });
        return null;
      });
      if (came === null) await inTransaction((tx) => putOffRefund(tx, scope, id));
      done += came === "refund" ? 1 : 0;
      moved += 1;
    }
    if (moved === 0) return done;
  }
}

/** One expired purchase: refunded, kept for good, or looked at again later. Null = it was seen to in the meantime. */
async function refundOne(scope: Scope, purchaseId: string): Promise<"refund" | "keep" | "later" | null> {
  return await inTransaction(async (tx) => {
    const { purchase, now } = await takePurchase(tx, scope, purchaseId);
    if (purchase.status !== "paid" || purchase.refundDueAt === null || purchase.refundDueAt > now)
      return null;
    const { vouchers } = await takeDelivered(tx, scope, purchaseId);
    const look = lookAtExpired(vouchers, now);
    if (look.type === "refund") {
      const made = await refundLocked(tx, scope, purchase, { by: "time", reason: "", answer: "", now });
      return made.ok ? look.type : null;
    }
    const refundDueAt: Instant | null = look.type === "later" ? look.at : null;
    await changePurchase(tx, scope, purchase, { refundDueAt });
    return look.type;
  });
}
