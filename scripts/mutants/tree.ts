import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { stopEmbedded } from "@/db/embedded";
import { type ProcessLock, tryLock } from "@/lib/platform/process-lock";
import { refuse } from "@/scripts/progress";

export type Tree = { readonly root: string; remove(): Promise<void> };

const home = resolve(".data", "mutants");

/**
 * A copy of this work tree, changes not yet committed included, in which anything may be broken: its own files, its own
 * Postgres, the same node_modules. One at a time; what a killed run left is cleared away first.
 */
export async function copyTree(): Promise<Tree> {
  const attempt = tryLock(`${home}.lock`);
  if (!attempt.held) return refuse(`The gate runs already, as process ${attempt.holder.pid}.`);
  const root = join(home, "tree");
  await clear(root);
  for (const file of trackedFiles()) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(file, join(root, file));
  }
  symlinkSync(resolve("node_modules"), join(root, "node_modules"), "dir");
  return { root, remove: () => remove(root, attempt.lock) };
}

function trackedFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    maxBuffer: 64 * 1024 * 1024,
  });
  // A file that was deleted and not yet committed is still listed.
  return listed
    .toString()
    .split("\0")
    .filter((file) => file !== "" && existsSync(file));
}

async function clear(root: string): Promise<void> {
  await stopEmbedded(join(root, ".data", "test-postgres"));
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}

async function remove(root: string, lock: ProcessLock): Promise<void> {
  await clear(root);
  lock.release();
}
