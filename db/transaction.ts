import { sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import type { Instant } from "@/lib/kernel/time";

/** Serialisation failure and deadlock: nothing was done and the same work may be tried again. */
const RETRYABLE = new Set(["40001", "40P01"]);
/** A lock or a statement took too long: somebody else holds what we need; the caller should come back. */
const BUSY = new Set(["55P03", "57014"]);
const TRIES = 3;

function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
  }
  return undefined;
}

/**
 * Runs `work` in one transaction and returns its value after commit. Only a throw rolls back, so a refusal is
 * returned before the first write. Deadlocks and serialisation failures are tried again (three times in all, with
 * jitter); a lock that cannot be had in time becomes `AppError("busy")`. Nothing else is caught.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().transaction(work);
    } catch (error) {
      const state = sqlState(error);
      if (state && BUSY.has(state)) throw new AppError("busy", "busy", {}, { cause: error });
      if (!state || !RETRYABLE.has(state) || attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
  }
}

/** The database's clock now, to the millisecond: what limits, windows and days are decided by. */
export async function databaseNow(reader: Reader): Promise<Instant> {
  const [row] = await reader.execute<{ ms: string }>(
    sql`select floor(extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  );
  if (!row) throw new Error("the database told no time");
  return new Date(Number(row.ms));
}
