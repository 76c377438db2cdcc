import { sql } from "drizzle-orm";
import {
  type JobWithMetadata as Fetched,
  fromDrizzle,
  type JobResult,
  type PgBoss,
  type QueueOptions,
} from "pg-boss";
import type { z } from "zod";
import type { Reader, Tx } from "@/db/client";
import { log } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import type { QueueSize } from "@/lib/platform/metrics-sources";
import { closeQueue, openForWork, withQueue } from "@/lib/platform/queue-connection";

/** Where a job ends that failed every time: kept for a month, for an operator to look at and send again. */
export const DEAD_LETTERS = "dead_letters";

/** What the queue knows of a job. */
export type AnyJob = {
  /** `<slice>.<what>`; letters, digits, dots and underscores. */
  readonly name: string;
  /** When it runs by itself, in UTC; null = only when sent. Two runs of it are never at work at once. */
  readonly cron: string | null;
  /** How many of it one worker handles at once. */
  readonly concurrency: number;
  /** It is taken away after so long, and tried again: many seconds for long work. Null = 15 minutes. */
  readonly withinSeconds: number | null;
  /** Parses what was stored and handles it; throws `MalformedJob` for what no try can mend. */
  readonly run: (data: unknown, signal: AbortSignal) => Promise<unknown>;
};

/** What sending a job takes: where to, and what. */
export type Sendable<T> = Pick<AnyJob, "name" | "cron" | "withinSeconds"> & { readonly input: z.ZodType<T> };

/** A job whose input is a `T`. */
export type Job<T> = AnyJob & Sendable<T>;

type Definition<T> = {
  readonly name: string;
  readonly input: z.ZodType<T>;
  readonly cron?: string | null;
  readonly concurrency?: number;
  readonly withinSeconds?: number | null;
  /**
   * Does the work. It may be called again for work that is done already, so it must be idempotent. `signal` fires when
   * the job is taken away. A job with a cron gets what its last run returned; the first gets `{}`.
   */
  readonly handle: (data: T, signal: AbortSignal) => Promise<T | undefined>;
};

/** The stored input is not what the job takes: it goes to the dead letters at once. */
export class MalformedJob extends Error {
  override name = "MalformedJob";
}

/** Defines a job by its name; what is sent and what is handled are both parsed with `input`. */
export function defineJob<T>(definition: Definition<T>): Job<T> {
  const { name, input, cron = null, concurrency = 1, withinSeconds = null, handle } = definition;
  const run = async (data: unknown, signal: AbortSignal) => {
    const parsed = input.safeParse(data);
    if (!parsed.success) throw new MalformedJob(`${name} was sent something else than it takes`);
    return await handle(parsed.data, signal);
  };
  return { name, input, cron, concurrency, withinSeconds, run };
}

/**
 * A job is tried again ten times over one and a half to two and a half hours, by chance of its pauses, and then laid with
 * the dead letters. While it is at work the worker says every five seconds that it lives: a killed worker's job is taken
 * up by another within half a minute.
 */
const queueOptions: QueueOptions & { deadLetter: string; notify: boolean } = {
  retryLimit: 10,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 3600,
  heartbeatSeconds: 10,
  expireInSeconds: 900,
  deleteAfterSeconds: 86_400,
  deadLetter: DEAD_LETTERS,
  notify: true,
};

/** Closes this process's connections to the queue; the next send opens one again. */
export async function closeJobs(): Promise<void> {
  made.clear();
  await closeQueue();
}

const made = new Set<string>();

type Queue = Pick<AnyJob, "name" | "cron" | "withinSeconds">;

async function makeQueue(boss: PgBoss, job: Queue): Promise<void> {
  if (made.has(job.name)) return;
  const options = job.withinSeconds ? { ...queueOptions, expireInSeconds: job.withinSeconds } : queueOptions;
  await boss.createQueue(DEAD_LETTERS, { retentionSeconds: 35 * 86_400 });
  await boss.createQueue(job.name, { ...options, policy: job.cron ? "exclusive" : "standard" });
  await boss.updateQueue(job.name, options);
  made.add(job.name);
}

/** Sends a job in the caller's transaction: it exists exactly when that commits. */
export async function send<T>(tx: Tx, job: Sendable<T>, data: NoInfer<T>): Promise<void> {
  await sendAll(tx, job, [data]);
}

/** As `send`, many in one statement. */
export async function sendAll<T>(tx: Tx, job: Sendable<T>, list: readonly NoInfer<T>[]): Promise<void> {
  if (list.length === 0) return;
  const boss = await withQueue(async (opened) => {
    await makeQueue(opened, job);
    return opened;
  });
  const rows = list.map((data) => ({ data: asObject(job.input.parse(data)) }));
  await boss.insert(job.name, rows, { db: fromDrizzle(tx, sql) });
}

function asObject(data: unknown): object {
  if (typeof data === "object" && data !== null) return data;
  throw new Error("a job's input must be an object");
}

export type RunningJobs = {
  /** Takes no new job, waits for those at work, and gives back what is not done after `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
};

/**
 * Handles jobs in this process until stopped, with three connections at most, and keeps their schedules: one run for each
 * occurrence over all workers, none of a schedule that is no longer there.
 */
export async function startJobs(jobs: readonly AnyJob[]): Promise<RunningJobs> {
  await closeJobs();
  // Two connections to work with and one that listens.
  const boss = await openForWork({
    max: 2,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 3600,
    reindex: false,
  });
  for (const job of jobs) await makeQueue(boss, job);
  await keepSchedules(boss, jobs);
  for (const job of jobs) await takeJobs(boss, job);
  return {
    stop: async (timeoutMs) => {
      await boss.stop({ graceful: true, timeout: timeoutMs });
      await closeJobs();
    },
  };
}

async function keepSchedules(boss: PgBoss, jobs: readonly AnyJob[]): Promise<void> {
  const kept = await boss.getSchedules();
  const wanted = jobs.filter((job) => job.cron !== null);
  for (const { name, key } of kept) {
    if (!wanted.some((job) => job.name === name)) await boss.unschedule(name, key);
  }
  for (const { name, cron } of wanted) {
    // What the last run left for the next is kept over restarts.
    const next = kept.find((schedule) => schedule.name === name)?.data ?? {};
    await boss.schedule(name, cron ?? "", next, { tz: "UTC" });
  }
}

// Jobs are fetched a few at once: after a single one the queue would pause, after a full batch it does not. Two that
// fetch, so that one slow job holds up only those of its batch.
async function takeJobs(boss: PgBoss, job: AnyJob): Promise<void> {
  const fetchers = job.concurrency > 2 ? 2 : 1;
  const options = {
    batchSize: Math.max(2, Math.ceil(job.concurrency / fetchers)),
    localConcurrency: fetchers,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: 1,
    notifyPollingIntervalSeconds: 2,
    perJobResults: true,
    includeMetadata: true,
  } as const;
  await boss.work(job.name, options, async (batch: Fetched<unknown>[]) => {
    const results = batch.map((fetched) => () => settle(boss, job, fetched));
    if (job.concurrency > 1) return await Promise.all(results.map((work) => work()));
    const inTurn: JobResult[] = [];
    for (const work of results) inTurn.push(await work());
    return inTurn;
  });
}

async function settle(boss: PgBoss, job: AnyJob, fetched: Fetched<unknown>): Promise<JobResult> {
  try {
    const next = await job.run(fetched.data, fetched.signal);
    if (job.cron && next !== undefined)
      await boss.schedule(job.name, job.cron, asObject(next), { tz: "UTC" });
    metrics().jobRuns.inc({ queue: job.name, outcome: "completed" });
    return { id: fetched.id, status: "completed" };
  } catch (err) {
    log.error("a job failed", { code: job.name, err });
    const output = { message: err instanceof Error ? err.name : "unknown" };
    const isMalformed = err instanceof MalformedJob;
    const isLast = isMalformed || fetched.retryCount >= fetched.retryLimit;
    metrics().jobRuns.inc({ queue: job.name, outcome: isLast ? "dead" : "failed" });
    return { id: fetched.id, status: isMalformed ? "deadletter" : "failed", output };
  }
}

/** How many jobs stand where, finished ones left out: for the figures an operator watches. */
export async function queueSizes(reader: Reader): Promise<QueueSize[]> {
  const rows = await reader.execute<QueueSize & Record<string, unknown>>(sql`
    select name as queue, state::text as state, count(*)::int as count,
      coalesce(max(extract(epoch from now() - start_after)) filter (where state <> 'active' and name <> ${DEAD_LETTERS}), 0)::float8 as seconds
    from pgboss.job
    where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss%' group by 1, 2 order by 1, 2`);
  return [...rows];
}

/** Sends dead letters to where they came from, at most a thousand; tells how many. For when their cause is mended. */
export async function sendDeadLettersAgain(): Promise<number> {
  return await withQueue((boss) => boss.redrive(DEAD_LETTERS));
}
