import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readMigrationFiles } from "drizzle-orm/migrator";
import postgres from "postgres";
import { installJobSchema } from "@/db/job-schema";

export const migrationsFolder = join(process.cwd(), "db", "migrations");

// Any number that nothing else in this database uses.
const migrationLock = 7_274_551_903;

/**
 * Shorter than the pool's own lock_timeout (db/client.ts): whoever queues behind a migration that waits for a lock is
 * let through before they give up. And shorter than Postgres' deadlock_timeout, so that where the two wait for each other
 * it is the migration that gives up.
 */
const LOCK_TIMEOUT_MS = 500;
const TRIES = 60;
/** The file's first line: its statements are sent one by one, as `create index concurrently` must be. */
const OUTSIDE = /^--\s*no-transaction\b/;

type Migration = { readonly statements: readonly string[]; readonly hash: string; readonly when: number };

/**
 * Brings the database to the newest schema while the code of before goes on working. Two starts at once wait for each
 * other; repeated, it changes nothing. Each file is one transaction, or begins with `-- no-transaction`; a lock that
 * cannot be had within a second is given up and tried again, for about a minute and a half. `through` stops after that
 * many files and `folder` reads others: for tests.
 */
export async function migrate(
  url: string,
  options: { through?: number; folder?: string } = {},
): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice() {} });
  try {
    await takeLock(sql);
    await sql.unsafe(`set lock_timeout = ${LOCK_TIMEOUT_MS}`);
    for (const migration of await pending(sql, options)) {
      if (OUTSIDE.test(migration.statements[0]?.trimStart() ?? "")) await applyOutside(sql, migration);
      else await patiently(() => applyInside(sql, migration));
    }
    if (options.through === undefined) await installJobSchema(url);
  } finally {
    // The lock belongs to the session and goes with it.
    await sql.end({ timeout: 5 });
  }
}

// Asked again and again instead of waited for: a statement that waits has a snapshot, which a concurrent index build
// of the lock's holder would wait for in turn.
async function takeLock(sql: postgres.Sql): Promise<void> {
  for (;;) {
    const [row] = await sql`select pg_try_advisory_lock(${migrationLock}::bigint) as taken`;
    if (row?.taken) return;
    await sleep(100);
  }
}

// The table is drizzle-kit's, so that its tools go on understanding the database.
async function pending(
  sql: postgres.Sql,
  { through, folder = migrationsFolder }: { through?: number; folder?: string },
): Promise<Migration[]> {
  if (!existsSync(join(folder, "meta", "_journal.json"))) return [];
  await sql`create schema if not exists drizzle`;
  await sql`create table if not exists drizzle.__drizzle_migrations
    (id serial primary key, hash text not null, created_at bigint)`;
  const [last] = await sql`select max(created_at)::text as at from drizzle.__drizzle_migrations`;
  return readMigrationFiles({ migrationsFolder: folder })
    .slice(0, through)
    .map(({ sql: statements, hash, folderMillis }) => ({ statements, hash, when: folderMillis }))
    .filter(({ when }) => when > Number(last?.at ?? 0));
}

async function applyInside(sql: postgres.Sql, migration: Migration): Promise<void> {
  await sql.begin(async (tx) => {
    for (const statement of migration.statements) await tx.unsafe(statement);
    await record(tx, migration);
  });
}

// A statement that fails half way is sent again by the next run, so each must bear being repeated: `if not exists`.
async function applyOutside(sql: postgres.Sql, migration: Migration): Promise<void> {
  for (const statement of migration.statements) {
    await dropBrokenIndex(sql, statement);
    // A concurrent build only waits; nobody waits for it.
    const waits = /\bconcurrently\b/i.test(statement);
    await sql.unsafe(`set lock_timeout = ${waits ? 0 : LOCK_TIMEOUT_MS}`);
    await patiently(() => sql.unsafe(statement));
  }
  await sql.unsafe(`set lock_timeout = ${LOCK_TIMEOUT_MS}`);
  await record(sql, migration);
}

// A concurrent build that was cut off leaves an index that is kept up and never used.
async function dropBrokenIndex(sql: postgres.Sql, statement: string): Promise<void> {
  const named = /create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/i;
  const name = named.exec(statement)?.[1];
  if (!name) return;
  const broken = await sql`select 1 from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relname = ${name} and c.relnamespace = 'public'::regnamespace and not i.indisvalid`;
  if (broken.length > 0) await sql.unsafe(`drop index concurrently if exists "${name}"`);
}

async function record(sql: postgres.ISql, { hash, when }: Migration): Promise<void> {
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${when})`;
}

async function patiently(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const isLocked =
        error instanceof Error && "code" in error && (error.code === "55P03" || error.code === "40P01");
      if (!isLocked || attempt === TRIES) throw error;
      await sleep(250 + Math.random() * 500);
    }
  }
}

/** Changes whenever a migration, or the queue whose tables they bring, is added or edited. */
export function migrationsFingerprint(): string {
  const hash = createHash("sha256");
  const names = existsSync(migrationsFolder) ? readdirSync(migrationsFolder).sort() : [];
  for (const name of names.filter((entry) => entry.endsWith(".sql"))) {
    hash.update(name).update(readFileSync(join(migrationsFolder, name)));
  }
  hash.update(readFileSync(join(process.cwd(), "node_modules", "pg-boss", "package.json")));
  return hash.digest("hex").slice(0, 16);
}
