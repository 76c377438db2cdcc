import { randomBytes, randomInt } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { z } from "zod";
import { type Installation, installation } from "@/db/embedded-binaries";
import { processCommand, processLife, waitForLock } from "@/lib/platform/process-lock";

const accessSchema = z.object({ port: z.number().int(), password: z.string().min(16) });
type Access = z.infer<typeof accessSchema>;

export type EmbeddedOptions = {
  /** Holds the cluster, its log and its password. */
  dataDir: string;
  /** For tests only: what was committed may be lost when the machine stops. */
  fast?: boolean;
};

export type Embedded = {
  url: string;
  port: number;
  /** True when the server was running already, left by a process that was killed or shared with one that lives. */
  adopted: boolean;
  isRunning(): boolean;
  stop(): Promise<void>;
};

/**
 * A running Postgres on 127.0.0.1 with a database `scrip`, whatever the last user of the data directory left: nothing,
 * a server that still runs, a stale postmaster.pid whose id belongs to somebody else or to a zombie, or a crash that
 * needs recovery. The port and the password are remembered. Safe to call from several processes at once.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const home = resolve(options.dataDir);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const lock = await waitForLock(join(home, "start.lock"));
  try {
    const place = installation(home);
    const access = readAccess(home);
    if (runningPid(place.data) !== null) {
      const port = recordedPort(place.data) ?? access.port;
      if (await answers({ ...access, port })) return handle(home, place, { ...access, port }, true);
      await stopServer(place);
    }
    if (!existsSync(join(place.data, "PG_VERSION"))) {
      await initialise(place, access, options.fast ?? false);
    }
    const used = await launch(home, place, access, options.fast ?? false);
    await ensureDatabase(used);
    return handle(home, place, used, false);
  } finally {
    lock.release();
  }
}

/** Stops the server of this data directory if one runs; true when there was one. */
export async function stopEmbedded(dataDir: string): Promise<boolean> {
  const home = resolve(dataDir);
  if (!existsSync(home)) return false;
  const lock = await waitForLock(join(home, "start.lock"));
  try {
    return await stopServer(installation(home));
  } finally {
    lock.release();
  }
}

/** The process id of the postmaster that serves this cluster, or null: a pid file alone proves nothing. */
export function runningPid(data: string): number | null {
  const pid = Number(pidFile(data)[0]);
  if (!Number.isInteger(pid) || pid <= 0 || processLife(pid) === null) return null;
  const command = processCommand(pid);
  return command.includes("postgres") && command.includes(data) ? pid : null;
}

function pidFile(data: string): string[] {
  try {
    return readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

function recordedPort(data: string): number | null {
  const port = Number(pidFile(data)[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}

function handle(home: string, place: Installation, access: Access, adopted: boolean): Embedded {
  return {
    url: urlFor(access, "scrip"),
    port: access.port,
    adopted,
    isRunning: () => runningPid(place.data) !== null,
    stop: async () => {
      await stopEmbedded(home);
    },
  };
}

function urlFor(access: Access, database: string): string {
  return `postgres://scrip:${access.password}@127.0.0.1:${access.port}/${database}`;
}

function readAccess(home: string): Access {
  const path = join(home, "access.json");
  if (existsSync(path)) {
    try {
      return accessSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    } catch (error) {
      if (existsSync(join(home, "data", "PG_VERSION"))) {
        throw new Error(`${path} cannot be read; it holds the database's password`, {
          cause: error,
        });
      }
    }
  }
  const access = { port: somePort(), password: randomBytes(24).toString("hex") };
  writeAccess(home, access);
  return access;
}

function writeAccess(home: string, access: Access): void {
  const path = join(home, "access.json");
  writeFileSync(`${path}.new`, JSON.stringify(access), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

// Below the range from which systems take the ports of outgoing connections.
function somePort(): number {
  return randomInt(20_000, 30_000);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}

// Made beside its place and moved there when whole, so that a kill in between leaves nothing half made.
async function initialise(place: Installation, access: Access, fast: boolean): Promise<void> {
  const parent = resolve(place.data, "..");
  for (const name of readdirSync(parent)) {
    if (name.startsWith("data.new")) rmSync(join(parent, name), { recursive: true, force: true });
  }
  rmSync(place.data, { recursive: true, force: true });
  const draft = join(parent, "data.new");
  const passwordFile = join(parent, "password.new");
  writeFileSync(passwordFile, access.password, { mode: 0o600 });
  place.own(passwordFile);
  try {
    const { code, output } = await place.run("initdb", [
      `--pgdata=${draft}`,
      "--username=scrip",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
      ...(fast ? ["--no-sync"] : []),
    ]);
    if (code !== 0) throw new Error(`Postgres could not make its data directory:\n${output}`);
    renameSync(draft, place.data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function launch(home: string, place: Installation, access: Access, fast: boolean): Promise<Access> {
  let port = access.port;
  let output = "";
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(250)) {
    rmSync(join(place.data, "postmaster.pid"), { force: true });
    while (!(await isFree(port))) port = somePort();
    writeFileSync(place.log, "", { mode: 0o600 });
    place.own(place.log);
    const settings = serverSettings(port, fast).map((setting) => `-c ${setting}`);
    const result = await place.run("pg_ctl", [
      "start",
      `--pgdata=${place.data}`,
      `--log=${place.log}`,
      "--wait",
      "--timeout=60",
      `--options=-k '' ${settings.join(" ")}`,
    ]);
    if (result.code === 0) {
      const used = { ...access, port };
      writeAccess(home, used);
      return used;
    }
    output = `${result.output}\n${readFileSync(place.log, "utf8").trim()}`;
    // Back ends of a killed server need a moment to notice; a port may be taken between the look and the start.
    if (!/pre-existing shared memory|Address already in use/.test(output)) break;
  }
  throw new Error(`Postgres did not start:\n${output}`);
}

function serverSettings(port: number, fast: boolean): string[] {
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    `max_connections=${fast ? 200 : 100}`,
  ];
  return fast ? [...settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off"] : settings;
}

async function stopServer(place: Installation): Promise<boolean> {
  if (runningPid(place.data) === null) return false;
  for (const mode of ["fast", "immediate"]) {
    const args = ["stop", `--pgdata=${place.data}`, `--mode=${mode}`, "--wait", "--timeout=15"];
    const { code } = await place.run("pg_ctl", args);
    if (code === 0 || runningPid(place.data) === null) return true;
  }
  throw new Error(`Postgres (process ${runningPid(place.data)}) does not stop`);
}

async function answers(access: Access): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    try {
      await ensureDatabase(access);
      return true;
    } catch {
      await sleep(300);
    }
  }
  return false;
}

async function ensureDatabase(access: Access): Promise<void> {
  const sql = postgres(urlFor(access, "postgres"), { max: 1, connect_timeout: 5, onnotice() {} });
  try {
    const found = await sql`select 1 from pg_database where datname = 'scrip'`;
    if (found.length === 0) await sql`create database scrip`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
