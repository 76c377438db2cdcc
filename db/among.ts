import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * That a column of texts is one of these: one parameter however many they are, so that the statement's text stays the same and
 * is parsed and planned once for a connection. For what is asked on every order or quote; none of them, and nothing is true.
 */
export function among(column: PgColumn, values: readonly string[]): SQL {
  return sql`${column} = any(${texts(values)})`;
}

/** A list of texts as one parameter. */
export function texts(values: readonly string[]): SQL {
  return sql`${sql.param([...values])}::text[]`;
}
