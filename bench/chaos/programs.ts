import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { within } from "@/bench/chaos/wait";

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** How long a program may take to be ready before the run gives it up. */
const READY_MS = 60_000;

/**
 * A production process of the product that can be killed and started again under its name. What it prints is appended to
 * a file. It ends by itself when this process dies, because their channel then closes.
 */
export class Program {
  #child: ChildProcess | null = null;
  #ended: Promise<Ended> = Promise.resolve({ code: null, signal: null });
  #read = 0;
  /** True while a scenario means it to be gone. */
  isMeantToBeGone = true;
  /** Ends that nobody meant. */
  readonly surprises: Ended[] = [];

  constructor(
    readonly name: string,
    private readonly script: string,
    private readonly env: Readonly<Record<string, string>>,
    private readonly dir: string,
  ) {}

  get logFile(): string {
    return join(this.dir, `${this.name}.log`);
  }

  get isAlive(): boolean {
    const child = this.#child;
    return child !== null && child.exitCode === null && child.signalCode === null;
  }

  /** Starts it and waits until it says that it is ready. */
  async start(): Promise<void> {
    const output = openSync(this.logFile, "a");
    const preload = pathToFileURL("bench/chaos/clock.ts").href;
    const child = spawn(process.execPath, ["--import", preload, "--enable-source-maps", this.script], {
      env: { ...process.env, ...this.env, NODE_ENV: "production", CHAOS_CLOCK: "1" },
      stdio: ["ignore", output, output, "ipc"],
    });
    closeSync(output);
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => resolve({ code, signal }));
      child.once("error", () => resolve({ code: 1, signal: null }));
    });
    void this.#ended.then((end) => {
      if (!this.isMeantToBeGone) this.surprises.push(end);
    });
    const ready = new Promise<"ready">((resolve) => child.once("message", () => resolve("ready")));
    const first = await within(`${this.name} is ready`, READY_MS, Promise.race([ready, this.#ended]));
    if (first !== "ready") throw new Error(`${this.name} ended before it was ready; see ${this.logFile}`);
    this.isMeantToBeGone = false;
  }

  /** Sends the signal and waits until it is gone, at most `withinMs`. */
  async end(signal: NodeJS.Signals, withinMs = 35_000): Promise<Ended> {
    this.isMeantToBeGone = true;
    if (this.isAlive) this.#child?.kill(signal);
    return await within(`${this.name} ends after ${signal}`, withinMs, this.#ended);
  }

  /** Ends it in whatever way works. */
  async remove(): Promise<void> {
    await this.end("SIGTERM", 32_000).catch(() => this.end("SIGKILL", 5_000));
  }

  /** Sets its wall clock so many milliseconds off. */
  skew(ms: number): void {
    this.#child?.send({ skewMs: ms });
  }

  /** What it printed since this was last asked. */
  newLog(): string {
    const text = readFileSync(this.logFile, "utf8");
    const fresh = text.slice(this.#read);
    this.#read = text.length;
    return fresh;
  }
}

/** A web process on a port of its own. */
export class Web extends Program {
  constructor(
    name: string,
    readonly port: number,
    env: Readonly<Record<string, string>>,
    dir: string,
  ) {
    super(name, "dist/server.mjs", { ...env, PORT: String(port), HOST: "127.0.0.1" }, dir);
  }
}

/** A worker, which has no port. */
export class Worker extends Program {
  constructor(name: string, env: Readonly<Record<string, string>>, dir: string) {
    super(name, "dist/worker.mjs", { ...env, DATABASE_POOL: "4" }, dir);
  }
}
