import { databaseNow, inTransaction } from "@/db/transaction";
import type { Instant } from "@/lib/kernel/time";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockDelivery, makeDelivery } from "@/lib/packs/deliver-pack";
import { type DueGroup, type DuePurchase, findDue, lockDue, putOff } from "@/lib/packs/repository/deliveries";
import { systemScope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";

/** Purchases that one look finds, and that one transaction delivers to at most. */
const AT_ONCE = 1000;
/** A coupon that cannot be had, or a member who may have nothing, is asked for again after so long. */
const AGAIN_MS = 60 * 60_000;
/** Whoever was forgotten gets nothing any more; the row stays for the books. */
const FORGOTTEN_MS = 30 * 86_400_000;

/**
 * Makes every delivery that is due, of all merchants, in bounded transactions that each write whatever it takes in a handful
 * of statements. A purchase whose run was missed is due again at once until it has caught up, so that none is skipped; each
 * (purchase, cycle) is delivered once, over any number of workers, ticks and kills (I-16, F-5). Tells how many were made.
 */
export async function deliverDue(signal: AbortSignal, atOnce = AT_ONCE): Promise<number> {
  let made = 0;
  for (;;) {
    const groups = await inTransaction((tx) => findDue(tx, atOnce));
    let moved = 0;
    for (const group of groups) {
      if (signal.aborted) return made;
      const came = await deliverGroup(group).catch((err: unknown) => {
        log.warn("packs could not be delivered", { code: group.packId, err });
        return { made: 0, moved: 0 };
      });
      made += came.made;
      moved += came.moved;
    }
    if (moved === 0) return made;
  }
}

type Came = { readonly made: number; readonly moved: number };

async function deliverGroup({ merchantId, ids, ...kind }: DueGroup): Promise<Came> {
  const scope = systemScope(merchantId, "packs.deliver");
  return await inTransaction(
    async (tx) => {
      const due = await lockDue(tx, scope, ids);
      const now = await databaseNow(tx);
      const fit = due.filter(({ isBlocked, isErased }) => !isBlocked && !isErased);
      const delivery = await lockDelivery(tx, scope, kind, fit.map(receiverOf));
      await makeDelivery(tx, scope, delivery);
      const made = delivery.deliver.length;
      if (made > 0) {
        await recordAudit(tx, scope, [
          {
            ...{ action: "pack.deliver", objectType: "pack", objectId: kind.packId },
            after: { deliveries: made, first: delivery.deliver[0]?.purchaseId ?? null },
          },
        ]);
      }
      const short = delivery.wait.map(({ holder, couponId }) => ({
        purchaseId: holder.purchaseId,
        couponId,
      }));
      await putOff(tx, scope, short, later(now, AGAIN_MS));
      await putOff(tx, scope, unfit(due, "isBlocked"), later(now, AGAIN_MS));
      await putOff(tx, scope, unfit(due, "isErased"), later(now, FORGOTTEN_MS));
      return { made, moved: due.length };
    },
    { withinMs: 60_000 },
  );
}

const later = (now: Instant, ms: number) => new Date(now.getTime() + ms);

const unfit = (due: readonly DuePurchase[], why: "isBlocked" | "isErased") =>
  due
    .filter((one) => one[why] && (why === "isErased" || !one.isErased))
    .map(({ id }) => ({ purchaseId: id, couponId: null }));

const receiverOf = (due: DuePurchase) => ({
  ...{ purchaseId: due.id, memberId: due.memberId, packs: due.quantity, cycle: due.nextCycle },
  ...{ cycles: due.cycles, startedOn: due.startedOn ?? "", dueAt: due.dueAt, autoRefund: due.autoRefund },
});
