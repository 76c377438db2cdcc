import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { startEmbedded, stopEmbedded } from "@/db/embedded";
import { migrate, migrationsFingerprint } from "@/db/migrate";
import { AppError } from "@/lib/kernel/app-error";
import { processLife, tryLock, waitForLock } from "@/lib/platform/process-lock";

export type TestDatabase = { url: string; name: string };
export type TestServer = { url: string; template: string; release(): Promise<void> };

const home = join(process.cwd(), ".data", "test-postgres");
const serverLock = join(process.cwd(), ".data", "test-postgres.lock");
const users = join(process.cwd(), ".data", "test-postgres-users");
let count = 0;

/**
 * A Postgres for tests with a migrated template, shared by all test runs of this work tree: the last run to release
 * it stops it. The template is made again when the migrations have changed.
 */
export async function acquireTestServer(): Promise<TestServer> {
  const lock = await waitForLock(serverLock);
  try {
    const mine = tryLock(join(users, String(process.pid)));
    const server = await startEmbedded({ dataDir: home, fast: true });
    await dropLeftOvers(server.url);
    const template = await prepareTemplate(server.url);
    return {
      url: server.url,
      template,
      release: () => releaseTestServer(server.url, () => mine.held && mine.lock.release()),
    };
  } finally {
    lock.release();
  }
}

async function releaseTestServer(url: string, leave: () => void): Promise<void> {
  const lock = await waitForLock(serverLock);
  try {
    await dropLeftOvers(url);
    leave();
    if (!hasUsers()) await stopEmbedded(home);
  } finally {
    lock.release();
  }
}

function hasUsers(): boolean {
  let found = false;
  for (const name of readdirSync(users)) {
    const attempt = tryLock(join(users, name));
    if (attempt.held) attempt.lock.release();
    else found = true;
  }
  return found;
}

/**
 * An empty migrated database of its own, cloned in about 100 ms. It is dropped when the run is over, not with its file:
 * ext4 keeps a thousand deleted files' places for half a minute, and looks through all of them for every file of the next
 * clone, which then takes two seconds.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_SERVER_URL;
  const template = process.env.TEST_TEMPLATE;
  if (!server || !template) throw new Error("testDatabase() works in *.db.test.ts files only");
  count += 1;
  const name = `t_${process.pid}_${count}`;
  await withServer(server, async (sql) => {
    await sql.unsafe(`drop database if exists ${name} with (force)`);
    await sql.unsafe(`create database ${name} template ${template} strategy file_copy`);
  });
  return { url: urlOf(server, name), name };
}

/** What a patient caller does with "busy": comes back in a moment, with the same request, until it is answered. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const deadline = performance.now() + 25_000; ; await sleep(100 + Math.random() * 200)) {
    try {
      return await work();
    } catch (error) {
      const isBusy = error instanceof AppError && error.code === "busy";
      if (!isBusy || performance.now() > deadline) throw error;
    }
  }
}

async function prepareTemplate(url: string): Promise<string> {
  const template = `template_${migrationsFingerprint()}`;
  await withServer(url, async (sql) => {
    const found = await sql`select datname from pg_database where datname like 'template\\_%'`;
    for (const { datname } of found) {
      if (datname !== template) await sql.unsafe(`drop database if exists ${datname} with (force)`);
    }
    if (found.some(({ datname }) => datname === template)) return;
    const draft = `draft_${process.pid}`;
    await sql.unsafe(`drop database if exists ${draft} with (force)`);
    await sql.unsafe(`create database ${draft}`);
    await migrate(urlOf(url, draft));
    await renameWhenLeft(sql, draft, template);
  });
  return template;
}

// The server may see the migrator's connection for a moment longer than the migrator does.
async function renameWhenLeft(sql: postgres.Sql, from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await sql.unsafe(`alter database ${from} rename to ${to}`);
      return;
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(100);
    }
  }
}

async function dropLeftOvers(url: string): Promise<void> {
  await withServer(url, async (sql) => {
    const found = await sql`select datname from pg_database where datname ~ '^(t|draft)_[0-9]+'`;
    for (const { datname } of found) {
      const pid = Number(String(datname).split("_")[1]);
      if (processLife(pid) === null) await sql.unsafe(`drop database if exists ${datname} with (force)`);
    }
  });
}

async function withServer(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(urlOf(url, "postgres"), { max: 1, connect_timeout: 10, onnotice() {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function urlOf(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
