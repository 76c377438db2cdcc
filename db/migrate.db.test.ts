import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { afterEach, describe, expect, it } from "vitest";
import { migrate } from "@/db/migrate";
import {
  emptyDatabase,
  holdLocks,
  left,
  open,
  startLoad,
  takeAway,
  type Write,
  watchQueues,
} from "@/db/testing-migrations";

afterEach(takeAway);

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

/** A claim as the code of before makes it, every fifth time beside an edit of the merchant's own row. */
async function claim(tx: postgres.TransactionSql, mark: string, n: number): Promise<void> {
  if (n % 5 === 0) await tx`update merchant set coupon_numbers = coupon_numbers + 1 where id = 'mch_1'`;
  await issue(tx, mark, 1);
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

/** Orders, payments, packs bought and given, links and pages, in the words of the first 35 files. */
async function seedLaterSchema(sql: postgres.Sql): Promise<void> {
  await seedOldSchema(sql);
  await sql.unsafe(`
    insert into store (merchant_id, id, name, currency, time_zone) values ('mch_1', 'sto_1', 'Pier', 'HKD', 'Asia/Hong_Kong');
    insert into pack (merchant_id, id, type, name, currency, price_minor, channels)
      values ('mch_1', 'pck_1', 'paid', 'Ten teas', 'HKD', 5000, '{mall}');
    insert into pack_contents (merchant_id, pack_id, version, schedule) values ('mch_1', 'pck_1', 1, '{}');
    insert into pack_stock (merchant_id, pack_id, shard, quantity) values ('mch_1', 'pck_1', 0, 1000000);
    insert into activity (merchant_id, id, kind, name, code, slug, time_zone, starts_at, ends_at, rules, audience)
      values ('mch_1', 'act_1', 'claim_page', 'Winter', 'W', 'winter', 'Asia/Hong_Kong', now(), now() + interval '9 days', '{}', '{}');
    insert into activity_page (merchant_id, activity_id, draft) values ('mch_1', 'act_1', 1);
    insert into activity_page_version (merchant_id, activity_id, number, page)
      select 'mch_1', 'act_1', n, jsonb_build_object('version', 1, 'image', 'img_01jabcdefghjkmnpqrstvwxyz' || n % 10)
      from generate_series(1, 500) n;
    insert into link (merchant_id, id, slug, target_type, target_id, channel, utm)
      values ('mch_1', 'lnk_1', 'aaaaaaa', 'activity', 'act_1', 'email', '{}');
    insert into link_conversion (merchant_id, kind, subject_id, link_id, member_id, at, day)
      select 'mch_1', 'claim', 'seed' || n, 'lnk_1', 'mbr_1000001', now(), current_date from generate_series(1, 1000) n;
    insert into staff (id, email, name, password_hash) values ('stf_1', 'amy@one.example', 'Amy', 'none');
    insert into saved_view (merchant_id, id, list, owner_id, name, state)
      select 'mch_1', 'viw_' || n, 'members', 'stf_1', 'View ' || n, '{"q": "Amy"}' from generate_series(1, 200) n;
    insert into draft (merchant_id, id, staff_id, kind, title, sealed)
      select 'mch_1', 'drf_' || n, 'stf_1', 'order', 'Order', 'sealed' from generate_series(1, 20) n;
    insert into pack_gift (merchant_id, id, pack_id, contents_version, phone, quantity, actor_type)
      select 'mch_1', 'gft_' || n, 'pck_1', 1, '+8529' || n, 1, 'staff' from generate_series(1000000, 1000499) n;`);
  for (let n = 0; n < 3000; n += 500) await sql.begin((tx) => sell(tx, `seed${n}`, 500));
}

/** An order that is placed and paid, and a pack that is bought, as the code of before writes them. */
async function sell(tx: postgres.TransactionSql, mark: string, count = 1): Promise<void> {
  await tx`insert into "order" (merchant_id, id, number, store_id, member_id, channel, device, currency, status, items,
      subtotal_minor, delivery_minor, discount_minor, delivery_discount_minor, total_minor, quote, refund_basis, placed_at,
      expires_at, placed_by_type, paid_minor, paid_at)
    select 'mch_1', ${mark}::text || n, ${mark}::text || n, 'sto_1', 'mbr_1000001', 'online', 'mobile', 'HKD', 'paid', 1,
      1000, 0, 0, 0, 1000, '{}', 'units', now(), now(), 'member', 1000, now()
    from generate_series(1, ${count}::int) n`;
  await tx`insert into payment (merchant_id, id, order_id, provider, amount_minor, currency, status, pays_order, look_at, settled_at)
    select 'mch_1', 'pay_' || ${mark}::text || n, ${mark}::text || n, 'test', 1000, 'HKD', 'paid', 'yes', now(), now()
    from generate_series(1, ${count}::int) n`;
  await tx`update pack_stock set sold = sold + ${count}, revenue_minor = revenue_minor + ${count * 5000}
    where merchant_id = 'mch_1' and pack_id = 'pck_1'`;
  await tx`insert into pack_purchase (merchant_id, id, number, pack_id, contents_version, member_id, channel, currency,
      price_minor, status, placed_at, placed_on, paid_at, auto_refund, time_zone, cycles, started_on)
    select 'mch_1', ${mark}::text || n, ${mark}::text || n, 'pck_1', 1, 'mbr_1000001', 'mall', 'HKD', 5000, 'paid', now(),
      current_date, now(), false, 'Asia/Hong_Kong', 3, current_date
    from generate_series(1, ${count}::int) n`;
  await tx`insert into pack_due (merchant_id, purchase_id, pack_id, next_cycle, next_due_at, try_at)
    select 'mch_1', ${mark}::text || n, 'pck_1', 1, now(), now() from generate_series(1, ${count}::int) n`;
}

/** The rest of the migrations, beside callers and locks that are held for longer than a caller would wait. */
async function migrateUnderLoad(url: string, write: Write): Promise<void> {
  // They keep the migration from its lock, so that it has to come back.
  const holders = (async () => {
    for (let n = 0; n < 2; n += 1) await holdLocks(url, 2500);
  })();
  await sleep(100);
  const load = startLoad(url, write);
  const migrated = migrate(url);
  const longestQueue = await watchQueues(url, migrated);
  await Promise.all([migrated, holders]);
  await sleep(300);
  await load.stop();
  expect(load.errors).toEqual([]);
  expect(load.waits.length).toBeGreaterThan(50);
  expect(longestQueue).toBeLessThan(1700);
}

describe("migrations", () => {
  it("run beside writes and held locks: no write fails, and none waits for the whole length of a lock (F-17)", async () => {
    const url = await emptyDatabase();
    await migrate(url, { through: 2 });
    const sql = open(url);
    await seedOldSchema(sql);
    await migrateUnderLoad(url, claim);
    const [found] =
      await sql`select to_regclass('public.alert') is not null and to_regclass('pgboss.job') is not null as all`;
    expect(found?.all).toBe(true);
    const [counts] = await sql`select issued = (select count(*) from voucher) as same from coupon_stock`;
    expect(counts?.same).toBe(true);
    await sql.end();
  }, 60_000);

  it("of the newer files run beside sales, over orders, payments, packs and pages that are there", async () => {
    const url = await emptyDatabase();
    await migrate(url, { through: 35 });
    const sql = open(url);
    await seedLaterSchema(sql);
    await migrateUnderLoad(url, sell);
    const [kept] = await sql`
      select (select count(*) from pack_purchase) = (select sold from pack_stock) as packs,
        (select count(*) from "order") = (select count(*) from payment) as orders,
        (select count(*)::int from pack_gift) as gifts, (select count(*)::int from draft) as drafts,
        (select count(*)::int from saved_view where state ->> 'q' <> '') as words,
        (select count(*)::int from pg_index where not indisvalid) as broken,
        (select count(*)::int from pg_constraint where contype = 'c' and not convalidated) as unproven`;
    expect(kept).toEqual({
      ...{ packs: true, orders: true, gifts: 500, drafts: 0, words: 0 },
      ...{ broken: 0, unproven: 0 },
    });
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
