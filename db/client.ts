import { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { firstCode } from "@/db/faults";
import { Pool } from "@/db/pool";
import { PooledSession, type PooledTx, pooledDialect } from "@/db/session";
import { type Inside, lend, newInside, refuseInside, transact } from "@/db/transact";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

/** Reads outside of a transaction. */
export type Db = PostgresJsDatabase;
/** An open transaction; only `inTransaction` makes one, and every write asks for one. */
export type Tx = PooledTx;
/** Either: what a query that may run inside or outside of a transaction takes. */
export type Reader = Db | Tx;

export type PoolName = "main" | "claims";
type WaitListener = (name: PoolName, ms: number) => void;
type Pools = {
  readonly open: Map<PoolName, Pool>;
  readonly inside: Inside;
  readonly listeners: Set<WaitListener>;
};

const NAMES: readonly PoolName[] = ["main", "claims"];
const TRANSACTION_MS = 5_000;
/** The claims of one prize pool or coupon wait in their gatherer and are one unit here: so many may be hot at once. */
const HOT_AT_ONCE = 500;
const holder = globalThis as typeof globalThis & { scripPools?: Pools };

/** The process's pools, whichever bundle asks (Next's and server.ts's share them through globalThis). */
function pools(): Pools {
  holder.scripPools ??= { open: new Map(), inside: newInside(), listeners: new Set() };
  return holder.scripPools;
}

function sizeOf(name: PoolName): number {
  return name === "main" ? env().DATABASE_POOL : env().DATABASE_CLAIM_POOL;
}

function pool(name: PoolName): Pool {
  const { open, listeners } = pools();
  let found = open.get(name);
  if (!found) {
    const { DATABASE_URL: url, DATABASE_PREPARE: prepare } = env();
    found = new Pool({
      url,
      prepare,
      size: sizeOf(name),
      ...(name === "claims" ? { places: HOT_AT_ONCE } : {}),
      onWait: (ms) => {
        for (const listener of listeners) listener(name, ms);
      },
      onHealth: (isAlive, why) => {
        if (isAlive) log.info("the database answers again", { code: name });
        else
          log.warn("a connection to the database was lost", {
            code: `${name} ${firstCode(why) ?? ""}`.trim(),
          });
      },
    });
    open.set(name, found);
  }
  return found;
}

/** Opens a transaction on the main pool for at most `withinMs`; `inTransaction` is what to call. */
export function begin<T>(work: (tx: Tx) => Promise<T>, withinMs = TRANSACTION_MS): Promise<T> {
  return sessionOf("main", withinMs).transaction(work);
}

/** Lends `work` one connection of the main pool for its reads; `readOnly` is what to call. */
export function borrow<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
  return sessionOf("main", TRANSACTION_MS, lend).transaction(work);
}

function sessionOf(name: PoolName, withinMs: number, open = transact): PooledSession {
  const { inside } = pools();
  return new PooledSession(
    async (text, params, asArrays) => {
      refuseInside(inside);
      return await pool(name).statement(text, params, asArrays);
    },
    async (work) => {
      refuseInside(inside);
      return await open(pool(name), inside, withinMs, work);
    },
  );
}

const databases = new Map<PoolName, Db>();

// Each bundle has objects of its own over the one pool: their errors are of its own classes.
function database(name: PoolName): Db {
  let found = databases.get(name);
  if (!found) {
    found = new PostgresJsDatabase(pooledDialect, sessionOf(name, TRANSACTION_MS), undefined);
    databases.set(name, found);
  }
  return found;
}

/**
 * The main pool, for statements outside of a transaction. Each waits at most a second for one of DATABASE_POOL
 * connections and at most four for its answer; what takes longer, or finds four times as many waiting already, or
 * a database that is not there, is `AppError("busy")`. Inside of a transaction it throws: use its `tx`.
 */
export function db(): Db {
  return database("main");
}

/**
 * A pool of its own for claims, so that they never wait behind reads, with the same guarantees, but that five hundred may
 * wait for a connection: each is a whole group of claims. Single statements only.
 */
export function claimsDb(): Db {
  return database("claims");
}

/** Ends both pools after what runs and waits in them, five seconds at most; for shutdown and for tests. */
export async function closeDb(): Promise<void> {
  const { open } = pools();
  const closing = [...open.values()];
  open.clear();
  await Promise.all(closing.map((each) => each.close(5_000)));
}

export type PoolStats = {
  readonly name: PoolName;
  /** Connections at most. */
  readonly size: number;
  /** Units of work (statements and transactions) that have a connection. */
  readonly inUse: number;
  readonly waiting: number;
  /** Units refused since the start because too many waited, or for too long. */
  readonly refused: number;
};

/** How full the pools are now. Opens none. */
export function poolStats(): PoolStats[] {
  return NAMES.map((name) => {
    const found = pools().open.get(name);
    return { name, ...(found?.stats() ?? { size: sizeOf(name), inUse: 0, waiting: 0, refused: 0 }) };
  });
}

/**
 * Calls `listener` for each unit of work with the milliseconds it waited for a connection (0 for most); returns how to
 * stop. It is called in the way of every query: it must be quick and never throw.
 */
export function onPoolWait(listener: WaitListener): () => void {
  const { listeners } = pools();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Whether the database answers: `triedSince` is true while tries stay without an answer (lost connections and deadlines;
 * an error the server gives is an answer), and `Date.now() - lastSuccessAt` is for how long, counted from the first
 * such try where the pool had been idle before. While it is true the pool tries once a second by itself. Where one of
 * the two pools is worse off, it is that one's.
 */
export function databaseHealth(): { lastSuccessAt: number; triedSince: boolean } {
  const all = [...pools().open.values()].map((each) => each.health());
  const dead = all.flatMap(({ deadForMs }) => (deadForMs === null ? [] : [deadForMs]));
  const ages = all.map(({ sinceAnswerMs }) => sinceAnswerMs);
  const ms = dead.length > 0 ? Math.max(...dead) : ages.length > 0 ? Math.min(...ages) : 0;
  // Counted by a clock that never jumps, told by the one everybody reads.
  return { lastSuccessAt: Date.now() - ms, triedSince: dead.length > 0 };
}
