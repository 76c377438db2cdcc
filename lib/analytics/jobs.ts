import { sql } from "drizzle-orm";
import { z } from "zod";
import { inTransaction } from "@/db/transaction";
import { loadSample } from "@/lib/analytics/load-sample";
import { removeSample } from "@/lib/analytics/remove-sample";
import { rollUpNextDay } from "@/lib/analytics/roll-up-days";
import { trackedJob } from "@/lib/jobs/run-job";
import { systemScope } from "@/lib/platform/auth/scope";
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

/** Merchants that have a day to add up, those who wait longest first. */
async function merchantsBehind(): Promise<string[]> {
  const rows = await inTransaction((tx) =>
    tx.execute<{ id: string }>(sql`
      select m.id from merchant m left join day_rollup r on r.merchant_id = m.id
      where (r.through is null and exists (select 1 from voucher v where v.merchant_id = m.id))
        or r.through < ((now() - interval '1 hour') at time zone m.time_zone)::date - 1
      order by r.through nulls first limit 1000`),
  );
  return rows.map(({ id }) => id);
}

/** Every quarter of an hour: adds up the days that are over, for the figures of Home and of coupons. */
export const rollUpJob = defineJob({
  name: "analytics.rollUp",
  input: z.object({}),
  cron: "*/15 * * * *",
  handle: async (_, signal) => {
    const until = performance.now() + BUDGET_MS;
    for (const id of await merchantsBehind()) {
      const scope = systemScope(id, "analytics.rollUp");
      while (!signal.aborted && performance.now() < until) if ((await rollUpNextDay(scope)) === null) break;
    }
    return undefined;
  },
});
