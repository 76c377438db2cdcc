import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

export const migrationsFolder = join(process.cwd(), "db", "migrations");

// Any number that nothing else in this database uses.
const migrationLock = 7_274_551_903;

/** Brings the database to the newest schema. Two starts at once wait for each other; repeated, it changes nothing. */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice() {} });
  try {
    await sql`select pg_advisory_lock(${migrationLock}::bigint)`;
    if (existsSync(join(migrationsFolder, "meta", "_journal.json"))) {
      await runMigrations(drizzle(sql), { migrationsFolder });
    }
  } finally {
    // The lock belongs to the session and goes with it.
    await sql.end({ timeout: 5 });
  }
}

/** Changes whenever a migration is added or edited. */
export function migrationsFingerprint(): string {
  const hash = createHash("sha256");
  const names = existsSync(migrationsFolder) ? readdirSync(migrationsFolder).sort() : [];
  for (const name of names.filter((entry) => entry.endsWith(".sql"))) {
    hash.update(name).update(readFileSync(join(migrationsFolder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}
