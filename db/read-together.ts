import { fillPlaceholders, type QueryWithTypings, SQL, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { pooledDialect } from "@/db/session";

/** What is asked about, by name. */
type Given = Readonly<Record<string, string | readonly string[] | null>>;

/**
 * A subselect of one value, JSON or text: a statement costs both sides more than most answers do, and what comes as one value
 * is not mapped row by row. What it asks about, `G`, it names by `sql.placeholder`.
 */
export type Question<T, G extends Given = Record<never, never>> = SQL<T> & {
  readonly asksAbout?: (given: G) => void;
};

type Answers<P> = { [K in keyof P]: P[K] extends SQL<infer T> ? T : never };
/** What all the questions ask about together. */
type GivenOf<P> = P[keyof P] extends { readonly asksAbout?: (given: infer G) => void } ? G : never;

/** A statement whose text is there already: what Drizzle takes to put it together is more than the rest of a small reading. */
class Written extends SQL {
  constructor(private readonly query: QueryWithTypings) {
    super([]);
  }

  override toQuery(): QueryWithTypings {
    return this.query;
  }
}

/**
 * Makes one statement of several questions, so that their answers are all of one moment. Its text is put together once, with
 * the first reading; each reading gives what is asked about.
 */
export function together<P extends Record<string, SQL>>(
  questions: P,
): (reader: Reader, given: GivenOf<P>) => Promise<Answers<P>> {
  let written: QueryWithTypings | null = null;
  return async (reader, given) => {
    written ??= pooledDialect.sqlToQuery(textOf(questions));
    const params = fillPlaceholders(written.params, given as Given);
    const [row] = await reader.execute(new Written({ ...written, params }));
    if (!row) throw new Error("a select without a table gave no row");
    return row as Answers<P>;
  };
}

function textOf(questions: Record<string, SQL>): SQL {
  const columns = Object.entries(questions).map(
    ([name, question]) => sql`(${question}) as ${sql.identifier(name)}`,
  );
  return sql`select ${sql.join(columns, sql`, `)}`;
}
