import type { Tx } from "@/db/client";
import { Pool } from "@/db/pool";
import { PooledSession } from "@/db/session";
import { newInside, transact } from "@/db/transact";

/** Longer than any set of offers takes to be made. */
const WITHIN_MS = 60_000;

/** Runs `work` in one transaction of any database: `inTransaction` knows the process's own only. */
export async function transactionIn<T>(url: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const pool = new Pool({ url, prepare: true, size: 1, onWait() {}, onHealth() {} });
  const session = new PooledSession(
    (text, params, asArrays) => pool.statement(text, params, asArrays),
    (begun) => transact(pool, newInside(), WITHIN_MS, begun),
  );
  try {
    return await session.transaction(work);
  } finally {
    await pool.close(1000);
  }
}
