import { type ChildProcess, spawn } from "node:child_process";

export type AppMode = "production" | "development";
/** The two programs that the product consists of: server.ts and worker.ts. */
export type Program = "server" | "worker";

export type AppProcess = {
  pid: number;
  /** Resolves when it serves or works; rejects when it ends before. */
  ready: Promise<void>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(): Promise<void>;
};

/** What a request leaves behind is gone before it is looked at twice: a tenth of the web process's time was collecting. */
const YOUNG = ["--max-semi-space-size=64"];

/** Starts one of the programs; it ends by itself when this process dies, because their channel then closes. */
export function startProgram(program: Program, mode: AppMode, env: Record<string, string>): AppProcess {
  const args =
    mode === "production"
      ? [...YOUNG, "--enable-source-maps", `dist/${program}.mjs`]
      : ["--import", "tsx", `${program}.ts`];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env, NODE_ENV: mode },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", () => resolve({ code: 1, signal: null }));
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    void ended.then(() => reject(new Error(`the ${program} ended before it was ready`)));
  });
  ready.catch(() => undefined);
  return { pid: child.pid ?? 0, ready, ended, stop: () => stopChild(child, ended) };
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 32_000);
  await ended;
  clearTimeout(timer);
}
