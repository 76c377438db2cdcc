import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Above this share of one core used by others, a run counts as noisy. */
export const NOISY = 0.3;

/** /proc counts time in hundredths of a second. */
const TICKS = 100;

type Usage = { readonly busy: number; readonly own: number; readonly at: number };

/** What a machine without /proc cannot tell is null. */
export type Load = { readonly others: number | null; readonly own: number | null };

/** Fields of /proc/{pid}/stat after the name: parent, and time of the process and of its children that have ended. */
function processes(): Map<number, { parent: number; ticks: number }> {
  const found = new Map<number, { parent: number; ticks: number }>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0);
      found.set(Number(name), { parent: Number(fields[1]), ticks });
    } catch {
      // It ended between the listing and the look; its time is now its parent's.
    }
  }
  return found;
}

/** Time of a process alone; null = there is none, or no /proc. */
export function ticksOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return null;
  }
}

/** Time of a process and of all below it, also those that have ended; null = no /proc. */
export const ticksBelow = (pid: number) => (existsSync("/proc/stat") ? ownTicks([pid]) : null);

function ownTicks(roots: readonly number[]): number {
  const all = processes();
  const isOwn = (pid: number): boolean => {
    for (let at = pid; at > 1; at = all.get(at)?.parent ?? 0) if (roots.includes(at)) return true;
    return false;
  };
  let sum = 0;
  for (const [pid, { ticks }] of all) if (isOwn(pid)) sum += ticks;
  return sum;
}

function usage(roots: readonly number[]): Usage | null {
  if (!existsSync("/proc/stat")) return null;
  const [, ...fields] = (readFileSync("/proc/stat", "utf8").split("\n")[0] ?? "").split(/\s+/).map(Number);
  const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0, steal = 0] = fields;
  const busy = user + nice + system + irq + soft + steal;
  return { busy, own: ownTicks(roots), at: performance.now() };
}

function between(before: Usage | null, after: Usage | null): Load {
  if (!before || !after) return { others: null, own: null };
  const seconds = (after.at - before.at) / 1000;
  const own = (after.own - before.own) / TICKS / seconds;
  const others = (after.busy - before.busy) / TICKS / seconds - own;
  return { others: Math.max(0, others), own };
}

/** Runs `work` and tells how many cores it and its servers (`roots` and all below them) used, and all others. */
export async function withLoad<T>(roots: readonly number[], work: () => Promise<T>): Promise<[T, Load]> {
  const before = usage(roots);
  const value = await work();
  return [value, between(before, usage(roots))];
}

/**
 * Waits until others leave the machine alone for half a second, but never longer than `patience` seconds; how many
 * seconds of it were waited for others.
 */
export async function waitForQuiet(roots: readonly number[], patience: number): Promise<number> {
  for (let waited = 0; waited < patience; waited += 0.5) {
    const [, { others }] = await withLoad(roots, () => sleep(500));
    if (others === null || others < NOISY) return waited;
  }
  return Math.max(0, patience);
}
