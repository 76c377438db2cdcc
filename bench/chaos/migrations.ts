import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chaosDir } from "@/bench/chaos/stage";
import { migrationsFolder } from "@/db/migrate";
import { unsafeStatements } from "@/db/migration-rules";

const BREAK = "\n--> statement-breakpoint\n";

/**
 * What a next version would bring, on the tables that claims and sales write: columns, checks and foreign keys that are
 * validated afterwards, indexes built beside, a table of its own. `mark` makes the names new for each time.
 */
const filesOf = (mark: string): string[] => [
  `alter table voucher add column ${mark}_a text`,
  `alter table participation add column ${mark}_b integer default 0 not null`,
  `alter table coupon_stock add column ${mark}_c timestamptz`,
  [
    `create table ${mark}_note (merchant_id text not null, id text not null, member_id text not null, primary key (merchant_id, id))`,
    `alter table ${mark}_note add constraint ${mark}_note_member foreign key (merchant_id, member_id) references member (merchant_id, id)`,
  ].join(BREAK),
  [
    "-- no-transaction",
    `create index concurrently if not exists ${mark}_voucher on voucher (merchant_id, ${mark}_a) where ${mark}_a is not null`,
  ].join("\n"),
  [
    "-- no-transaction",
    `create index concurrently if not exists ${mark}_order on "order" (merchant_id, paid_at, id)`,
  ].join("\n"),
  `alter table participation add constraint ${mark}_b check (${mark}_b >= 0) not valid`,
  `alter table participation validate constraint ${mark}_b`,
  `alter table prize_pool add column ${mark}_d text default 'as it was'`,
  `alter table "order" add column ${mark}_e text`,
  `alter table outbox_batch add column ${mark}_f text`,
  `alter table member_session add column ${mark}_g text`,
];

type Entry = { readonly idx: number; readonly when: number; readonly tag: string };

/** A copy of the product's migrations with those of a next version behind them; its folder, how many files it has, and how many of them are new. */
export function nextVersion(mark: string): { folder: string; count: number; added: number } {
  const files = filesOf(mark);
  const unsafe = files.flatMap(unsafeStatements);
  if (unsafe.length > 0) throw new Error(`a migration is against the rules: ${JSON.stringify(unsafe)}`);
  const folder = join(chaosDir, `migrations-${mark}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(migrationsFolder, folder, { recursive: true });
  const path = join(folder, "meta", "_journal.json");
  const journal: { version: string; entries: Entry[] } = JSON.parse(readFileSync(path, "utf8"));
  const last = Math.max(Date.now(), ...journal.entries.map(({ when }) => when));
  const entries = files.map((text, at) => {
    const tag = `${9000 + at}_${mark}`;
    writeFileSync(join(folder, `${tag}.sql`), text);
    return { idx: journal.entries.length + at, version: "7", when: last + 1 + at, tag, breakpoints: true };
  });
  writeFileSync(path, JSON.stringify({ ...journal, entries: [...journal.entries, ...entries] }));
  return { folder, count: journal.entries.length + entries.length, added: entries.length };
}
