export type LogLevel = "debug" | "info" | "warn" | "error";

/** Everything a log line may say besides time, level and message. Bodies, codes, phones and paths have no place in it. */
export type LogFields = {
  requestId?: string;
  merchantId?: string | null;
  actor?: string | null;
  /** The route's pattern, never the path itself: paths may carry codes and tokens. */
  route?: string;
  status?: number;
  ms?: number;
  code?: string;
  err?: unknown;
};

const order: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };
const maxLength = 2000;

/** One line of JSON with the allow-listed fields alone; whatever else an object carries does not get through. */
export function logLine(level: LogLevel, msg: string, fields: LogFields = {}, now = new Date()): string {
  return JSON.stringify({
    time: now.toISOString(),
    level,
    msg: clip(msg),
    requestId: text(fields.requestId),
    merchantId: text(fields.merchantId),
    actor: text(fields.actor),
    route: text(fields.route),
    status: number(fields.status),
    ms: number(fields.ms),
    code: text(fields.code),
    err: fields.err === undefined ? undefined : describeError(fields.err),
  });
}

function write(level: LogLevel, msg: string, fields?: LogFields): void {
  if (order[level] < order[threshold()]) return;
  const line = `${logLine(level, msg, fields)}\n`;
  if (level === "error" || level === "warn") process.stderr.write(line);
  else process.stdout.write(line);
}

// Read directly: the logger must work before and without a valid environment.
function threshold(): LogLevel {
  const wanted = process.env.LOG_LEVEL;
  return wanted === "debug" || wanted === "warn" || wanted === "error" ? wanted : "info";
}

function clip(value: string): string {
  return value.length > maxLength ? `${value.slice(0, maxLength)}…` : value;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? clip(value) : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function describeError(error: unknown): { name: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: clip(String(error)) };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  // What a database error says of itself holds the statement and its parameters: phones, codes, names.
  const message = "query" in error || "params" in error ? "a database statement failed" : clip(error.message);
  return { name: error.name, message, stack: frames?.slice(0, 12).join("\n") };
}

export const log = {
  debug: (msg: string, fields?: LogFields) => write("debug", msg, fields),
  info: (msg: string, fields?: LogFields) => write("info", msg, fields),
  warn: (msg: string, fields?: LogFields) => write("warn", msg, fields),
  error: (msg: string, fields?: LogFields) => write("error", msg, fields),
};
