import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Embedded, startEmbedded } from "@/db/embedded";
import {
  type LockHolder,
  type LockNote,
  type ProcessLock,
  processLife,
  tryLock,
} from "@/lib/platform/process-lock";
import { type AppMode, type AppProcess, letOthersFirst, startProgram } from "@/scripts/app-process";
import { buildApp } from "@/scripts/build-app";
import { type DemoInfo, dataDir, demoFile, demoSchema, localSecrets } from "@/scripts/local-data";
import { progress, Refusal, refuse } from "@/scripts/progress";
import { onParentDeath, runProgram } from "@/scripts/spawn";

type App = {
  readonly mode: AppMode;
  readonly port: number;
  readonly baseUrl: string;
  readonly lock: ProcessLock;
  readonly stopping: Promise<"stop">;
  env: Record<string, string>;
  isStopping: boolean;
  database: Embedded | null;
  web: AppProcess | null;
  worker: AppProcess | null;
};

/** Brings the whole product up and keeps it up until a signal, or the death of the parent, ends it in order. */
export async function runApp(mode: AppMode): Promise<number> {
  const port = wantedPort();
  const baseUrl = (process.env.BASE_URL || `http://localhost:${port}`).replace(/\/+$/, "");
  mkdirSync(dataDir, { recursive: true });
  const lock = await takeLock(baseUrl);
  const stopping = stopSignal();
  const base = { mode, port, baseUrl, lock, stopping, env: {}, isStopping: false };
  const app: App = { ...base, database: null, web: null, worker: null };
  void stopping.then(() => {
    app.isStopping = true;
  });
  try {
    for (const step of [checkPort, startDatabase, prepareDatabase, build, serve, work, announce, keepUp]) {
      if (!app.isStopping) await step(app);
    }
  } catch (error) {
    if (!app.isStopping) throw error;
  } finally {
    await shutDown(app);
  }
  return 0;
}

function stopSignal(): Promise<"stop"> {
  return new Promise((resolve) => {
    const hangUp = process.env.SCRIP_NO_HANGUP ? [] : ["SIGHUP"];
    for (const signal of ["SIGINT", "SIGTERM", ...hangUp]) process.on(signal, () => resolve("stop"));
    onParentDeath(() => resolve("stop"));
  });
}

function wantedPort(): number {
  const port = Number(process.env.PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  return refuse(`PORT must be a number from 1 to 65535, not ${process.env.PORT}`);
}

async function takeLock(baseUrl: string): Promise<ProcessLock> {
  const attempt = tryLock(join(dataDir, "up.lock"), { url: baseUrl });
  if (!attempt.held) {
    const { pid, note } = attempt.holder;
    return refuse(`Scrip is running here already (process ${pid}): ${note.url ?? ""}`);
  }
  if (attempt.stale) await endOrphans(attempt.stale);
  return attempt.lock;
}

// The programs of a killed run end by themselves within moments; one that hangs is helped.
async function endOrphans({ note }: LockHolder): Promise<void> {
  await Promise.all([
    endOrphan("web process", Number(note.webPid), note.webLife),
    endOrphan("worker", Number(note.workerPid), note.workerLife),
  ]);
}

async function endOrphan(name: string, pid: number, life: string | undefined): Promise<void> {
  const isSame = () => pid > 0 && processLife(pid) === life;
  for (let waited = 0; isSame() && waited < 100; waited += 1) {
    if (waited === 0) progress(`Ending the ${name} of a run that was killed`);
    process.kill(pid, waited < 90 ? "SIGTERM" : "SIGKILL");
    await sleep(250);
  }
}

// The demo's passwords are printed in the README: it listens on this machine alone unless told otherwise.
const host = process.env.HOST || "127.0.0.1";

function checkPort({ port }: App): Promise<void> {
  const taken = `Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm run up`;
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () => reject(new Refusal(taken)));
    probe.listen({ port, host }, () => probe.close(() => resolve()));
  });
}

async function startDatabase(app: App): Promise<void> {
  rmSync(demoFile, { force: true });
  if (process.env.DATABASE_URL) {
    progress("Using the database of DATABASE_URL");
    return;
  }
  app.database = await startEmbedded({ dataDir: join(dataDir, "postgres") });
  const { port, adopted } = app.database;
  progress(`Postgres ${adopted ? "was running already" : "started"} on 127.0.0.1:${port}`);
}

async function prepareDatabase(app: App): Promise<void> {
  app.env = {
    LOG_LEVEL: process.env.LOG_LEVEL || "warn",
    // Nothing stands in front of it that would have to be told.
    SHUTDOWN_DELAY_MS: process.env.SHUTDOWN_DELAY_MS || "0",
    ...localSecrets(),
    ...(app.database ? { DATABASE_URL: app.database.url } : {}),
    PORT: String(app.port),
    HOST: host,
    BASE_URL: app.baseUrl,
    DEMO: "1",
  };
  const script = ["--import", "tsx", "scripts/prepare-database.ts"];
  const { code } = await runProgram(process.execPath, script, { env: { ...app.env, NODE_ENV: app.mode } });
  if (code !== 0) refuse("The database could not be prepared; the reason is above.");
}

async function build({ mode }: App): Promise<void> {
  if (mode === "production") await buildApp();
}

async function serve(app: App): Promise<void> {
  const web = startProgram("server", app.mode, app.env);
  app.web = web;
  noteProcesses(app);
  try {
    await Promise.race([web.ready, app.stopping]);
  } catch {
    refuse("The web process did not start; the reason is above.");
  }
}

// Pages are served whether it works or not; its own lines tell what is wrong with it.
async function work(app: App): Promise<void> {
  const worker = startProgram("worker", app.mode, { ...app.env, DATABASE_POOL: "4" });
  letOthersFirst(worker.pid);
  app.worker = worker;
  noteProcesses(app);
  await Promise.race([worker.ready.catch(() => undefined), sleep(10_000), app.stopping]);
}

function noteProcesses({ lock, baseUrl, web, worker }: App): void {
  const note: LockNote = { url: baseUrl };
  if (web) Object.assign(note, { webPid: String(web.pid), webLife: processLife(web.pid) ?? "" });
  if (worker)
    Object.assign(note, { workerPid: String(worker.pid), workerLife: processLife(worker.pid) ?? "" });
  lock.update(note);
}

async function announce({ baseUrl, mode }: App): Promise<void> {
  if (existsSync(`${demoFile}.next`)) renameSync(`${demoFile}.next`, demoFile);
  progress(mode === "production" ? "Serving" : "Serving in development mode");
  const demo = existsSync(demoFile) ? demoSchema.parse(JSON.parse(readFileSync(demoFile, "utf8"))) : null;
  console.log(`\n${linksBlock(baseUrl, demo)}\n`);
}

function linksBlock(baseUrl: string, demo: DemoInfo | null): string {
  const lines = [`Console    ${baseUrl}/console`];
  if (demo) {
    lines.push(`Activity   ${demo.activityUrl}   password ${demo.activityPassword}`);
    lines.push(`Messages   ${baseUrl}/dev/inbox   (one-time codes arrive here)`, "", "Sign-ins");
    const width = Math.max(...demo.staff.map(({ email }) => email.length));
    const secretWidth = Math.max(...demo.staff.map(({ password }) => password.length));
    for (const { email, password, role } of demo.staff) {
      lines.push(`  ${email.padEnd(width)}   ${password.padEnd(secretWidth)}   ${role}`);
    }
    lines.push(`  ${demo.member.phone.padEnd(width)}   member, by one-time code`, "");
    lines.push(`Also in ${relative(process.cwd(), demoFile)}`);
  }
  lines.push("Stop with Ctrl-C");
  return lines.map((line) => `  ${line}`.trimEnd()).join("\n");
}

// A killed web process, worker or Postgres is started again; a web process that keeps dying is given up.
async function keepUp(app: App): Promise<void> {
  const deaths: Record<"web" | "worker", number[]> = { web: [], worker: [] };
  while (!app.isStopping) {
    const looking = sleep(2000, "look" as const);
    const gone = [app.web?.ended.then(() => "web" as const), app.worker?.ended.then(() => "worker" as const)];
    const event = await Promise.race([...gone, app.stopping, looking]);
    if (event === "stop" || app.isStopping) return;
    if (app.database && !app.database.isRunning()) {
      progress("Postgres has stopped; starting it again");
      app.database = await startEmbedded({ dataDir: join(dataDir, "postgres") });
    }
    if (event === "look" || event === undefined) continue;
    const lately = deaths[event].filter((at) => Date.now() - at < 60_000);
    deaths[event] = [...lately, Date.now()];
    await (event === "web" ? reviveWeb(app, lately.length) : reviveWorker(app, lately.length));
  }
}

async function reviveWeb(app: App, earlier: number): Promise<void> {
  if (earlier >= 3) refuse("The web process keeps ending; the reason is above.");
  progress(`The web process has ended (${await howEnded(app.web)}); starting it again`);
  await serve(app);
}

// Without it the product goes on serving: it is tried again for ever, ever more slowly up to ten seconds.
async function reviveWorker(app: App, earlier: number): Promise<void> {
  progress(`The worker has ended (${await howEnded(app.worker)}); starting it again`);
  await Promise.race([sleep(Math.min(earlier * 1000, 10_000)), app.stopping]);
  if (!app.isStopping) await work(app);
}

async function howEnded(process: AppProcess | null): Promise<string> {
  const end = await process?.ended;
  return end?.signal ?? `code ${end?.code}`;
}

async function shutDown(app: App): Promise<void> {
  if (app.web || app.database) progress("Stopping");
  rmSync(demoFile, { force: true });
  await Promise.all([app.web?.stop(), app.worker?.stop()]);
  await app.database?.stop();
  app.lock.release();
}
