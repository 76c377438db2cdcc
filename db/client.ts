import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/platform/env";

/** Reads outside of a transaction. */
export type Db = PostgresJsDatabase;
/** An open transaction; only `inTransaction` makes one, and every write asks for one. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** Either: what a query that may run inside or outside of a transaction takes. */
export type Reader = Db | Tx;

type Pool = { readonly sql: postgres.Sql; readonly db: Db };

const holder = globalThis as typeof globalThis & { scripPool?: Pool };

function open(): Pool {
  const sql = postgres(env().DATABASE_URL, {
    max: env().DATABASE_POOL,
    connect_timeout: 5,
    idle_timeout: 60,
    onnotice: () => undefined,
    connection: {
      application_name: "scrip",
      statement_timeout: 3_000,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 5_000,
    },
  });
  return { sql, db: drizzle(sql) };
}

/** The process's one pool, whichever bundle asks for it (Next's and server.ts's share it through globalThis). */
export function db(): Db {
  holder.scripPool ??= open();
  return holder.scripPool.db;
}

/** The small pool of the claims, which never wait behind pages. */
export function claimsDb(): Db {
  const both = holder as typeof holder & { scripClaimsPool?: Pool };
  both.scripClaimsPool ??= open();
  return both.scripClaimsPool.db;
}

/** Ends the pool after its running queries; for shutdown and for tests. */
export async function closeDb(): Promise<void> {
  const pool = holder.scripPool;
  holder.scripPool = undefined;
  await pool?.sql.end({ timeout: 5 });
}
