import { type ConstructorOptions, PgBoss } from "pg-boss";
import { JOB_SCHEMA } from "@/db/job-schema";
import { AppError } from "@/lib/kernel/app-error";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { withoutValues } from "@/lib/platform/redact";
import { onShutdown } from "@/lib/platform/shutdown";
import { steadyClock } from "@/lib/platform/steady-clock";

/** How long a sender waits for the queue, in a transaction that may take five seconds, and for one statement of it. */
const SEND_MS = 4000;
const STATEMENT_MS = 3000;
/** The same for a worker, which also clears away a day's jobs at once. */
const WORK_MS = 60_000;

/** What the queue's connections may take; `pg` gives up what is not answered, also where the network froze. */
const within = (ms: number) => ({
  connectionTimeoutMillis: Math.min(ms, 10_000),
  query_timeout: ms,
  keepAlive: true,
});

type Opened = { readonly boss: Promise<PgBoss>; readonly isForWork: boolean };

declare global {
  var __scripQueue: Opened | undefined;
}

async function open(options: ConstructorOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().DATABASE_DIRECT_URL ?? env().DATABASE_URL,
    schema: JOB_SCHEMA,
    application_name: "scrip-jobs",
    migrate: false,
    clock: steadyClock,
    ...options,
  });
  boss.on("error", (err) => log.error("the queue failed", { err: asError(err) }));
  boss.on("warning", ({ message }) => log.warn("the queue warns", { code: withoutValues(message) }));
  await boss.start();
  onShutdown("queue", closeQueue);
  return boss;
}

// The queue hands on copies of errors, which are none.
function asError(value: { readonly message: string; readonly stack?: string }): Error {
  if (value instanceof Error) return value;
  return Object.assign(new Error(value.message), { stack: value.stack });
}

/** Opens the queue for a worker, whose senders share it; it mends its own connections. */
export async function openForWork(options: ConstructorOptions): Promise<PgBoss> {
  const boss = open({ ...options, ...within(WORK_MS) });
  globalThis.__scripQueue = { boss, isForWork: true };
  return await boss;
}

// A process that only sends has one connection for it, opened by the first send.
function opened(): Opened {
  globalThis.__scripQueue ??= {
    boss: open({ max: 1, supervise: false, schedule: false, ...within(STATEMENT_MS) }),
    isForWork: false,
  };
  return globalThis.__scripQueue;
}

/**
 * What `work` gives of the queue, within four seconds. After a failure the next one opens it anew: a queue that could not
 * be opened, or does not answer, is not kept. Throws `busy` when it was not to be had.
 */
export async function withQueue<T>(work: (boss: PgBoss) => Promise<T>): Promise<T> {
  const queue = opened();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the queue did not answer in time")), SEND_MS);
  });
  try {
    return await Promise.race([queue.boss.then(work), late]);
  } catch (cause) {
    if (!queue.isForWork) forget(queue);
    throw new AppError("busy", "the queue cannot be had", {}, { cause });
  } finally {
    clearTimeout(timer);
  }
}

function forget(queue: Opened): void {
  if (globalThis.__scripQueue === queue) globalThis.__scripQueue = undefined;
  void queue.boss.then((boss) => boss.stop({ graceful: false })).catch(() => undefined);
}

/** Closes this process's connections to the queue. */
export async function closeQueue(): Promise<void> {
  const queue = globalThis.__scripQueue;
  globalThis.__scripQueue = undefined;
  await (await queue?.boss.catch(() => undefined))?.stop({ graceful: false });
}
