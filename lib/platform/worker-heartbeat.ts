import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { workerHeartbeats } from "@/db/schema/operations";
import { newId } from "@/lib/kernel/id";
import { log } from "@/lib/platform/log";

const EVERY_MS = 5000;

/** Says in the database every five seconds that this worker lives, by the database's clock, until stopped. */
export async function startHeartbeat(): Promise<{ stop(): void }> {
  const id = newId("wrk");
  const beat = async () => {
    await db()
      .insert(workerHeartbeats)
      .values({ id })
      .onConflictDoUpdate({ target: workerHeartbeats.id, set: { seenAt: sql`now()` } });
  };
  await beat();
  const timer = setInterval(() => {
    beat().catch((err: unknown) => log.warn("the heartbeat was missed", { err }));
  }, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
