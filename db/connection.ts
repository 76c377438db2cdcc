import { connect, type Socket } from "node:net";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { arrayTypes } from "@/db/array-types";
import { isAnswer, PoolFault } from "@/db/faults";

export type Rows = postgres.RowList<postgres.Row[]> | postgres.RowList<unknown[][]>;

export type ConnectionOptions = {
  readonly url: string;
  /** False behind PgBouncer without prepared statements. */
  readonly prepare: boolean;
};

type Address = {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
};

const lostFault = () => new PoolFault("POOL_LOST", "the connection to the database was lost");

/** Each prepared statement costs memory on both sides, and lists of any length make ever new texts. */
const MOST_PREPARED = 300;

/**
 * One connection, with a driver of its own that knows no other. It is dialled with the first statement and used by one
 * unit of work at a time. Once anything about it is in doubt (closed, an error that is no answer, `destroy`) it stays
 * `closed`: nothing is sent on it any more and it is never dialled again, so that no statement can reach a stranger's
 * transaction and the driver never writes to a socket that is gone.
 */
export class Connection {
  closed = false;
  /** Called once, with POOL_LOST, when the connection ends otherwise than by `destroy` or `end`. */
  onLost: ((why: PoolFault) => void) | null = null;
  /** When it should make room for a new one, on `performance.now()`'s clock; not all at once. */
  readonly retiresAt = performance.now() + (30 + Math.random() * 30) * 60_000;
  readonly #prepare: boolean;
  readonly #prepared = new Set<string>();
  readonly #sql: postgres.Sql;
  #socket: Socket | null = null;

  constructor(options: ConnectionOptions) {
    this.#prepare = options.prepare;
    const settings = {
      max: 1,
      prepare: options.prepare,
      connect_timeout: 4,
      idle_timeout: 0,
      max_lifetime: null,
      keep_alive: 15,
      fetch_types: false,
      types: arrayTypes,
      onnotice: () => undefined,
      onclose: () => this.#lost(),
      // Our own socket, because the driver does not let go of one that does not answer.
      socket: (address: Address) => this.#dial(address),
      connection: {
        application_name: "scrip",
        statement_timeout: 3_000,
        lock_timeout: 2_000,
        idle_in_transaction_session_timeout: 5_000,
      },
    };
    this.#sql = postgres(options.url, settings);
    // Drizzle reads times as text and tells the driver so when it is given a client; it is not used through this.
    drizzle(this.#sql);
  }

  /** Sends one statement behind those sent before; rows are objects, or arrays when `asArrays`. */
  async send(text: string, params: unknown[], asArrays: boolean): Promise<Rows> {
    if (this.closed) throw lostFault();
    const query = this.#sql.unsafe<postgres.Row[]>(text, params as never[], {
      prepare: this.#prepares(text),
    });
    try {
      return await (asArrays ? query.values() : query);
    } catch (error) {
      if (!isAnswer(error)) this.destroy();
      throw error;
    }
  }

  /** Says good-bye to the server; for a connection nobody uses. */
  async end(): Promise<void> {
    this.closed = true;
    await this.#sql.end({ timeout: 1 });
    this.#socket?.destroy();
  }

  /** Hangs up at once, whatever is under way: its promises reject, and the server rolls back what was open. */
  destroy(): void {
    this.closed = true;
    this.#socket?.destroy();
  }

  #lost(): void {
    if (this.closed) return;
    this.closed = true;
    this.onLost?.(lostFault());
  }

  #dial({ host: [host = "localhost"], port: [port = 5432], path }: Address): Socket {
    if (this.closed || this.#socket) throw lostFault();
    this.#socket = path ? connect(path) : connect({ host, port, noDelay: true });
    // What the driver puts on its own sockets and looks for when it asks for TLS.
    return path ? this.#socket : Object.assign(this.#socket, { host, port });
  }

  #prepares(text: string): boolean {
    if (!this.#prepare) return false;
    if (this.#prepared.has(text)) return true;
    if (this.#prepared.size >= MOST_PREPARED) return false;
    this.#prepared.add(text);
    return true;
  }
}
