import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { benchDir } from "@/bench/cluster";
import { startProgram } from "@/scripts/app-process";
import { refuse } from "@/scripts/progress";
import { runTool } from "@/scripts/spawn";

export type Server = { readonly port: number; readonly pid: number; stop(): Promise<void> };

const firstPort = Number(process.env.BENCH_PORT || 4300);
let taken = 0;

/** The next free port of the benchmarks' own range. */
async function nextPort(): Promise<number> {
  for (; taken < 40; ) {
    const port = firstPort + taken;
    taken += 1;
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
  return refuse(`No port from ${firstPort} on is free: set BENCH_PORT.`);
}

/** Starts a script of `bench/servers` and waits until it serves. */
async function startScript(
  script: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Server> {
  const port = await nextPort();
  const child = spawn(process.execPath, ["--import", "tsx", `bench/servers/${script}.ts`, ...args], {
    env: { ...process.env, ...env, PORT: String(port), NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    void ended.then(() => reject(new Error(`bench/servers/${script}.ts ${args.join(" ")} did not start`)));
  });
  return {
    port,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** A bare node:http server that does one thing: see bench/servers/plain.ts. */
export function startPlain(
  what: "nothing" | "insert" | "naive" | "hono",
  url: string,
  { pool = 10, kept = "null" }: { pool?: number; kept?: string } = {},
): Promise<Server> {
  return startScript("plain", [what], { DATABASE_URL: url, POOL: String(pool), KEPT: kept });
}

/** A Next app with one route handler that does nothing, built once and served in production mode. */
export async function startBareNext(): Promise<Server> {
  const dir = join(benchDir, "next-bare");
  const source = readFileSync("bench/next-bare/app/bare/route.ts");
  const lock = readFileSync("package-lock.json");
  const key = createHash("sha256").update(source).update(lock).digest("hex");
  const stamp = join(dir, "stamp");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== key) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    cpSync("bench/next-bare", dir, { recursive: true });
    const { code, output } = await runTool("next", ["build", dir], {
      capture: true,
      env: { NODE_ENV: "production" },
    });
    if (code !== 0) throw new Error(`the bare Next app does not build:\n${output}`);
    writeFileSync(stamp, key);
  }
  return await startScript("next-bare", [], { NEXT_DIR: dir });
}

/** The product's own web process, as `npm run up` serves it; `env` must hold its database and secrets. */
export async function startProduct(env: Readonly<Record<string, string>>): Promise<Server> {
  const port = await nextPort();
  const more = {
    PORT: String(port),
    HOST: "127.0.0.1",
    BASE_URL: `http://localhost:${port}`,
    LOG_LEVEL: "error",
  };
  const web = startProgram("server", "production", { ...env, ...more });
  await web.ready;
  return { port, pid: web.pid, stop: () => web.stop() };
}
