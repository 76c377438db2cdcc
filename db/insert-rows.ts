import { getTableColumns, getTableName, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";

/** The part of an insert before its rows, and after them: the same text for any number of rows of these columns. */
type Shape = { readonly columns: readonly (readonly [string, PgColumn])[]; before: SQL; after: SQL };

const shapes = new Map<string, Shape>();

function shapeOf(table: PgTable, given: readonly string[]): Shape {
  const name = getTableName(table);
  const key = `${name}:${given}`;
  const known = shapes.get(key);
  if (known) return known;
  const all = getTableColumns(table);
  const columns = given.flatMap((property) => {
    const column = all[property];
    return column ? [[property, column] as const] : [];
  });
  const names = columns.map(([, column]) => `"${column.name}"`).join(", ");
  const types = columns.map(([, column]) => `"${column.name}" ${column.getSQLType()}`).join(", ");
  const shape = {
    columns,
    before: sql.raw(`insert into "${name}" (${names}) select ${names} from jsonb_to_recordset(`),
    after: sql.raw(`::jsonb) as given(${types})`),
  };
  shapes.set(key, shape);
  return shape;
}

/** Null is a column's null, also of a JSON column; half of a surrogate pair, which JSON cannot hold in Postgres, is U+FFFD. */
function stored(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  return value ?? null;
}

/**
 * An insert of rows that all name the same properties, as one statement with one parameter: its text does not grow with the
 * rows, so Postgres parses and plans it once for a connection, and Drizzle does not build it value by value, which cost a
 * third of an order's time. A column that no row names takes its default. Not for `bytea`. Throws where rows differ
 * in what they name.
 */
export function insertOf<T extends PgTable>(table: T, rows: readonly T["$inferInsert"][]): SQL {
  const given = Object.keys(rows[0] ?? {});
  const { columns, before, after } = shapeOf(table, given);
  const list = rows.map((row) => {
    const values = row as Readonly<Record<string, unknown>>;
    const isAlike = Object.keys(values).length === given.length && given.every((name) => name in values);
    if (!isAlike) throw new Error("rows that name different columns");
    return Object.fromEntries(columns.map(([property, { name }]) => [name, stored(values[property])]));
  });
  return sql`${before}${JSON.stringify(list)}${after}`;
}

/** Stores rows in one statement (`insertOf`); none, and nothing is asked. */
export async function insertRows<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly T["$inferInsert"][],
): Promise<void> {
  if (rows.length > 0) await tx.execute(insertOf(table, rows));
}
