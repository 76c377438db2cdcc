/** What the pool itself says when a unit of work cannot be had, or was given up. */
export type PoolFaultCode =
  /** More wait than may wait, or one has waited long enough: nothing was sent. */
  | "POOL_FULL"
  /** The server did not answer in time; the connection was thrown away and the outcome is unknown. */
  | "POOL_DEADLINE"
  /** The connection ended under the work; what was not committed is rolled back, a commit under way is unknown. */
  | "POOL_LOST"
  /** The pool was closed. */
  | "POOL_CLOSED"
  /** `db()` was used inside of a transaction: a bug of the caller. */
  | "POOL_NESTED"
  /** A statement came after its transaction had ended: a bug of the caller. */
  | "POOL_OVER";

/** Told apart by `code`, never by class: two bundles of one process share one pool. */
export class PoolFault extends Error {
  override name = "PoolFault";
  constructor(
    readonly code: PoolFaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Somebody else holds what is needed, or the database cannot do it now: the caller should come back. */
const BUSY = new Set([
  "55P03", // lock not available in time
  "57014", // statement timeout, or cancelled
  "25P03", // idle in transaction for too long
  "25006", // read-only: a standby, or a disk that ran full
  "57P01", // ended by an administrator
  "57P02", // another back end crashed
  "57P03", // starting up or shutting down
  "57P05", // idle for too long
]);
/** Connection trouble (08, but for a breach of the protocol, which waiting does not mend), too few resources (53), and what the system and the driver call a lost connection. */
const BUSY_CLASS = /^(?:08(?!P01)|53)[0-9A-Z]{3}$/;
const NETWORK =
  /^(?:E(?:CONNREFUSED|CONNRESET|CONNABORTED|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|CONNECT_TIMEOUT|CONNECTION_(?:CLOSED|DESTROYED|ENDED))$/;

function* codes(error: unknown): Generator<string> {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") yield at.code;
  }
}

/** The first code found in an error or behind what wraps it: a SQLSTATE, the system's, the driver's or the pool's. */
export function firstCode(error: unknown): string | undefined {
  for (const code of codes(error)) return code;
  return undefined;
}

/** The SQLSTATE of an error of the server, found behind what wraps it; undefined when it is none. */
export function sqlState(error: unknown): string | undefined {
  for (const code of codes(error)) if (/^[0-9A-Z]{5}$/.test(code) && !NETWORK.test(code)) return code;
  return undefined;
}

/** Whether this means "come back later" (503), and not a bug: see the lists above. */
export function isBusy(error: unknown): boolean {
  for (const code of codes(error)) {
    if (code === "POOL_NESTED" || code === "POOL_OVER") return false;
    if (code.startsWith("POOL_") || BUSY.has(code) || BUSY_CLASS.test(code) || NETWORK.test(code))
      return true;
  }
  return false;
}

/** Whether the pool refused because of a bug of its caller, which must be read as it is. */
export function isMisuse(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && (error.code === "POOL_NESTED" || error.code === "POOL_OVER")
  );
}

/** An error the server gave in the ordinary way, after which the connection may be used again. */
export function isAnswer(error: unknown): boolean {
  if (!(error instanceof Error) || !("severity" in error)) return false;
  return error.severity === "ERROR";
}
