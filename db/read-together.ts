import { type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";

type Values<P> = { [K in keyof P]: P[K] extends SQL<infer T> ? T : never };

/**
 * The answers to several questions in one statement, and so all of one moment. Each is a subselect of one value, JSON or
 * text: a statement costs both sides more than most answers do, and what comes as one value is not mapped row by row.
 */
export async function readTogether<P extends Record<string, SQL>>(
  reader: Reader,
  questions: P,
): Promise<Values<P>> {
  const columns = Object.entries(questions).map(
    ([name, question]) => sql`(${question}) as ${sql.identifier(name)}`,
  );
  const [row] = await reader.execute(sql`select ${sql.join(columns, sql`, `)}`);
  if (!row) throw new Error("a select without a table gave no row");
  return row as Values<P>;
}
