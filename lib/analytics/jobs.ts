import { sql } from "drizzle-orm";
import { z } from "zod";
import { inTransaction } from "@/db/transaction";
import { keepSales } from "@/lib/analytics/keep-sales";
import { loadSample } from "@/lib/analytics/load-sample";
import { removeSample } from "@/lib/analytics/remove-sample";
import { rollUpNextActivityDay } from "@/lib/analytics/roll-up-activities";
import { rollUpNextDay } from "@/lib/analytics/roll-up-days";
import { trackedJob } from "@/lib/jobs/run-job";
import { systemScope } from "@/lib/platform/auth/scope";
import type { Keeper } from "@/lib/platform/deliver-outbox";
import { defineJob } from "@/lib/platform/jobs";

/** Makes sample data to look around with; once, however often it is begun. */
export const loadSampleJob = trackedJob({
  kind: "analytics.loadSample",
  input: z.object({}),
  run: (job) => loadSample(job),
});

/** Takes the sample data away again, and nothing else. */
export const removeSampleJob = trackedJob({
  kind: "analytics.removeSample",
  input: z.object({}),
  run: (job) => removeSample(job),
});

/** Of a quarter of an hour, so much at most goes into days that are to be added up. */
const BUDGET_MS = 120_000;

type Behind = { readonly id: string; readonly clock: string | null };

/** Merchants that have a day to add up, by their own clock or by that of a store elsewhere, those who wait longest first. */
async function merchantsBehind(): Promise<Behind[]> {
  const rows = await inTransaction((tx) =>
    tx.execute<Behind>(sql`
      select w.id, w.clock from (
        select m.id, null as clock, m.time_zone as zone, r.through
        from merchant m left join day_rollup r on r.merchant_id = m.id
        union all
        select s.merchant_id, s.time_zone, s.time_zone, r.through
        from (select distinct merchant_id, time_zone from store where archived_at is null) s
        join merchant m on m.id = s.merchant_id and m.time_zone <> s.time_zone
        left join clock_rollup r on r.merchant_id = s.merchant_id and r.time_zone = s.time_zone) w
      where (w.through is null and exists (select 1 from voucher v where v.merchant_id = w.id))
        or w.through < ((now() - interval '1 hour') at time zone w.zone)::date - 1
      order by w.through nulls first limit 1000`),
  );
  return [...rows];
}

/** Merchants whose activities have a day to add up, those who wait longest first. */
async function activitiesBehind(): Promise<string[]> {
  const rows = await inTransaction((tx) =>
    tx.execute<{ id: string }>(sql`
      select m.id from merchant m left join activity_rollup r on r.merchant_id = m.id
      where (r.through is null and exists (select 1 from participation p where p.merchant_id = m.id))
        or r.through < ((now() - interval '1 hour') at time zone m.time_zone)::date - 1
      order by r.through nulls first limit 1000`),
  );
  return rows.map(({ id }) => id);
}

/** Who is told of payments and refunds, so that activities know what was sold with their coupons (A13). */
export const salesKeeper: Keeper = {
  types: ["order.paid", "order.refunded", "order.partly_refunded"],
  keep: keepSales,
};

/** Every quarter of an hour: adds up the days that are over, for the figures of Home, of coupons and of activities. */
export const rollUpJob = defineJob({
  name: "analytics.rollUp",
  input: z.object({}),
  cron: "*/15 * * * *",
  handle: async (_, signal) => {
    const until = performance.now() + BUDGET_MS;
    for (const { id, clock } of await merchantsBehind()) {
      const scope = systemScope(id, "analytics.rollUp");
      while (!signal.aborted && performance.now() < until)
        if ((await rollUpNextDay(scope, clock)) === null) break;
    }
    for (const id of await activitiesBehind()) {
      const scope = systemScope(id, "analytics.rollUp");
      while (!signal.aborted && performance.now() < until)
        if ((await rollUpNextActivityDay(scope)) === null) break;
    }
    return undefined;
  },
});
