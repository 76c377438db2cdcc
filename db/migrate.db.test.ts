import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterEach, describe, expect, it } from "vitest";
import { migrate } from "@/db/migrate";

/** What the pool of the web process allows itself (db/client.ts). */
const appTimeouts = { statement_timeout: 3000, lock_timeout: 2000 };
const server = () => postgres(process.env.TEST_SERVER_URL ?? "", { max: 1, onnotice() {} });
const open = (url: string, max = 1, connection = {}) => postgres(url, { max, connection, onnotice() {} });
const left: (() => Promise<unknown>)[] = [];
let serial = 0;

/** A database with nothing in it. */
async function emptyDatabase(): Promise<string> {
  const name = `t_${process.pid}_empty${++serial}`;
  const admin = server();
  await admin.unsafe(`create database ${name}`);
  left.push(async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  const url = new URL(process.env.TEST_SERVER_URL ?? "");
  url.pathname = `/${name}`;
  return url.toString();
}

/** Migration files as drizzle-kit keeps them. */
function migrationFiles(files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "migrations-"));
  left.push(async () => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "meta"));
  const entries = files.map((text, idx) => {
    writeFileSync(join(folder, `000${idx}_test.sql`), text);
    return { idx, when: idx + 1, tag: `000${idx}_test`, breakpoints: true };
  });
  writeFileSync(join(folder, "meta", "_journal.json"), JSON.stringify({ version: "7", entries }));
  return folder;
}

afterEach(async () => {
  for (const undo of left.splice(0)) await undo();
});

/** A merchant with a coupon, members and vouchers, in the words of the first two files, which never change. */
async function seedOldSchema(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    insert into merchant (id, slug, name, currency, time_zone) values
      ('mch_1', 'one', 'One', 'HKD', 'Asia/Hong_Kong'), ('mch_2', 'two', 'Two', 'HKD', 'Asia/Hong_Kong');
    insert into member (merchant_id, id, phone) select 'mch_1', 'mbr_' || n, '+8526' || n from generate_series(1000000, 1000199) n;
    insert into coupon (merchant_id, id, type, currency, name, methods, published_at)
      values ('mch_1', 'cpn_1', 'amount_off', 'HKD', 'Ten off', '{targeted}', now());
    insert into coupon_terms (merchant_id, coupon_id, version, name, benefit, scope, conditions, stacking, validity, refund)
      values ('mch_1', 'cpn_1', 1, 'Ten off', '{}', '{}', '{}', '{}', '{}', '{}');
    insert into coupon_stock (merchant_id, coupon_id, shard, quantity) values ('mch_1', 'cpn_1', 0, 1000000);`);
  for (let n = 0; n < 2000; n += 500) await sql.begin((tx) => issue(tx, `seed${n}`, 500));
}

/** What the code of before does when a voucher is issued; it knows no table or column that came later. */
async function issue(tx: postgres.TransactionSql, mark: string, count: number): Promise<void> {
  await tx`update coupon_stock set issued = issued + ${count} where merchant_id = 'mch_1' and coupon_id = 'cpn_1'`;
  await tx`insert into voucher (merchant_id, id, member_id, coupon_id, terms_version, code, issued_at, valid_from, source,
      source_id, issued_by_type)
    select 'mch_1', ${mark}::text || n, 'mbr_1000001', 'cpn_1', 1, ${mark}::text || n, now(), now(), 'grant', ${mark}::text, 'system'
    from generate_series(1, ${count}::int) n`;
  await tx`insert into outbox_batch (merchant_id, id, events) select 'mch_1', ${mark}::text,
    jsonb_agg(jsonb_build_object('id', ${mark}::text || n, 'type', 'voucher.issued', 'subjectId', ${mark}::text || n, 'payload', '{}'::jsonb))
    from generate_series(1, ${count}::int) n`;
}

type Load = { readonly waits: number[]; readonly errors: string[]; stop(): Promise<void> };

/** Claims and edits of the merchant's own row, over and over, with the deadlines of the web process. */
function startLoad(url: string): Load {
  const sql = open(url, 4, appTimeouts);
  const load = { waits: [] as number[], errors: [] as string[], isOver: false };
  const caller = async (name: string) => {
    for (let n = 0; !load.isOver; n += 1) {
      const started = performance.now();
      try {
        await sql.begin(async (tx) => {
          if (n % 5 === 0)
            await tx`update merchant set coupon_numbers = coupon_numbers + 1 where id = 'mch_1'`;
          await issue(tx, `${name}_${n}_`, 1);
        });
      } catch (error) {
        load.errors.push(String(error));
      }
      load.waits.push(performance.now() - started);
      await sleep(5);
    }
  };
  const callers = ["a", "b", "c"].map(caller);
  const stop = async () => {
    load.isOver = true;
    await Promise.all(callers);
    await sql.end();
  };
  return { waits: load.waits, errors: load.errors, stop };
}

/** A transaction that has written another merchant's row and takes its time, and another that reads everything. */
async function holdLocks(url: string, ms: number): Promise<void> {
  const sql = open(url, 2);
  await Promise.all([
    sql.begin(async (tx) => {
      await tx`update merchant set name = name where id = 'mch_2'`;
      await tx`select pg_sleep(${ms / 1000})`;
    }),
    sql.begin(async (tx) => {
      await tx`select count(*) from voucher, pg_sleep(${ms / 1000})`;
    }),
  ]);
  await sql.end();
}

/** The longest that anybody had been waiting for a lock whenever it was looked at, in ms. */
async function watchQueues(url: string, until: Promise<unknown>): Promise<number> {
  const sql = open(url);
  let longest = 0;
  let isOver = false;
  void until.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const [row] =
      await sql`select coalesce(max(extract(epoch from clock_timestamp() - waitstart)), 0)::float8 * 1000 as ms
      from pg_locks where not granted and locktype = 'relation'`;
    longest = Math.max(longest, Number(row?.ms ?? 0));
    await sleep(50);
  }
  await sql.end();
  return longest;
}

describe("migrations", () => {
  it("run beside writes and held locks: no write fails, and none waits for the whole length of a lock (F-17)", async () => {
    const url = await emptyDatabase();
    await migrate(url, { through: 2 });
    const sql = open(url);
    await seedOldSchema(sql);
    // They keep the migration from its lock for longer than a caller would wait, so that it has to come back.
    const holders = (async () => {
      for (let n = 0; n < 2; n += 1) await holdLocks(url, 2500);
    })();
    await sleep(100);
    const load = startLoad(url);
    const migrated = migrate(url);
    const longestQueue = await watchQueues(url, migrated);
    await Promise.all([migrated, holders]);
    await sleep(300);
    await load.stop();
    expect(load.errors).toEqual([]);
    expect(load.waits.length).toBeGreaterThan(50);
    expect(longestQueue).toBeLessThan(1700);
    const [found] =
      await sql`select to_regclass('public.alert') is not null and to_regclass('pgboss.job') is not null as all`;
    expect(found?.all).toBe(true);
    const [counts] = await sql`select issued = (select count(*) from voucher) as same from coupon_stock`;
    expect(counts?.same).toBe(true);
    await sql.end();
  }, 60_000);

  it("wait for a lock no longer than a second at a time, and come back for it", async () => {
    const url = await emptyDatabase();
    const folder = migrationFiles(["create table a (b int)", "alter table a add column c int"]);
    await migrate(url, { through: 1, folder });
    const sql = open(url, 2);
    const holder = sql.begin(async (tx) => {
      await tx`select count(*) from a`;
      await tx`select pg_sleep(2.2)`;
    });
    await sleep(100);
    const migrated = migrate(url, { through: 2, folder });
    await sleep(300);
    // Queued behind the migration, which is queued behind the holder: let through when the migration gives up.
    const started = performance.now();
    await sql`select count(*) from a`;
    expect(performance.now() - started).toBeLessThan(1500);
    await Promise.all([holder, migrated]);
    expect(await sql`select c from a`).toHaveLength(0);
    await sql.end();
  });

  it("build an index beside writers, and build one again that was cut off", async () => {
    const url = await emptyDatabase();
    const folder = migrationFiles([
      "create table a (b int)",
      "-- no-transaction\ncreate index concurrently if not exists a_by_b on a (b);--> statement-breakpoint\nalter table a add column c int",
    ]);
    await migrate(url, { through: 1, folder });
    const sql = open(url);
    await sql`insert into a values (1), (1)`;
    await expect(sql`create unique index concurrently a_by_b on a (b)`).rejects.toThrow(/unique/);
    await migrate(url, { through: 2, folder });
    const [index] =
      await sql`select indisvalid as valid, indisunique as uniq from pg_index where indexrelid = 'a_by_b'::regclass`;
    expect(index).toEqual({ valid: true, uniq: false });
    await sql.end();
  });

  it("are applied once by two that start at the same time", async () => {
    const url = await emptyDatabase();
    const folder = migrationFiles(["create table a (b int)", "insert into a values (1)"]);
    await Promise.all([migrate(url, { folder, through: 2 }), migrate(url, { folder, through: 2 })]);
    const sql = open(url);
    expect(await sql`select * from a`).toHaveLength(1);
    await sql.end();
  });

  it("that fail leave nothing of their file behind, and say why", async () => {
    const url = await emptyDatabase();
    const folder = migrationFiles([
      "create table a (b int);--> statement-breakpoint\nselect nothing_like_this()",
    ]);
    await expect(migrate(url, { folder, through: 1 })).rejects.toThrow(/nothing_like_this/);
    const sql = open(url);
    const [found] = await sql`select to_regclass('public.a') as a`;
    expect(found?.a).toBeNull();
    await sql.end();
  });
});
