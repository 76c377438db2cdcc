import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { build } from "esbuild";
import { noteProgramLine } from "@/scripts/test-log";

/** A program of db/testing-programs/ at work in a process of its own, to be killed by tests. */
export type TestProgram = {
  readonly child: ChildProcess;
  /** The lines it has written so far, whole ones only. */
  lines(): string[];
  /** Resolves when it has written a line that begins so; rejects when it ends before. */
  says(begin: string): Promise<void>;
  /** kill -9, and gone when this resolves. */
  kill(): Promise<void>;
  /** Asks it to end; resolves with its exit code. */
  end(): Promise<number | null>;
};

/** Bundles a program as the product's own are bundled (scripts/build-app.ts); gives the file to start. */
export async function buildTestProgram(name: string): Promise<string> {
  const outfile = join(process.cwd(), ".data", "test-programs", `${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [`db/testing-programs/${name}.ts`],
    outfile,
    bundle: true,
    packages: "external",
    alias: { "@": process.cwd() },
    platform: "node",
    target: "node24",
    format: "esm",
    logLevel: "silent",
  });
  return outfile;
}

/**
 * Starts a bundled program with this process's environment and more. What it logs is looked at with the test's own log:
 * all that it writes to its error output, and the log lines among what it says.
 */
export function startTestProgram(file: string, env: Record<string, string> = {}): TestProgram {
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  eachLine(child.stdout, (line) => line.startsWith("{") && noteProgramLine(line));
  eachLine(child.stderr, (line) => {
    noteProgramLine(line);
    if (!/"level":"(debug|info|warn)"/.test(line)) process.stderr.write(`${line}\n`);
  });
  let output = "";
  const watchers = new Set<() => void>();
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    for (const look of watchers) look();
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const lines = () => output.split("\n").slice(0, -1);
  const says = (begin: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!lines().some((line) => line.startsWith(begin))) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
      void ended.then(() => reject(new Error(`it ended before it said ${begin}`)));
    });
  const signal = (name: NodeJS.Signals) => {
    child.kill(name);
    return ended;
  };
  return {
    child,
    lines,
    says,
    kill: async () => void (await signal("SIGKILL")),
    end: () => signal("SIGTERM"),
  };
}

/** Whole lines as they come; what a killed program left of one is taken as a line, too. */
function eachLine(stream: Readable, take: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", take);
}
