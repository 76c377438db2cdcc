import type { Tx } from "@/db/client";
import { databaseNow, underWay } from "@/db/transaction";
import { lockStockForMany } from "@/lib/coupons/draw-stock";
import { type Instant, localDate } from "@/lib/kernel/time";
import { dueRefunds, insertDeliveries, type MadeDelivery, moveOn } from "@/lib/packs/repository/deliveries";
import { loadContents } from "@/lib/packs/repository/packs";
import { type DeliveredCoupon, type DeliveryPlan, planDelivery } from "@/lib/packs/rules/deliver";
import { refundDueAt } from "@/lib/packs/rules/purchase";
import { dueAt } from "@/lib/packs/rules/schedule";
import type { PackSchedule } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { issuePack } from "@/lib/vouchers/issue-pack";

/** Purchases whose next delivery is alike: of one version, in one zone, all the first or none. */
export type DeliveryKind = {
  readonly packId: string;
  readonly version: number;
  readonly zone: string;
  readonly isFirst: boolean;
};

export type Holder = { readonly memberId: string; readonly packs: number };

/** What may be delivered now, under locks that hold until the transaction ends. */
export type LockedDelivery<H> = DeliveryPlan<H> &
  DeliveryKind & {
    readonly schedule: PackSchedule;
    /** The database's clock once the locks were held. */
    readonly now: Instant;
  };

/**
 * Locks the stock of the coupons that these holders' next delivery brings, in the order of their ids, and tells who can have
 * all of it and who has to wait for which coupon. `spokenFor`: so many of each coupon are another delivery's of this
 * transaction, which is not made yet. Writes nothing; `makeDelivery` in the same transaction can only succeed.
 */
export async function lockDelivery<H extends Holder>(
  tx: Tx,
  scope: Scope,
  kind: DeliveryKind,
  holders: readonly H[],
  spokenFor: ReadonlyMap<string, number> = new Map(),
): Promise<LockedDelivery<H>> {
  const { schedule, items, firstItems } = await loadContents(tx, scope, kind.packId, kind.version);
  const wanted = kind.isFirst ? (firstItems ?? items) : items;
  const memberIds = holders.map(({ memberId }) => memberId);
  const coupons = new Map<string, DeliveredCoupon>();
  for (const couponId of [...new Set(wanted.map((item) => item.couponId))].sort()) {
    const locked = await lockStockForMany(tx, scope, couponId, { memberIds, zone: kind.zone });
    if (!locked) continue;
    const { coupon } = locked;
    coupons.set(couponId, { ...coupon, issued: coupon.issued + (spokenFor.get(couponId) ?? 0) });
  }
  const now = await databaseNow(tx);
  return { ...kind, schedule, now, ...planDelivery(wanted, coupons, holders, { now, zone: kind.zone }) };
}

/** A purchase that gets its delivery now. */
export type Receiver = Holder & {
  readonly purchaseId: string;
  readonly cycle: number;
  readonly cycles: number;
  /** The local day of its first delivery. */
  readonly startedOn: string;
  readonly dueAt: Instant;
  readonly autoRefund: boolean;
};

/**
 * Delivers to everybody that `lockDelivery` of this transaction found can have it: their vouchers, the entry of each
 * delivery, when the next one is due, and the announcements. Each (purchase, cycle) once: a constraint holds it. Gives the
 * vouchers of each purchase.
 */
export async function makeDelivery(
  tx: Tx,
  scope: Scope,
  delivery: LockedDelivery<Receiver>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { packId, deliver, items, now } = delivery;
  if (deliver.length === 0) return new Map();
  const writes = underWay();
  const wanted = {
    ...{ packId, now, holders: deliver },
    items: items.map(({ couponId, termsVersion, quantity, window }) => {
      return { couponId, termsVersion, quantity, validFrom: window.from, validUntil: window.until };
    }),
  };
  const issued = await issuePack(tx, scope, wanted, writes);
  const made = madeOf(delivery, issued);
  await writes.send(() => insertDeliveries(tx, scope, made, now));
  await writes.send(() => moveOn(tx, scope, made));
  await writes.send(() => dueRefunds(tx, scope, made));
  const told = deliver.map(({ purchaseId, memberId, cycle }) => ({
    type: "pack.delivered",
    subjectId: purchaseId,
    payload: { packId, memberId, cycle, vouchers: issued.get(purchaseId)?.length ?? 0 },
  }));
  await writes.send(() => announce(tx, scope, told));
  await writes.all();
  return issued;
}

function madeOf(
  { deliver, schedule, zone, items }: LockedDelivery<Receiver>,
  issued: ReadonlyMap<string, readonly string[]>,
): MadeDelivery[] {
  const lastUntil = new Date(Math.max(...items.map(({ window }) => window.until.getTime())));
  // Most began on one day and get the same cycle: a day is looked up in its zone once for all of them.
  const days = new Map<string, Instant | null>();
  const dayOf = (startedOn: string, cycle: number) => {
    const key = `${startedOn} ${cycle}`;
    const known = days.get(key);
    if (known !== undefined) return known;
    const at = dueAt(schedule, startedOn, cycle, zone);
    days.set(key, at);
    return at;
  };
  return deliver.map(({ purchaseId, cycle, cycles, startedOn, dueAt: due, autoRefund }) => {
    const isComplete = cycle >= cycles;
    const nextDueAt = isComplete ? null : dayOf(startedOn, cycle + 1);
    const back = refundDueAt({ autoRefund, isComplete, lastUntil });
    return {
      ...{ purchaseId, cycle, dueAt: due, nextDueAt, refundDueAt: back },
      voucherIds: issued.get(purchaseId) ?? [],
    };
  });
}

/** What a purchase that begins now is told by: the local day from which its deliveries are counted. */
export function beginning(now: Instant, zone: string) {
  return { startedOn: localDate(now, zone) };
}
