import { Admission } from "@/db/admission";
import { Connection, type ConnectionOptions, type Rows } from "@/db/connection";
import { PoolFault, sqlState } from "@/db/faults";
import { countStatementError } from "@/lib/platform/metrics";

export type PoolOptions = ConnectionOptions & {
  /** Connections at most, and units of work at a time. */
  readonly size: number;
  /** Units that may wait; four for each connection, where it is left out. */
  readonly places?: number;
  /** Told of each unit of work how long it waited for a connection, in milliseconds. */
  readonly onWait: (ms: number) => void;
  /** Told when the database stops answering, with the code of why where there is one, and when it answers again. */
  readonly onHealth: (isAlive: boolean, why: unknown) => void;
};

type Lease = {
  readonly connection: Connection;
  readonly until: number;
  readonly fail: (why: PoolFault) => void;
};

const STATEMENT_MS = 4_000;
/** How often deadlines are looked at: one timer for a pool, none for a query. */
const LOOK_MS = 100;
/** A look that comes this late says that the process stood still, and answers may lie unread. */
const STANDSTILL_MS = 500;
const PROBE_MS = 1_000;

/**
 * Units of work (a statement, or several as a transaction), each with a connection of its own, as many at a time as
 * `Admission` lets in. A unit the server does not answer in time is given up (POOL_DEADLINE) and its connection thrown
 * away, as is every connection in doubt. The place is given back whatever happens and the next unit gets a new
 * connection, so the pool is whole again as soon as the server is. Nothing is tried twice here.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #admission: Admission;
  /** The last one used is used next, so that few are kept warm. */
  readonly #idle: Connection[] = [];
  /** At most as many as there are connections: a list, since what a Set has lost its old tables hold on to for long. */
  readonly #leases: Lease[] = [];
  readonly #timer: NodeJS.Timeout;
  #lastAnswer = performance.now();
  /** Since when units were tried and none was answered; null while the server answers. */
  #deadSince: number | null = null;
  #lastProbe = 0;
  #lastLook = performance.now();
  #closed = false;
  #onEmpty: (() => void) | null = null;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#admission = new Admission(options.size, options.onWait, options.places);
    this.#timer = setInterval(() => this.#look(performance.now()), LOOK_MS).unref();
  }

  /** One statement as a unit of its own; rows are objects, or arrays when `asArrays`. */
  statement(text: string, params: unknown[], asArrays: boolean): Promise<Rows> {
    return this.unit(STATEMENT_MS, (connection) => connection.send(text, params, asArrays));
  }

  /** Gives `work` a connection for itself for at most `withinMs`; when it ends, it must have left no transaction open. */
  async unit<T>(withinMs: number, work: (connection: Connection) => Promise<T>): Promise<T> {
    if (this.#closed) throw new PoolFault("POOL_CLOSED", "the pool was closed");
    const wait = this.#admission.enter();
    if (wait !== null) await wait;
    try {
      return await this.#lend(withinMs, work);
    } finally {
      this.#admission.leave();
      if (this.#admission.taken === 0) this.#onEmpty?.();
    }
  }

  stats(): { size: number; inUse: number; waiting: number; refused: number } {
    const { size, taken, waiting, refused } = this.#admission;
    return { size, inUse: taken, waiting, refused };
  }

  /** Milliseconds since the last answer, and for how long tries have stayed without one (null while answered). */
  health(): { sinceAnswerMs: number; deadForMs: number | null } {
    const now = performance.now();
    const deadForMs = this.#deadSince === null ? null : now - this.#deadSince;
    return { sinceAnswerMs: now - this.#lastAnswer, deadForMs };
  }

  /** Takes nothing new, lets what runs and waits end for at most `withinMs`, gives up the rest, and says good-bye. */
  async close(withinMs: number): Promise<void> {
    this.#closed = true;
    if (this.#admission.taken > 0) {
      let late: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#onEmpty = resolve;
        late = setTimeout(resolve, withinMs);
      });
      clearTimeout(late);
    }
    clearInterval(this.#timer);
    const why = new PoolFault("POOL_CLOSED", "the pool was closed");
    this.#admission.clear(why);
    for (const lease of this.#leases) this.#giveUp(lease, why);
    await Promise.all(this.#idle.splice(0).map((connection) => connection.end()));
  }

  async #lend<T>(withinMs: number, work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = this.#take();
    let lease: Lease | null = null;
    let failure: unknown;
    try {
      return await new Promise<T>((resolve, reject) => {
        lease = { connection, until: performance.now() + withinMs, fail: reject };
        this.#leases.push(lease);
        // Not a function made here: each would hold on to what the unit before it left behind, until the next whole collection.
        connection.onLost = reject;
        work(connection).then(resolve, reject);
      });
    } catch (error) {
      failure = error;
      const why = sqlState(error) ?? (error instanceof PoolFault ? error.code : undefined);
      if (why) countStatementError(why);
      throw error;
    } finally {
      if (lease) this.#leases.splice(this.#leases.indexOf(lease), 1);
      this.#give(connection, failure);
    }
  }

  #take(): Connection {
    for (let found = this.#idle.pop(); found; found = this.#idle.pop()) {
      if (!found.closed) return found;
    }
    return new Connection(this.#options);
  }

  #give(connection: Connection, failure: unknown): void {
    connection.onLost = null;
    const now = performance.now();
    if (connection.closed) {
      if (this.#deadSince === null && !this.#closed) {
        this.#deadSince = now;
        this.#options.onHealth(false, failure);
      }
      return;
    }
    this.#lastAnswer = now;
    if (this.#deadSince !== null) {
      this.#deadSince = null;
      this.#options.onHealth(true, null);
    }
    if (now > connection.retiresAt) void connection.end();
    else this.#idle.push(connection);
  }

  #giveUp(lease: Lease, why: PoolFault): void {
    lease.connection.destroy();
    lease.fail(why);
  }

  #look(now: number): void {
    const isLate = now - this.#lastLook > LOOK_MS + STANDSTILL_MS;
    this.#lastLook = now;
    if (isLate) return;
    this.#admission.look(now);
    for (const lease of this.#leases) {
      if (now < lease.until) continue;
      this.#giveUp(lease, new PoolFault("POOL_DEADLINE", "the database did not answer in time"));
      // Others may have gone the same way without having noticed.
      for (const idle of this.#idle.splice(0)) idle.destroy();
    }
    // While dead it is tried even if nobody asks, so that it is known for dead, or alive again.
    if (this.#deadSince !== null && now - this.#lastProbe >= PROBE_MS && this.#hasPlace()) {
      this.#lastProbe = now;
      this.statement("select 1", [], false).catch(() => undefined);
    }
  }

  #hasPlace(): boolean {
    return !this.#closed && this.#admission.taken < this.#admission.size;
  }
}
