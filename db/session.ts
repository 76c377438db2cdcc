import { DrizzleQueryError, type ExtractTablesWithRelations, NoopLogger, type Query } from "drizzle-orm";
import { NoopCache } from "drizzle-orm/cache/core";
import {
  PgDialect,
  type PgPreparedQuery,
  type PgTransactionConfig,
  type PreparedQueryConfig,
  type SelectedFieldsOrdered,
} from "drizzle-orm/pg-core";
import { PostgresJsPreparedQuery, PostgresJsSession, PostgresJsTransaction } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { isBusy, isMisuse } from "@/db/faults";
import { type Send, savepoint } from "@/db/transact";
import { AppError } from "@/lib/kernel/app-error";

type None = Record<string, never>;
type NoTables = ExtractTablesWithRelations<None>;
type TxSession = ConstructorParameters<typeof PostgresJsTransaction<None, NoTables>>[1];
export type PooledTx = PostgresJsTransaction<None, NoTables>;
/** Opens a transaction and gives `work` what sends into it; absent inside of one. */
type Begin = <T>(work: (send: Send) => Promise<T>) => Promise<T>;

const dialect = new PgDialect();
const logger = new NoopLogger();
const cache = new NoopCache();

/**
 * What callers see of an error of the pool or the server: `AppError("busy")` when they should come back later, their own
 * misuse as it is, anything else as Drizzle's error with the statement, but without its parameters: they are people's.
 * The AppError is made here, by each bundle for itself, and not by the pool, which bundles share.
 */
function toCaller(text: string | null, error: unknown): unknown {
  if (error instanceof AppError || isMisuse(error)) return error;
  if (isBusy(error)) return new AppError("busy", "busy", {}, { cause: error });
  return text !== null && error instanceof Error ? new DrizzleQueryError(text, [], error) : error;
}

class PooledQuery<T extends PreparedQueryConfig> extends PostgresJsPreparedQuery<T> {
  // Drizzle's own wraps every error in its DrizzleQueryError, an AppError too.
  async queryWithCache<R>(text: string, _params: unknown[], query: () => Promise<R>): Promise<R> {
    try {
      return await query();
    } catch (error) {
      throw toCaller(text, error);
    }
  }
}

// All that Drizzle calls of its client: `unsafe`, and `.values()` of that where it maps columns itself.
function clientOf(unsafe: (text: string, params: unknown[]) => unknown): postgres.Sql {
  return { unsafe } as unknown as postgres.Sql;
}

/** Drizzle over a pool, or over one transaction of it. */
export class PooledSession extends PostgresJsSession<postgres.Sql, None, NoTables> {
  readonly #send: Send;
  readonly #begin: Begin | null;
  readonly #objects: postgres.Sql;
  readonly #arrays: postgres.Sql;

  constructor(send: Send, begin: Begin | null) {
    const objects = clientOf((text, params) => send(text, params, false));
    super(objects, dialect, undefined);
    this.#send = send;
    this.#begin = begin;
    this.#objects = objects;
    this.#arrays = clientOf((text, params) => ({ values: () => send(text, params, true) }));
  }

  override prepareQuery<T extends PreparedQueryConfig = PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    name: string | undefined,
    isArrays: boolean,
    mapper?: (rows: unknown[][]) => T["execute"],
  ): PgPreparedQuery<T> {
    const client = fields || mapper ? this.#arrays : this.#objects;
    const { sql, params } = query;
    const isNamed = name !== undefined;
    return new PooledQuery<T>(
      client,
      sql,
      params,
      logger,
      cache,
      undefined,
      undefined,
      fields,
      isArrays,
      isNamed,
      mapper,
    );
  }

  override async transaction<T>(
    work: (tx: PooledTx) => Promise<T>,
    config?: PgTransactionConfig,
  ): Promise<T> {
    if (!this.#begin) throw new Error("a transaction begins in a transaction: use tx.transaction");
    try {
      return await this.#begin(async (send) => {
        const tx = new PooledTransaction(new PooledSession(send, null), 0);
        if (config) await tx.setTransaction(config);
        return await work(tx);
      });
    } catch (error) {
      throw toCaller(null, error);
    }
  }

  /** A savepoint of the transaction this session stands for. */
  nested<T>(depth: number, work: (tx: PooledTx) => Promise<T>): Promise<T> {
    const tx = new PooledTransaction(this, depth);
    return savepoint(this.#send, `s${depth}`, () => work(tx));
  }
}

class PooledTransaction extends PostgresJsTransaction<None, NoTables> {
  readonly #pooled: PooledSession;
  readonly #depth: number;

  constructor(session: PooledSession, depth: number) {
    super(dialect, session as unknown as TxSession, undefined, depth);
    this.#pooled = session;
    this.#depth = depth;
  }

  override transaction<T>(work: (tx: PooledTx) => Promise<T>): Promise<T> {
    return this.#pooled.nested(this.#depth + 1, work);
  }
}

/** The dialect of `PooledSession`, for the database object over it. */
export const pooledDialect = dialect;
