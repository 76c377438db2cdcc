import { closeDb, databaseHealth } from "@/db/client";
import { consoleToLog } from "@/lib/platform/console-lines";
import { watchCrashes } from "@/lib/platform/crashes";
import { env } from "@/lib/platform/env";
import { beginDraining } from "@/lib/platform/graceful-stop";
import { watchDatabase } from "@/lib/platform/health";
import { keepIdClock } from "@/lib/platform/id-clock";
import { log } from "@/lib/platform/log";
import { scrapePools } from "@/lib/platform/metrics-sources";
import { refuseToStart } from "@/lib/platform/refuse-to-start";
import { serveFigures } from "@/lib/platform/serve-figures";
import { onShutdown, runShutdownHooks } from "@/lib/platform/shutdown";
import { type RunningWorker, startWorker } from "@/lib/worker";

/** What is at work when the process is told to stop has this long to finish. */
const FINISH_MS = 12_000;
/** However it goes, the process is gone after this. */
const LAST_MS = 19_000;

/** The worker process: everything that is done in the background, by lib/worker.ts. */
async function main(): Promise<void> {
  const { NODE_ENV, METRICS_PORT, METRICS_HOST } = env();
  if (NODE_ENV === "production") consoleToLog();
  // Whatever it had in hand is taken up by another, or by the one that is started in its place.
  watchCrashes(() => false);
  onShutdown("database", closeDb);
  keepIdClock();
  scrapePools();
  const at: { worker: RunningWorker | null } = { worker: null };
  const isStarting = () => at.worker === null;
  if (METRICS_PORT) onShutdown("figures", await serveFigures(METRICS_PORT, METRICS_HOST, isStarting));
  const worker = await startWorker();
  at.worker = worker;
  stopInOrder(worker);
  watchDatabase(databaseHealth, () => process.exit(1));
  // Nobody may be there to hear it any more.
  process.send?.({ type: "ready" }, undefined, undefined, () => undefined);
  log.info("working");
}

function stopInOrder(worker: RunningWorker): void {
  const stop = async () => {
    if (!beginDraining()) return;
    setTimeout(() => process.exit(1), LAST_MS).unref();
    await worker
      .stop(FINISH_MS)
      .catch((err: unknown) => log.error("the worker did not stop in order", { err }));
    await runShutdownHooks();
    process.exit(0);
  };
  for (const event of ["SIGTERM", "SIGINT", "disconnect"]) process.on(event, () => void stop());
  // A closed terminal is its parent's affair, which tells it when to stop.
  process.on("SIGHUP", () => undefined);
  // Who has a channel had a parent; it may have died while this one started.
  if (process.send && !process.connected) void stop();
}

main().catch(refuseToStart);
