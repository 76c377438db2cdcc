import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

export type Outcome = { code: number; output: string };

/** Runs a program to its end under the pinned Node's PATH; its exit code, and its output when that is captured. */
export function runProgram(
  command: string,
  args: string[],
  options: { env?: Record<string, string>; capture?: boolean; onOutput?: (text: string) => void } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...options.env },
      stdio: ["ignore", options.capture ? "pipe" : "inherit", options.capture ? "pipe" : "inherit"],
    });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      options.onOutput?.(chunk.toString());
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    const end = (signal: NodeJS.Signals) => child.kill(signal);
    process.on("SIGTERM", end);
    process.on("SIGINT", end);
    const stopWatching = onParentDeath(() => child.kill("SIGTERM"));
    const settle = () => {
      process.off("SIGTERM", end);
      process.off("SIGINT", end);
      stopWatching();
    };
    child.once("error", (error) => {
      settle();
      reject(error);
    });
    child.once("close", (code) => {
      settle();
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Runs a tool of node_modules/.bin, which ends when this process is killed. */
export function runTool(
  name: string,
  args: string[],
  options: Parameters<typeof runProgram>[2] = {},
): Promise<Outcome> {
  const preload = pathToFileURL("scripts/end-with-parent.mjs").href;
  return runProgram(process.execPath, ["--import", preload, `node_modules/.bin/${name}`, ...args], options);
}

/** Calls `then` once when the process that started this one has died, by whatever means. */
export function onParentDeath(then: () => void): () => void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}
