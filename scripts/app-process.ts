import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";

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

/**
 * What a request leaves behind is gone before it is looked at twice: a tenth of the web process's time was collecting. And
 * what was compiled stays so: V8 collects while a process idles and then forgets the code of what was not run lately, so
 * that a rush after a quiet minute met a process that had everything to compile anew (a fifth more of its time a claim).
 */
const V8 = ["--max-semi-space-size=64", "--no-flush-bytecode", "--no-memory-reducer"];

/** Starts one of the programs; it ends by itself when this process dies, because their channel then closes. */
export function startProgram(program: Program, mode: AppMode, env: Record<string, string>): AppProcess {
  const args =
    mode === "production"
      ? [...V8, "--enable-source-maps", `dist/${program}.mjs`]
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

/**
 * Lets the other processes of this machine go before `pid` where there are not processors enough: a worker that shares the
 * web process' machine keeps nobody waiting for a page (bench/packs). A machine that does not allow it changes nothing.
 */
export function letOthersFirst(pid: number): void {
  // Nought is this process itself, and what was never started has no other.
  if (pid <= 0) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It goes on as it is.
  }
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 32_000);
  await ended;
  clearTimeout(timer);
}
