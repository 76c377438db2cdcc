import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Db } from "@/db/client";
import { env } from "@/lib/platform/env";

/**
 * Lends a connection of its own for long reads, outside of the pool that requests wait for: each statement may take
 * `statementMs`. The connection is read-only and closed afterwards, however `work` ends.
 */
export async function withSlowReader<T>(statementMs: number, work: (reader: Db) => Promise<T>): Promise<T> {
  const sql = postgres(env().DATABASE_DIRECT_URL ?? env().DATABASE_URL, {
    max: 1,
    connect_timeout: 10,
    prepare: false,
    onnotice: () => undefined,
    connection: {
      application_name: "scrip-slow",
      statement_timeout: statementMs,
      default_transaction_read_only: true,
    },
  });
  try {
    return await work(drizzle(sql));
  } finally {
    await sql.end({ timeout: 5 });
  }
}
