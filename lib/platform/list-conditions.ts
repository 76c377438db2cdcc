import { and, not, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Numbers } from "@/lib/kernel/list-filter";

/**
 * "Is one of" and "is none of" in SQL: `oneOf` says the first, and the second leaves out whom it is true of, so that who has no
 * value at all stays. Nothing asked is no condition.
 */
export function chosen<T>(
  oneOf: (values: readonly T[]) => SQL | undefined,
  one: readonly T[] = [],
  none: readonly T[] = [],
): SQL | undefined {
  const left = none.length > 0 ? oneOf(none) : undefined;
  return and(one.length > 0 ? oneOf(one) : undefined, left ? sql`(${left}) is not true` : undefined);
}

/** The same of a condition that is true or false of everybody, as `exists` is: so said the database can leave out by a join. */
export function having<T>(
  oneOf: (values: readonly T[]) => SQL,
  one: readonly T[] = [],
  none: readonly T[] = [],
): SQL | undefined {
  return and(one.length > 0 ? oneOf(one) : undefined, none.length > 0 ? not(oneOf(none)) : undefined);
}

/** "At least" and "at most" in SQL. */
export function within(column: SQLWrapper, { least, most }: Numbers): SQL | undefined {
  return and(
    least === null ? undefined : sql`${column} >= ${least}`,
    most === null ? undefined : sql`${column} <= ${most}`,
  );
}

/** `from <= t < until` in SQL, of instants as JSON has them. */
export function during(column: SQLWrapper, span: WireSpan | null | undefined): SQL | undefined {
  const { from = null, until = null } = span ?? {};
  return and(
    from === null ? undefined : sql`${column} >= ${from}::timestamptz`,
    until === null ? undefined : sql`${column} < ${until}::timestamptz`,
  );
}

/** A span as a filter's schema has it: instants as text. */
export type WireSpan = { readonly from: string | null; readonly until: string | null };
