import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/platform/log";
import { runShutdownHooks } from "@/lib/platform/shutdown";

/** All of it together, in milliseconds; then the process ends whatever is still running. */
const LONGEST = 29_000;
const DRAIN = 20_000;
const HOOKS = 4_000;

let stopping = false;

/** Whether this process is about to end: it still answers, but should be sent nothing new (F-2). */
export function isDraining(): boolean {
  return stopping;
}

/** From now on this process says that it is about to end; false when it said so before. */
export function beginDraining(): boolean {
  const isFirst = !stopping;
  stopping = true;
  return isFirst;
}

/**
 * Ends the process in order when it is told to: it is not ready any more for `delayMs`, so that whoever sends requests
 * here learns it and sends them elsewhere; takes no new connection; finishes what is running, at most 20 s; runs the
 * shutdown hooks; exits. No request that was taken is cut off, and it is over in less than 30 s.
 */
export function stopInOrder(server: Server, delayMs: number, closeNext: () => Promise<void>): void {
  const stop = async () => {
    if (!beginDraining()) return;
    log.info("stopping");
    setTimeout(() => process.exit(1), LONGEST).unref();
    await sleep(delayMs);
    await closeServer(server, Math.min(DRAIN, LONGEST - delayMs - HOOKS));
    await runShutdownHooks(2000, HOOKS);
    await Promise.race([closeNext(), sleep(1000)]);
    process.exit(0);
  };
  for (const event of ["SIGTERM", "SIGINT", "disconnect"]) process.on(event, () => void stop());
  // A closed terminal is its parent's affair, which tells it when to stop.
  process.on("SIGHUP", () => undefined);
  // Who has a channel had a parent; it may have died while this one started.
  if (process.send && !process.connected) void stop();
}

async function closeServer(server: Server, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const deadline = setTimeout(() => server.closeAllConnections(), drainMs);
  await Promise.race([closed, sleep(drainMs + 500)]);
  clearInterval(sweep);
  clearTimeout(deadline);
}
