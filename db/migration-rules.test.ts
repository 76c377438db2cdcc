import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unsafeStatements } from "@/db/migration-rules";

const folder = join(import.meta.dirname, "migrations");
/** The first two files make an empty database; nothing runs beside them. */
const files = readdirSync(folder).filter((name) => name.endsWith(".sql") && name >= "0002");
/** From before the rules saw them: a new table is filled in a block, and a few hundred views a merchant lose their words. */
const seenLater: Record<string, string> = {
  "0031_member_spent.sql": "do …",
  "0036_views_without_people.sql": 'update "saved_view"',
};

describe("a migration", () => {
  it.each(files)("%s is safe while the code of before is at work", (name) => {
    const unsafe = unsafeStatements(readFileSync(join(folder, name), "utf8"));
    const known = seenLater[name];
    expect(unsafe.filter(({ statement }) => !(known && statement.startsWith(known)))).toEqual([]);
  });

  it.each(["insert into a select 1", "update a set b = 1", "delete\n from a", "truncate a"])(
    "may not change rows in a block without saying why: %s",
    (statement) => {
      const block = (text: string) => `do $fill$ begin\n ${text};\nend $fill$;`;
      expect(unsafeStatements(block(statement))).toHaveLength(1);
      expect(unsafeStatements(block(`-- safe: of a table of nobody's yet\n${statement}`))).toEqual([]);
      const called = `create function f() returns void language plpgsql as $$ begin ${statement}; end $$`;
      expect(unsafeStatements(called)).toEqual([]);
    },
  );

  it.each([
    'CREATE INDEX "a_by_b" ON "a" USING btree ("b");',
    "create unique index a_by_b on public.a (b)",
    "create index concurrently a_by_b on a (b)",
    "-- no-transaction\ncreate index concurrently a_by_b on a (b)",
    'ALTER TABLE "a" ADD CONSTRAINT "a_b" CHECK ("a"."b" > 0);',
    'ALTER TABLE "a" ADD CONSTRAINT "a_fk" FOREIGN KEY ("b") REFERENCES "public"."b"("id");',
    "alter table a add primary key (id)",
    'ALTER TABLE "a" ALTER COLUMN "b" SET DATA TYPE bigint;',
    "alter table a alter b type text",
    "alter table a alter column b set not null",
    'ALTER TABLE "a" ADD COLUMN "b" text NOT NULL;',
    'ALTER TABLE "a" RENAME COLUMN "b" TO "c";',
    "alter table a rename to b",
    'ALTER TABLE "a" DROP COLUMN "b";',
    "alter table a drop constraint b",
    "drop table a",
    "drop index a_by_b",
    "update a set b = 1",
    "delete from a",
    "truncate table a",
    "lock table a",
    "-- safe:\ndrop table a",
    "-- few rows; none of them large\nupdate a set b = 1",
  ])("is refused for %j", (statement) => {
    expect(unsafeStatements(statement)).not.toEqual([]);
  });

  it.each([
    'CREATE TABLE "a" ("b" text NOT NULL);',
    'CREATE TABLE "a" ("b" text);--> statement-breakpoint\nCREATE INDEX "a_by_b" ON "a" USING btree ("b");',
    'CREATE TABLE "a" ("b" text);\nALTER TABLE "a" ADD CONSTRAINT "a_fk" FOREIGN KEY ("b") REFERENCES "public"."b"("id");',
    "-- no-transaction\ncreate index concurrently if not exists a_by_b on a (b)",
    "-- no-transaction\ndrop index concurrently if exists a_by_b",
    'ALTER TABLE "a" ADD COLUMN "b" text;',
    "alter table a add column b integer not null default 0",
    "alter table a add constraint a_b check (b > 0) not valid",
    "alter table a validate constraint a_b",
    "alter table a alter column b drop not null",
    "create function f() returns trigger language plpgsql as $$ begin delete from a; drop table b; end $$;",
    "-- safe: nothing has read it since the release before\nalter table a drop column b",
  ])("may say %j", (statement) => {
    expect(unsafeStatements(statement)).toEqual([]);
  });
});
