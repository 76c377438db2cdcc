import { type SQL, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { type Question, together } from "@/db/read-together";
import { inTransaction } from "@/db/transaction";

const named = (name: string): SQL => sql`${sql.placeholder(name)}`;
const lengthOf: Question<number, { readonly word: string | null }> =
  sql`to_json(length(${named("word")}::text))`;
const many: Question<string[], { readonly words: readonly string[] }> =
  sql`to_json(${named("words")}::text[])`;
const when: Question<string> = sql`to_json(statement_timestamp())`;

const read = together({ lengthOf, many, first: when, second: when });
const odd = ["", "a,b", '"', "\\", "{}", "'; select 1", "NULL", " ", "é"];

describe("questions that are read together", () => {
  it("are answered of one moment, each reading about what it was given", async () => {
    const answers = await Promise.all(
      odd.map((word) => read(db(), { word, words: [word, ...odd.toReversed()] })),
    );
    for (const [i, { lengthOf, many, first, second }] of answers.entries()) {
      const word = odd[i] ?? "";
      expect({ lengthOf, many }).toEqual({ lengthOf: word.length, many: [word, ...odd.toReversed()] });
      expect(first).toBe(second);
    }
    expect(await read(db(), { word: null, words: [] })).toMatchObject({ lengthOf: null, many: [] });
  });

  it("are one statement that is prepared once for a connection, whatever they are about", async () => {
    const texts = await inTransaction(async (tx) => {
      for (const word of odd) await read(tx, { word, words: odd });
      return await tx.execute(
        sql`select statement from pg_prepared_statements where statement like '%to_json(length(%'`,
      );
    });
    expect(texts).toHaveLength(1);
  });

  it("are not asked about less than they name", async () => {
    // @ts-expect-error -- `words` is missing.
    await expect(read(db(), { word: "a" })).rejects.toThrow("words");
  });
});
