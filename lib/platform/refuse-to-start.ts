import { EnvError } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

/**
 * Says why a process cannot start and ends it with code 1: what is wrong with the environment, and a port that is taken,
 * in words for who started it; anything else as a line of the log, which says nothing of a failed statement.
 */
export function refuseToStart(error: unknown): void {
  const words = wordsOf(error);
  if (words) process.stderr.write(`${words}\n`);
  else log.error("could not start", { err: error });
  process.exit(1);
}

/** What somebody can mend by themselves, in words; null = anything else. */
export function wordsOf(error: unknown): string | null {
  if (error instanceof EnvError) return error.message;
  if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) return null;
  const port = "port" in error && typeof error.port === "number" ? error.port : null;
  // A process listens on two: what it serves, and its figures.
  if (port !== null && String(port) === process.env.METRICS_PORT && String(port) !== process.env.PORT)
    return `Port ${port} is taken by another program. Choose another for the metrics: METRICS_PORT=9465`;
  return `Port ${port ?? process.env.PORT ?? 3000} is taken by another program. Choose another: PORT=3001 npm run up`;
}
