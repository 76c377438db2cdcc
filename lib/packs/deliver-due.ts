import { databaseNow, inTransaction } from "@/db/transaction";
import { shardOf } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockDelivery, makeDelivery } from "@/lib/packs/deliver-pack";
import {
  type DueGroup,
  type DuePurchase,
  findDue,
  lockDue,
  putOff,
  putOffFailed,
} from "@/lib/packs/repository/deliveries";
import { portionsOf } from "@/lib/packs/rules/deliver";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";

/**
 * Purchases that one look finds: two transactions at once deliver to them, portion after portion, and wait for each other
 * only before the next look. So it is several portions of the usual pack.
 */
const AT_ONCE = 10_000;
const LANES = 2;
/** Coupons that one transaction issues at most; one purchase can bring as many (`MAX_GIFT_COUPONS`). */
const MOST_COUPONS = 5000;
/** A portion that fails is halved until what makes it fail is alone: that takes so many failures, were it one in the largest. */
const MOST_FAILURES = 14;
/** A coupon that cannot be had, or a member who may have nothing, is asked for again after so long. */
const AGAIN_MS = 60 * 60_000;
/** Whoever was forgotten gets nothing any more; the row stays for the books. */
const FORGOTTEN_MS = 30 * 86_400_000;

/**
 * Makes every delivery that is due, of all merchants, in transactions bounded by the coupons they issue, each a handful of
 * statements. A purchase whose run was missed is due again at once until it has caught up, so that none is skipped; each
 * (purchase, cycle) is delivered once, over any number of workers, ticks and kills (I-16, F-5). What fails is put off and
 * keeps nobody else's from being made. Tells how many were made.
 */
export async function deliverDue(signal: AbortSignal, atOnce = AT_ONCE): Promise<number> {
  let made = 0;
  for (;;) {
    const groups = await inTransaction((tx) => findDue(tx, atOnce));
    const lanes = Array.from({ length: LANES }, (_, lane) => deliverLane(lane, groups, signal));
    const came = await Promise.all(lanes);
    made += came.reduce((sum, one) => sum + one.made, 0);
    const moved = came.reduce((sum, one) => sum + one.moved, 0);
    if (moved === 0 || signal.aborted) return made;
  }
}

/**
 * Makes the first delivery of purchases that have begun, now instead of in the run of the next minute; what cannot be made
 * stays due, or is put off, and is made by that.
 */
export async function deliverBegun(scope: Scope, purchaseIds: readonly string[]): Promise<void> {
  const { merchantId } = scope;
  const groups = await inTransaction((tx) => findDue(tx, AT_ONCE, { merchantId, purchaseIds }));
  for (let lane = 0; lane < LANES; lane++) await deliverLane(lane, groups, new AbortController().signal);
}

type Came = { readonly made: number; readonly moved: number };

/**
 * Delivers to the members of one lane, group after group. The counters of an unlimited coupon are spread over its members:
 * what two lanes touch of them is apart, so that one writes while what the other writes is put together.
 */
async function deliverLane(lane: number, groups: readonly DueGroup[], signal: AbortSignal): Promise<Came> {
  let [made, moved] = [0, 0];
  for (const { due, coupons, ...kind } of groups) {
    const own = due.filter(({ memberId }) => shardOf(memberId) % LANES === lane);
    const portions = portionsOf(own, coupons, MOST_COUPONS).map((portion) =>
      portion.map(({ purchaseId }) => purchaseId),
    );
    const came = await deliverPortions(kind, portions, signal);
    made += came.made;
    moved += came.moved;
  }
  return { made, moved };
}

/** Delivers to each portion; of one that fails, to as much of it as can be had without what makes it fail, which is put off. */
async function deliverPortions(
  kind: Omit<Group, "ids">,
  portions: readonly (readonly string[])[],
  signal: AbortSignal,
): Promise<Came> {
  const left = [...portions];
  let [made, moved, failures] = [0, 0, 0];
  for (let ids = left.shift(); ids !== undefined && !signal.aborted; ids = left.shift()) {
    const group = { ...kind, ids };
    const came = await deliverGroup(group).catch((err: unknown) => {
      log.warn("packs could not be delivered", { code: kind.packId, err });
      return null;
    });
    if (came) {
      made += came.made;
      moved += came.moved;
      continue;
    }
    failures += 1;
    const half = Math.ceil(ids.length / 2);
    if (ids.length > 1 && failures < MOST_FAILURES) left.unshift(ids.slice(0, half), ids.slice(half));
    else moved += await leaveFailed(group);
  }
  return { made, moved };
}

/** Puts off what failed; where that fails too, it stays due and the run ends with what it moved. */
async function leaveFailed({ merchantId, ids }: Group): Promise<number> {
  const scope = systemScope(merchantId, "packs.deliver");
  metrics().packsFailed.inc({}, ids.length);
  return await inTransaction((tx) => putOffFailed(tx, scope, ids)).catch((err: unknown) => {
    log.warn("a failed delivery could not be put off", { code: merchantId, err });
    return 0;
  });
}

type Group = Omit<DueGroup, "due" | "coupons"> & { readonly ids: readonly string[] };

async function deliverGroup({ merchantId, ids, ...kind }: Group): Promise<Came> {
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
