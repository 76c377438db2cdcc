import { AppError } from "@/lib/kernel/app-error";
import { type LogFields, log } from "@/lib/platform/log";

declare global {
  var __scripReported: WeakSet<object> | undefined;
}

function reported(): WeakSet<object> {
  globalThis.__scripReported ??= new WeakSet();
  return globalThis.__scripReported;
}

/** Whether an error says that the caller should come back later: 503, and nobody's bug. */
export function isBusy(err: unknown): boolean {
  return err instanceof AppError && err.code === "busy";
}

/**
 * Logs an error that was not foreseen, once however many times and by whichever bundle it is reported; that we are too
 * busy is a warning.
 */
export function reportError(msg: string, err: unknown, fields: LogFields = {}): void {
  if (typeof err === "object" && err !== null) {
    if (reported().has(err)) return;
    reported().add(err);
  }
  if (isBusy(err)) log.warn("too busy", { ...fields, err: err instanceof Error ? err.cause : undefined });
  else log.error(msg, { ...fields, err });
}
