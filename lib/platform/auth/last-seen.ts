import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { staffRoles, staffSessions } from "@/db/schema/merchants";
import { apiKeys } from "@/db/schema/operations";
import { log } from "@/lib/platform/log";
import { perProcess } from "@/lib/platform/per-process";

const EVERY_MS = 300_000;
const KEPT_AT_MOST = 10_000;

/** Whether `key` was not noted for five minutes; from now on it is. */
function isDue(noted: Map<string, number>, key: string): boolean {
  const now = performance.now();
  const last = noted.get(key);
  if (last !== undefined && now - last < EVERY_MS) return false;
  if (noted.size >= KEPT_AT_MOST) noted.clear();
  noted.set(key, now);
  return true;
}

/**
 * Notes that a session was in use at a merchant just now, at most once in five minutes for each process, and lets
 * nobody wait for it. It is for people to read: nothing is decided by it, so one that is lost is no loss.
 */
export function noteSeen(
  session: { readonly sessionId: string; readonly id: string },
  merchantId: string,
): void {
  const noted = perProcess("staff-seen", () => new Map<string, number>());
  const key = `${session.sessionId} ${merchantId}`;
  if (!isDue(noted, key)) return;
  write(session, merchantId).catch((err: unknown) => {
    noted.delete(key);
    log.warn("that somebody was seen could not be noted", { err });
  });
}

/** Notes that an API key was shown just now: as `noteSeen`. */
export function noteKeyUsed({ id, merchantId }: { readonly id: string; readonly merchantId: string }): void {
  const noted = perProcess("keys-used", () => new Map<string, number>());
  if (!isDue(noted, id)) return;
  const isOld = sql`(last_used_at is null or last_used_at < now() - interval '4 minutes')`;
  db()
    .execute(
      sql`update ${apiKeys} set last_used_at = now() where merchant_id = ${merchantId} and id = ${id} and ${isOld}`,
    )
    .catch((err: unknown) => {
      noted.delete(id);
      log.warn("that a key was used could not be noted", { err });
    });
}

async function write(
  { sessionId, id }: { sessionId: string; id: string },
  merchantId: string,
): Promise<void> {
  const isOld = sql`(last_seen_at is null or last_seen_at < now() - interval '4 minutes')`;
  await db().execute(sql`
    with seen as (update ${staffSessions} set last_seen_at = now() where id = ${sessionId} and ${isOld})
    update ${staffRoles} set last_seen_at = now()
    where merchant_id = ${merchantId} and staff_id = ${id} and ${isOld}`);
}
