import { sql } from "drizzle-orm";
import { db, onPoolWait, poolStats } from "@/db/client";
import { metrics, onScrape } from "@/lib/platform/metrics";

type Figures = {
  outbox_age: number;
  outbox_pending: number;
  differences: number;
  worker_age: number;
  lock_waits: number;
  jobs_queued: number;
  jobs_running: number;
  jobs_failed: number;
  packs_due: number;
  packs_late: number;
  packs_put_off: number;
};

/**
 * Has each scrape read from the database what no process knows by itself: the outbox, the open differences, the
 * workers' last sign of life, people's jobs, packs that are due, and who waits for a lock. One statement on indexes; when it fails `scrip_database_up` is 0
 * and the other figures are those of before.
 */
export function scrapeDatabase(): void {
  onScrape("database", async () => {
    const { databaseUp, outboxAge, outboxPending, differences, workerAge, lockWaits, trackedJobs } =
      metrics();
    const { packsDue, packsLate, packsPutOff } = metrics();
    databaseUp.set(0);
    const [row] = await db().execute<Figures>(sql`
      select
        coalesce((select extract(epoch from clock_timestamp() - min(created_at)) from outbox_batch
          where delivered_at is null), 0)::float8 as outbox_age,
        (select count(*) from (select 1 from outbox_batch where delivered_at is null limit 10000) pending)::int
          as outbox_pending,
        (select count(*) from alert where kind = 'reconciliation' and resolved_at is null)::int as differences,
        coalesce((select extract(epoch from clock_timestamp() - max(seen_at)) from worker_heartbeat), -1)::float8
          as worker_age,
        (select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')::int
          as lock_waits,
        (select count(*) from job where status = 'queued')::int as jobs_queued,
        (select count(*) from job where status = 'running')::int as jobs_running,
        (select count(*) from job where status = 'failed' and finished_at > now() - interval '1 hour')::int
          as jobs_failed,
        (select count(*) from (select 1 from pack_due where try_at <= now() limit 10000) due)::int as packs_due,
        greatest(0, coalesce((select extract(epoch from now() - min(try_at)) from pack_due
          where try_at is not null), 0))::float8 as packs_late,
        greatest(0, coalesce((select extract(epoch from now() - d.next_due_at) from pack_due d
          join pack_purchase p on (p.merchant_id, p.id) = (d.merchant_id, d.purchase_id)
          join member m on (m.merchant_id, m.id) = (p.merchant_id, p.member_id) and m.blocked_at is null and m.erased_at is null
          where d.try_at > d.next_due_at order by d.next_due_at limit 1), 0))::float8 as packs_put_off`);
    if (!row) return;
    databaseUp.set(1);
    outboxAge.set(row.outbox_age);
    outboxPending.set(row.outbox_pending);
    differences.set(row.differences);
    workerAge.set(row.worker_age);
    lockWaits.set(row.lock_waits);
    trackedJobs.set({ state: "queued" }, row.jobs_queued);
    trackedJobs.set({ state: "running" }, row.jobs_running);
    trackedJobs.set({ state: "failed" }, row.jobs_failed);
    packsDue.set(row.packs_due);
    packsLate.set(row.packs_late);
    packsPutOff.set(row.packs_put_off);
  });
}

/** Jobs of one queue in one state, and how long the oldest of them has been due that is not at work; 0 = none. */
export type QueueSize = {
  readonly queue: string;
  readonly state: string;
  readonly count: number;
  readonly seconds: number;
};

/** Has each scrape ask `sizes` how many jobs stand where. */
export function scrapeQueues(sizes: () => Promise<readonly QueueSize[]>): void {
  onScrape("jobs", async () => {
    const now = await sizes();
    const { jobs, jobAge } = metrics();
    jobs.reset();
    jobAge.reset();
    const oldest = new Map<string, number>();
    for (const { queue, state, count, seconds } of now) {
      jobs.set({ queue, state }, count);
      oldest.set(queue, Math.max(0, seconds, oldest.get(queue) ?? 0));
    }
    for (const [queue, seconds] of oldest) jobAge.set({ queue }, seconds);
  });
}

/** Has each scrape ask how full this process's pools are, and each wait for a connection be counted. */
export function scrapePools(): void {
  onScrape("pools", () => {
    const { pool, poolRefused } = metrics();
    poolRefused.reset();
    for (const { name, inUse, waiting, refused } of poolStats()) {
      pool.set({ pool: name, state: "in_use" }, inUse);
      pool.set({ pool: name, state: "waiting" }, waiting);
      poolRefused.inc({ pool: name }, refused);
    }
  });
  onPoolWait((name, ms) => metrics().poolWait.observe({ pool: name }, ms / 1000));
}
