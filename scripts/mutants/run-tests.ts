import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Red } from "@/scripts/mutants/mutant";
import type { TestOutcome } from "@/scripts/mutants/verdict";

export type Run = {
  readonly code: number;
  readonly outcomes: readonly TestOutcome[] | null;
  readonly isTimedOut: boolean;
  /** The end of what it printed. */
  readonly output: string;
};

const KEPT_OUTPUT = 4000;

export type RunOptions = {
  /** Stops at the first test that fails. */
  readonly bail: boolean;
  /** How often a test that failed is tried again: a busy machine is no mutant. */
  readonly retries?: number;
  readonly withinMs: number;
  readonly stop: AbortSignal;
};

function argumentsOf(red: readonly Red[], { bail, retries = 0 }: RunOptions): string[] {
  const files = [...new Set(red.map((one) => one.file))];
  const projects = new Set(files.map((file) => (file.endsWith(".db.test.ts") ? "db" : "unit")));
  const names = red.map((one) => one.name);
  const isNamed = names.every((name) => name !== undefined);
  const pattern = names.map((name) => name?.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return [
    "run",
    ...[...projects].flatMap((project) => ["--project", project]),
    ...files,
    ...(isNamed ? ["-t", pattern] : []),
    ...(bail ? ["--bail", "1"] : []),
    ...(retries > 0 ? ["--retry", String(retries)] : []),
    "--reporter=./scripts/mutants/reporter.ts",
  ];
}

/** Runs the named tests in the tree under `root`, for `withinMs` at most; stopped early when `stop` is aborted. */
export async function runTests(root: string, red: readonly Red[], options: RunOptions): Promise<Run> {
  const report = join(root, ".data", "mutant-outcomes.json");
  rmSync(report, { force: true });
  const preload = join(root, "scripts", "end-with-parent.mjs");
  const vitest = join(root, "node_modules", ".bin", "vitest");
  const args = ["--import", preload, vitest, ...argumentsOf(red, options)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, MUTANT_OUTCOMES: report },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-KEPT_OUTPUT);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  let isTimedOut = false;
  const end = () => child.kill("SIGTERM");
  const timer = setTimeout(() => {
    isTimedOut = true;
    end();
    // Vitest waits for its workers; one that never ends is ended.
    setTimeout(() => child.kill("SIGKILL"), 5000).unref();
  }, options.withinMs);
  options.stop.addEventListener("abort", end);
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve(status ?? 1));
  });
  clearTimeout(timer);
  options.stop.removeEventListener("abort", end);
  const outcomes = existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as TestOutcome[]) : null;
  return { code, outcomes, isTimedOut, output };
}
