import { metrics } from "@/lib/platform/metrics";
import { reportError } from "@/lib/platform/report-error";

/**
 * Counts and logs what nobody caught, as a line that holds to the logger's rules: Node would print an error with all that
 * it carries, a failed statement with its parameters. Then the process ends with code 1,
 * unless it `goesOn`.
 */
export function watchCrashes(goesOn: () => boolean): void {
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (err: unknown) => {
      metrics().uncaught.inc();
      reportError(event === "uncaughtException" ? "uncaught exception" : "unhandled rejection", err);
      if (!goesOn()) process.exit(1);
    });
  }
}
