import { type LogFields, log } from "@/lib/platform/log";

declare global {
  var __scripReported: WeakSet<object> | undefined;
}

function reported(): WeakSet<object> {
  globalThis.__scripReported ??= new WeakSet();
  return globalThis.__scripReported;
}

/** Logs an error that is a bug, once however many times and by whichever bundle it is reported. */
export function reportError(msg: string, err: unknown, fields: LogFields = {}): void {
  if (typeof err === "object" && err !== null) {
    if (reported().has(err)) return;
    reported().add(err);
  }
  log.error(msg, { ...fields, err });
}
