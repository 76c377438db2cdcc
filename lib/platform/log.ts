import { withoutValues } from "@/lib/platform/redact";

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

/**
 * One line of JSON with the allow-listed fields alone; whatever else an object carries does not get through. Of an error it
 * gives name, code, causes and frames, and its message without what could be a value.
 */
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

let chosen: LogLevel | null = null;

// Read directly, once: the logger must work before and without a valid environment, and many times a millisecond.
function threshold(): LogLevel {
  if (chosen) return chosen;
  const wanted = process.env.LOG_LEVEL;
  chosen = wanted === "debug" || wanted === "warn" || wanted === "error" ? wanted : "info";
  return chosen;
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

type Described = {
  name: string;
  message: string;
  /** What the system, a library or the pool calls the failure. */
  code?: string;
  sqlState?: string;
  /** The names and codes of what it was caused by. */
  cause?: string;
  stack?: string;
};

/** Errors of our own, whose messages we write ourselves, without anything that a person typed. */
const ours = new Set([
  "AppError",
  "PoolFault",
  "EnvError",
  "MalformedJob",
  "OutwardFault",
  "UnreadableTable",
]);

function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { name: typeof error, message: "(no error)" };
  const stack = error.stack?.slice(error.stack.indexOf(error.message) + error.message.length);
  const frames = stack
    ?.split("\n")
    .filter((line) => /^\s+at .+(:\d+:\d+\)?|\(native\)|<anonymous>\)?)$/.test(line));
  const { code, sqlState } = { code: codeOf(error), sqlState: sqlStateOf(error) };
  return {
    ...{ name: nameOf(error), message: clip(messageOf(error)), code, sqlState, cause: causesOf(error) },
    stack: frames?.slice(0, 12).join("\n"),
  };
}

function messageOf(error: Error): string {
  // What a database error says of itself holds the statement and its parameters: phones, codes, names.
  if ("query" in error || "params" in error) return "a database statement failed";
  if (ours.has(error.name)) return error.message;
  // What a mail server or a payment provider answered names whom it was about.
  if ("response" in error || "responseCode" in error || "raw" in error) return refusedBy(error);
  // Clipped first: looking for addresses in a long run of letters takes the square of its length.
  return withoutValues(clip(error.message));
}

function refusedBy(error: Error): string {
  const status =
    "responseCode" in error ? error.responseCode : "statusCode" in error ? error.statusCode : null;
  return `the other side refused${typeof status === "number" ? ` with ${status}` : ""}`;
}

const nameOf = ({ name }: Error) => (/^[\w$.]{1,60}$/.test(name) ? name : "Error");

/** A code as programs write them; what a person could have typed is none. */
function codeOf(error: Error): string | undefined {
  if (!("code" in error) || typeof error.code !== "string") return undefined;
  return /^(E[A-Z]{2,20}|[A-Z]+(_[A-Z\d]+)+|[a-z]+(_[a-z]+)*)$/.test(error.code) ? error.code : undefined;
}

function causesOf(error: Error): string | undefined {
  const causes: string[] = [];
  for (let at = error.cause; at instanceof Error && causes.length < 4; at = at.cause) {
    causes.push([nameOf(at), codeOf(at) ?? sqlStateOf(at)].filter(Boolean).join(" "));
  }
  return causes.length > 0 ? causes.join(" < ") : undefined;
}

/** What the database calls the failure that this error is of, or was caused by. */
function sqlStateOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
  }
  return undefined;
}

export const log = {
  debug: (msg: string, fields?: LogFields) => write("debug", msg, fields),
  info: (msg: string, fields?: LogFields) => write("info", msg, fields),
  warn: (msg: string, fields?: LogFields) => write("warn", msg, fields),
  error: (msg: string, fields?: LogFields) => write("error", msg, fields),
};
