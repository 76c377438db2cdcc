import { sql } from "drizzle-orm";
import { begin, borrow, type Reader, type Tx } from "@/db/client";
import { sqlState } from "@/db/faults";
import { type Question, together } from "@/db/read-together";
import type { Instant } from "@/lib/kernel/time";

/** Serialisation failure and deadlock: nothing was done and the same work may be tried again. */
const RETRYABLE = new Set(["40001", "40P01"]);
const TRIES = 3;

/**
 * Runs `work` in one transaction and returns its value after commit. Only a throw rolls back, so a refusal is
 * returned before the first write. Deadlocks and serialisation failures are tried again (three times in all, with
 * jitter). A lock or a connection that cannot be had in time, a database that is lost, frozen or read-only is
 * `AppError("busy")`: it is not tried again, and where it was lost during the commit nobody knows whether it is done.
 * Each try may take five seconds; `withinMs` is for work that no request waits for.
 */
export async function inTransaction<T>(
  work: (tx: Tx) => Promise<T>,
  limits: { readonly withinMs?: number } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await begin(work, limits.withinMs);
    } catch (error) {
      const state = sqlState(error);
      if (!state || !RETRYABLE.has(state) || attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
  }
}

/** Has everything that a transaction reads be of one moment, though it locks nothing; it can write no more. Call it first. */
export async function readOneMoment(tx: Tx): Promise<void> {
  await tx.execute(sql`set transaction isolation level repeatable read, read only`);
}

/** Statements of one transaction that are under way. */
export type UnderWay = {
  /** Sends what `write` writes behind what was sent before, and gives way until it has gone out; its answer comes with `all`. */
  readonly send: (write: () => Promise<unknown>) => Promise<void>;
  /** Waits for every answer; throws what the first that failed threw. */
  readonly all: () => Promise<void>;
};

/**
 * Sends writes of a transaction that need nothing of each other one behind the other without waiting in between, so that the
 * next are put together while the database does those before. They reach it in the order they are given here: what locks
 * counts on that. `all` must be awaited before the transaction ends.
 */
export function underWay(): UnderWay {
  const sent: Promise<unknown>[] = [];
  return {
    send: async (write) => {
      const answer = write();
      // Looked at by `all`; until then nobody has to.
      answer.catch(() => undefined);
      sent.push(answer);
      await new Promise((resolve) => setImmediate(resolve));
    },
    all: async () => {
      const answers = await Promise.allSettled(sent);
      const failed = answers.find((answer) => answer.status === "rejected");
      if (failed) throw failed.reason;
    },
  };
}

/** The database's clock, in whole milliseconds since 1970. */
export const nowMs: Question<number> = sql`to_json(floor(extract(epoch from clock_timestamp()) * 1000))`;
const readClock = together({ nowMs });

/** The database's clock now, to the millisecond: what limits, windows and days are decided by. */
export async function databaseNow(reader: Reader): Promise<Instant> {
  return new Date((await readClock(reader, {})).nowMs);
}

/**
 * Reads that need no transaction: each statement is of its own moment, as inside of one. They have one connection together, so
 * that they wait for one once.
 */
export async function readOnly<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
  return await borrow(work);
}
