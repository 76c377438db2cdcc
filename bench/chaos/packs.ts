import type { Stage } from "@/bench/chaos/stage";
import { until } from "@/bench/chaos/wait";
import { testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, packRequest, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { giftPack } from "@/lib/packs/gift-pack";
import { deliverPacksJob } from "@/lib/packs/jobs";
import { giftInputSchema } from "@/lib/packs/schema";
import { closeJobs, send } from "@/lib/platform/jobs";

/** A pack that comes every day, which the mall sells and a number of members hold. */
export type DailyPack = { readonly packId: string };

/** How many hold it, and how many of its days are missed at once. */
const HOLDERS = 60;
const DAYS = 3;

/** Makes the pack of a run, and gives it to its holders. */
export async function makeDailyPack(
  merchantId: string,
  members: readonly { readonly phone: string }[],
): Promise<DailyPack> {
  const couponId = await inTransaction((tx) => makeCoupon(tx, merchantId));
  const schedule = { type: "recurring" as const, every: { unit: "day" as const }, cycles: 366 };
  const form = packForm([couponId], { type: "paid", sale: saleOf(), contents: { schedule } });
  const packId = await makePack(merchantId, form);
  for (const { phone } of members.slice(0, HOLDERS)) {
    const gift = giftInputSchema.parse({ phone });
    const given = await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
    if (!given.ok) throw new Error(`a gift was refused: ${given.refusal.code}`);
  }
  return { packId };
}

export type Missed = {
  /** Deliveries that are due now. */
  readonly owed: number;
  /** How many are owed at this moment: one more to each holder once their next day has begun. */
  readonly owedByNow: () => Promise<number>;
};

/** As if its last days had been missed: so many deliveries are due to each holder now. */
export async function missDays({ cluster, pack: { packId } }: Stage): Promise<Missed> {
  const [next] = await cluster.admin<{ at: string | null }[]>`
    select min(next_due_at)::text as at from pack_due where pack_id = ${packId} and next_due_at > now()`;
  const rows = await cluster.admin`
    with missed as (
      update pack_due d set next_due_at = d.next_due_at - make_interval(days => ${DAYS}),
        try_at = d.try_at - make_interval(days => ${DAYS})
      from pack_purchase p where p.merchant_id = d.merchant_id and p.id = d.purchase_id and p.status = 'given'
        and d.pack_id = ${packId} and d.next_due_at between now() and now() + interval '25 hours' returning d.purchase_id)
    update pack_purchase set started_on = started_on - ${DAYS}::int where id in (select purchase_id from missed) returning 1`;
  const owed = rows.length * DAYS;
  const owedByNow = async () => {
    const [turned] = await cluster.admin`select 1 where now() >= ${next?.at ?? null}::timestamptz`;
    return turned ? owed + rows.length : owed;
  };
  return { owed, owedByNow };
}

/** Has a worker look for deliveries now, as it does every minute. */
export async function deliverNow(): Promise<void> {
  await inTransaction((tx) => send(tx, deliverPacksJob, {}));
  await closeJobs();
}

/** How many deliveries were made to those it was given to; others buy it meanwhile. */
export async function deliveriesOf({ cluster, pack: { packId } }: Stage): Promise<number> {
  const [row] = await cluster.admin<{ made: number }[]>`
    select coalesce(sum(d.next_cycle - 1), 0)::int as made from pack_due d
    join pack_purchase p on p.merchant_id = d.merchant_id and p.id = d.purchase_id
    where d.pack_id = ${packId} and p.status = 'given'`;
  return row?.made ?? 0;
}

/** Waits until one delivery after `before` was made, so that a run is at work. */
export async function untilDelivering(stage: Stage, before: number, withinMs: number): Promise<boolean> {
  return await until(
    "a delivery is made",
    withinMs,
    async () => (await deliveriesOf(stage)) > before,
    5,
  ).then(
    () => true,
    () => false,
  );
}
