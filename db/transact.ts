import { AsyncLocalStorage } from "node:async_hooks";
import type { Rows } from "@/db/connection";
import { PoolFault, sqlState } from "@/db/faults";
import type { Pool } from "@/db/pool";

/** Sends one statement of a transaction; rows are objects, or arrays when `asArrays`. */
export type Send = (text: string, params: unknown[], asArrays: boolean) => Promise<Rows>;

/** Where a call stands: inside of which transaction, and whether that one is over. */
export type Inside = AsyncLocalStorage<{ over: boolean }>;

/** The place for it, one for a process. */
export function newInside(): Inside {
  return new AsyncLocalStorage();
}

/** Throws when called inside of a transaction: waiting there for a second connection can hang the whole pool. */
export function refuseInside(inside: Inside): void {
  if (inside.getStore()?.over === false) {
    throw new PoolFault("POOL_NESTED", "db() was used inside of a transaction; use its tx");
  }
}

/** Throws what a statement gets that comes once its connection may be another's. */
function refuseOver(mark: { readonly over: boolean }): void {
  if (mark.over) throw new PoolFault("POOL_OVER", "a statement came after its transaction had ended");
}

/**
 * Runs `work` in a transaction of at most `withinMs` and returns its value after the commit. A throw rolls back. So does
 * a failed statement whose error `work` swallowed: the commit that Postgres makes a rollback of is an error. What `work`
 * sends after its end is refused and never sent.
 */
export function transact<T>(
  pool: Pool,
  inside: Inside,
  withinMs: number,
  work: (send: Send) => Promise<T>,
): Promise<T> {
  return pool.unit(withinMs, async (connection) => {
    const mark = { over: false };
    let first: unknown;
    const send: Send = async (text, params, asArrays) => {
      refuseOver(mark);
      try {
        return await connection.send(text, params, asArrays);
      } catch (error) {
        first ??= error;
        throw error;
      }
    };
    await connection.send("begin", [], false);
    try {
      const value = await inside.run(mark, () => work(send));
      mark.over = true;
      const { command } = await connection.send("commit", [], false);
      if (command !== "COMMIT") throw first ?? new Error("Postgres rolled the transaction back");
      return value;
    } catch (error) {
      mark.over = true;
      if (!connection.closed) await connection.send("rollback", [], false).catch(() => connection.destroy());
      // "The transaction is aborted" hides why; one statement of several sent together may have failed first.
      throw first !== undefined && sqlState(error) === "25P02" ? first : error;
    }
  });
}

/** As `transact`, without a transaction: `work` has one connection for its reads, each of which is of its own moment. */
export function lend<T>(
  pool: Pool,
  inside: Inside,
  withinMs: number,
  work: (send: Send) => Promise<T>,
): Promise<T> {
  return pool.unit(withinMs, async (connection) => {
    const mark = { over: false };
    const send: Send = async (text, params, asArrays) => {
      refuseOver(mark);
      return await connection.send(text, params, asArrays);
    };
    try {
      return await inside.run(mark, () => work(send));
    } finally {
      mark.over = true;
    }
  });
}

/** Runs `work` in a savepoint of the transaction `send` belongs to; a throw undoes what `work` did and no more. */
export async function savepoint<T>(send: Send, name: string, work: () => Promise<T>): Promise<T> {
  await send(`savepoint ${name}`, [], false);
  try {
    const value = await work();
    await send(`release savepoint ${name}`, [], false);
    return value;
  } catch (error) {
    await send(`rollback to savepoint ${name}`, [], false);
    throw error;
  }
}
