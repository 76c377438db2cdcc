import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";
import { log } from "@/lib/platform/log";

/** How the pool fares: `Date.now() - lastSuccessAt` is since when nothing succeeded, `triedSince` whether anything was tried. */
export type DatabaseHealth = { readonly lastSuccessAt: number; readonly triedSince: boolean };

/** Without a single success for so long, although some were tried, a pool is taken for broken. */
const HOPELESS_MS = 60_000;
const ANSWER_MS = 1000;
/** One look at the database serves everybody who asks in this time. */
const KEEP_MS = 250;

/**
 * Whether this process can still get anything from its database. False only when every query of the last 60 s failed:
 * an idle process is well, however long it idles.
 */
export function isHopeful({ lastSuccessAt, triedSince }: DatabaseHealth): boolean {
  return !triedSince || Date.now() - lastSuccessAt < HOPELESS_MS;
}

/** Looks at the pool every 5 s and calls `end` when it is hopeless: a new process has a new pool. */
export function watchDatabase(health: () => DatabaseHealth, end: () => void): () => void {
  const timer = setInterval(() => {
    if (isHopeful(health())) return;
    clearInterval(timer);
    log.error("no query has succeeded for a minute; ending");
    end();
  }, 5000).unref();
  return () => clearInterval(timer);
}

export type Readiness = {
  readonly ready: boolean;
  readonly starting: boolean;
  readonly draining: boolean;
  /** `slow`: no answer within a second; `behind`: its schema is older than this build's newest migration. */
  readonly database: "ok" | "slow" | "down" | "behind";
  /** Seconds since a worker last said that it lives; null = never, or not known. Told, and asked for by nobody. */
  readonly workerSecondsAgo: number | null;
};

type Look = Pick<Readiness, "database" | "workerSecondsAgo">;

let latest: { readonly look: Promise<Look>; readonly until: number } | null = null;

/**
 * Whether requests should be sent here: one query through the pool that all requests use answers within a second, the
 * schema has every migration this build knows (one that has more is newer: old code runs on it while a new version is
 * rolled out), and the process is neither starting nor about to end.
 */
export async function readiness(life: { starting: boolean; draining: boolean }): Promise<Readiness> {
  const now = performance.now();
  if (!latest || latest.until <= now) latest = { look: lookAtDatabase(), until: now + KEEP_MS };
  const look = await latest.look;
  return { ready: look.database === "ok" && !life.starting && !life.draining, ...life, ...look };
}

const newest = Math.max(...journal.entries.map((entry) => entry.when));

async function lookAtDatabase(): Promise<Look> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"slow">((resolve) => {
    timer = setTimeout(() => resolve("slow"), ANSWER_MS);
  });
  try {
    const rows = await Promise.race([askDatabase(), late]);
    if (rows === "slow") return { database: "slow", workerSecondsAgo: null };
    const [row] = rows;
    const seconds = row?.worker_seconds == null ? null : Math.max(0, Math.round(row.worker_seconds));
    return { database: Number(row?.migrated) >= newest ? "ok" : "behind", workerSecondsAgo: seconds };
  } catch {
    return { database: "down", workerSecondsAgo: null };
  } finally {
    clearTimeout(timer);
  }
}

async function askDatabase() {
  return await db().execute<{ migrated: string | null; worker_seconds: number | null }>(
    sql`select (select max(created_at) from drizzle.__drizzle_migrations) as migrated,
      (select extract(epoch from clock_timestamp() - max(seen_at))::float8 from worker_heartbeat) as worker_seconds`,
  );
}
