import { log } from "@/lib/platform/log";
import { withoutValues } from "@/lib/platform/redact";
import { reportError } from "@/lib/platform/report-error";

/** Next reports an error of a page both to the console and, with the request it belongs to, to instrumentation.ts. */
const LATER_MS = 50;

/**
 * Turns what libraries write to the console into log lines that hold to the logger's rules: an error becomes the line
 * `describeError` makes of it, once, and a text loses everything that could be a value. Next prints a failed statement
 * with its parameters otherwise.
 */
export function consoleToLog(): void {
  console.error = (...args: unknown[]) => {
    const error = args.find((arg) => arg instanceof Error);
    if (!error) return log.error(plainWords(args));
    // The one with the request comes first if there is one.
    setTimeout(() => reportError("unexpected error", error), LATER_MS).unref();
  };
  console.warn = (...args: unknown[]) => log.warn(plainWords(args));
  for (const level of ["log", "info", "debug", "trace"] as const) {
    console[level] = (...args: unknown[]) => log.debug(plainWords(args));
  }
}

/** The words of a console call without what could be a value, and without its objects. */
export function plainWords(args: readonly unknown[]): string {
  return withoutValues(args.filter((arg) => typeof arg === "string").join(" ")) || "(something else)";
}
