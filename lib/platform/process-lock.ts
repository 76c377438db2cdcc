import { execFileSync } from "node:child_process";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const noteSchema = z.record(z.string(), z.string());
const holderSchema = z.object({ pid: z.number().int(), life: z.string(), note: noteSchema });

export type LockNote = z.infer<typeof noteSchema>;
export type LockHolder = z.infer<typeof holderSchema>;
export type ProcessLock = { update(note: LockNote): void; release(): void };
export type LockAttempt =
  | { held: true; lock: ProcessLock; stale: LockHolder | null }
  | { held: false; holder: LockHolder };

/** Names one life of a process (its id may be given to another later); null when it is dead or a zombie. */
export function processLife(pid: number): string | null {
  if (existsSync("/proc/self/stat")) return lifeFromProc(pid);
  try {
    const line = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)])
      .toString()
      .trim();
    return line === "" || line.startsWith("Z") ? null : line.replace(/^\S+\s+/, "");
  } catch {
    return null;
  }
}

function lifeFromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const state = fields[0] ?? "X";
    return "ZXx".includes(state) ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** The command line of a living process; empty when it cannot be read. */
export function processCommand(pid: number): string {
  try {
    if (existsSync("/proc/self/stat")) {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    }
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)])
      .toString()
      .trim();
  } catch {
    return "";
  }
}

/**
 * Takes the lock file or tells who holds it. The lock of a process that has died, whatever killed it, is taken over
 * and returned as `stale`, so that the caller can clear up what that process left.
 */
export function tryLock(path: string, note: LockNote = {}): LockAttempt {
  mkdirSync(dirname(path), { recursive: true });
  let stale: LockHolder | null = null;
  for (;;) {
    if (createLock(path, note)) return { held: true, lock: lockAt(path), stale };
    const holder = readHolder(path);
    if (holder && processLife(holder.pid) === holder.life) return { held: false, holder };
    if (takeAway(path, holder)) stale = holder ?? stale;
  }
}

/** Waits for the lock, calling `onWait` once when somebody else has it. */
export async function waitForLock(
  path: string,
  options: { note?: LockNote; onWait?: (holder: LockHolder) => void; timeoutMs?: number } = {},
): Promise<ProcessLock> {
  const deadline = Date.now() + (options.timeoutMs ?? 120_000);
  for (let told = false; ; ) {
    const attempt = tryLock(path, options.note);
    if (attempt.held) return attempt.lock;
    if (Date.now() > deadline) {
      throw new Error(`${path} is held by process ${attempt.holder.pid}`);
    }
    if (!told) options.onWait?.(attempt.holder);
    told = true;
    await sleep(50);
  }
}

function contentFor(note: LockNote): string {
  return JSON.stringify({ pid: process.pid, life: processLife(process.pid) ?? "", note });
}

function createLock(path: string, note: LockNote): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contentFor(note), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function lockAt(path: string): ProcessLock {
  let released = false;
  return {
    update(note) {
      if (released) return;
      const draft = `${path}.${process.pid}`;
      writeFileSync(draft, contentFor(note), { mode: 0o600 });
      renameSync(draft, path);
    },
    release() {
      if (released) return;
      released = true;
      rmSync(path, { force: true });
    },
  };
}

function readHolder(path: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

// Two starters may see the same stale lock; what is taken away is looked at again, and put back when it is a live one.
function takeAway(path: string, expected: LockHolder | null): boolean {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return false;
  }
  const taken = readHolder(aside);
  const isLive = taken !== null && processLife(taken.pid) === taken.life;
  if (isLive && taken.pid !== expected?.pid) {
    try {
      linkSync(aside, path);
    } catch {
      // somebody else has the place already
    }
  }
  rmSync(aside, { force: true });
  return !isLive;
}
