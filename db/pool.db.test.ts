import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Admission } from "@/db/admission";
import {
  claimsDb,
  closeDb,
  databaseHealth,
  db,
  onPoolWait,
  poolStats,
  type Reader,
  type Tx,
} from "@/db/client";
import { sqlState } from "@/db/faults";
import { merchants, rateBuckets } from "@/db/schema/merchants";
import { makeMerchant } from "@/db/seed/factories";
import { inTransaction, readOnly } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { env } from "@/lib/platform/env";

const busy = expect.objectContaining({ name: "AppError", code: "busy" });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = (ms: number) => sql`select pg_sleep(${ms / 1000}::float8)`;
// Drizzle sends nothing before somebody waits for it.
const sleeper = async (ms: number) => await db().execute(until(ms));
const main = () => poolStats().find(({ name }) => name === "main");
const pool = () => env().DATABASE_POOL;
const pidOf = async (reader: Reader) =>
  (await reader.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`))[0]?.pid ?? 0;

/** How long `work` took in milliseconds, and what it answered or threw. */
async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; error: unknown }> {
  const start = performance.now();
  const error: unknown = await work().then(
    () => null,
    (thrown) => thrown,
  );
  return { ms: performance.now() - start, error };
}

let admin: postgres.Sql;
const crashes: unknown[] = [];
const note = (error: unknown) => crashes.push(error);

beforeAll(() => {
  admin = postgres(process.env.DATABASE_URL ?? "", { max: 2, onnotice() {} });
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
});
afterAll(async () => {
  process.off("uncaughtException", note);
  process.off("unhandledRejection", note);
  await admin.end({ timeout: 1 });
  expect(crashes).toEqual([]);
});
// A pool that was without an answer asks for one by itself: that takes a place for as long as it dials.
beforeEach(() => vi.waitFor(() => expect(main()?.inUse ?? 0).toBe(0), { timeout: 1000, interval: 5 }));

/** The pool is whole: three times as many as it has connections are answered, and no place is lost. */
async function expectWhole(): Promise<void> {
  const pids = await Promise.all(Array.from({ length: pool() * 3 }, () => sleeper(20)));
  expect(pids).toHaveLength(pool() * 3);
  expect(main()).toMatchObject({ size: pool(), inUse: 0, waiting: 0 });
}

describe("the shape of answers", () => {
  it("rows are arrays of objects from execute, with times as text, and typed from select", async () => {
    const rows = await db().execute<{ at: string; n: number; list: string[]; doc: { a: number } }>(
      sql`select now() as at, 1 as n, array['a','b'] as list, '{"a":1}'::jsonb as doc`,
    );
    expect(Array.isArray(rows)).toBe(true);
    expect(rows[0]).toMatchObject({ at: expect.any(String), n: 1, list: ["a", "b"], doc: { a: 1 } });
    const lists = {
      words: ["a,b", 'c"d', "", null],
      numbers: [1, 2],
      flags: [true, false],
      docs: [{ a: [1] }],
    };
    const [back] = await db().execute(sql`select ${sql.param(lists.words)}::text[] as words,
      ${sql.param(lists.numbers)}::int[] as numbers, array[true, false] as flags, array['{"a":[1]}'::jsonb] as docs`);
    expect(back).toEqual(lists);
    const id = await inTransaction((tx) => makeMerchant(tx));
    const [row] = await db().select().from(merchants).where(eq(merchants.id, id));
    expect(row?.createdAt).toBeInstanceOf(Date);
    const changed = await db()
      .update(merchants)
      .set({ name: "Renamed" })
      .where(eq(merchants.id, id))
      .returning();
    expect(changed).toMatchObject([{ id, name: "Renamed" }]);
    expect((await db().delete(rateBuckets).where(eq(rateBuckets.bucket, "none"))).count).toBe(0);
  });

  it("an error of the server names the statement and not what people typed into it", async () => {
    const { error } = await timed(() => db().execute(sql`select ${"phone +85291234567"}::int`));
    expect(error).toMatchObject({ cause: { code: "22P02" } });
    expect(`${error}`).toContain("select $1::int");
    expect(`${error}`).not.toContain("+85291234567");
  });
});

describe("admission", () => {
  it("fails fast while all connections are held, for plain reads too, and recovers (F-6, F-10)", async () => {
    const id = await inTransaction((tx) => makeMerchant(tx));
    const lock = await admin.reserve();
    await lock`begin`;
    await lock`select 1 from merchant where id = ${id} for update`;
    const rename = sql`update merchant set name = 'x' where id = ${id}`;
    const blocked = Array.from({ length: pool() }, () =>
      timed(() => inTransaction((tx) => tx.execute(rename))),
    );
    await pause(50);
    const readers = Array.from({ length: pool() * 4 + 5 }, () =>
      timed(async () => await db().select().from(merchants)),
    );
    await pause(10);
    expect(main()).toMatchObject({ inUse: pool(), waiting: pool() * 4 });
    const reads = await Promise.all(readers);
    expect(reads.map(({ error }) => error)).toEqual(reads.map(() => busy));
    expect(Math.max(...reads.map(({ ms }) => ms))).toBeLessThan(1_500);
    expect(reads.filter(({ ms }) => ms < 500)).toHaveLength(5);
    const waits = await Promise.all(blocked);
    expect(waits.map(({ error }) => error)).toEqual(waits.map(() => busy));
    // Who stands first in line waits for two locks in turn, and runs into the statement's limit.
    for (const { error } of waits) expect(["55P03", "57014"]).toContain(sqlState(error));
    expect(Math.max(...waits.map(({ ms }) => ms))).toBeLessThan(5_000);
    await lock`rollback`;
    lock.release();
    expect((await timed(expectWhole)).ms).toBeLessThan(2_000);
    expect(databaseHealth().triedSince).toBe(false);
  });

  it("is first come, first served", async () => {
    const admission = new Admission(2, () => undefined);
    const order: number[] = [];
    const entries = Array.from({ length: 8 }, (_, i) =>
      Promise.resolve(admission.enter()).then(() => order.push(i)),
    );
    for (let i = 0; i < 6; i++) {
      admission.leave();
      await pause(1);
    }
    await Promise.all(entries);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("tells each wait once, and none of those that did not wait", async () => {
    const waits: number[] = [];
    const stop = onPoolWait((name, ms) => name === "main" && waits.push(ms));
    await Promise.all(Array.from({ length: pool() * 3 }, () => db().execute(until(30))));
    stop();
    expect(waits).toHaveLength(pool() * 3);
    expect(waits.filter((ms) => ms === 0)).toHaveLength(pool());
  });

  it("lets the groups of many hot pools wait for the few connections of claims", async () => {
    const groups = Array.from({ length: 60 }, () => claimsDb().execute(sql`select pg_sleep(0.005)`));
    expect(await Promise.all(groups)).toHaveLength(60);
  });

  it("lets claims through on their own pool while the main one is full", async () => {
    const full = Array.from({ length: pool() * 2 }, () => sleeper(300));
    await pause(50);
    const { ms, error } = await timed(() => claimsDb().execute(sql`select 1`));
    expect(error).toBeNull();
    expect(ms).toBeLessThan(250);
    await Promise.all(full);
  });
});

describe("reads together without a transaction", () => {
  it("have one connection, wait for it once, and are each of their own moment", async () => {
    const waits: number[] = [];
    const stop = onPoolWait((name, ms) => name === "main" && waits.push(ms));
    const bucket = "reads-together";
    const [before, after] = await readOnly(async (reader) => {
      const count = () => reader.select().from(rateBuckets).where(eq(rateBuckets.bucket, bucket));
      const [pid, none] = [await pidOf(reader), await count()];
      await admin`insert into rate_bucket (bucket, hits, resets_at) values (${bucket}, 1, now())`;
      const [same, one] = await Promise.all([pidOf(reader), count()]);
      return [
        { pid, rows: none.length },
        { pid: same, rows: one.length },
      ];
    });
    stop();
    expect(after).toEqual({ pid: before?.pid, rows: 1 });
    expect([before?.rows, waits.length]).toEqual([0, 1]);
  });

  it("refuse db() beside them and a statement that comes after their end, and are busy where the database is", async () => {
    const nested = await timed(() => readOnly(async () => await db().execute(sql`select 1`)));
    expect(nested.error).toMatchObject({ code: "POOL_NESTED" });
    const leaked = await readOnly(async (reader) => ({ reader }));
    expect((await timed(() => leaked.reader.execute(sql`select 1`))).error).toMatchObject({
      code: "POOL_OVER",
    });
    const held = Promise.all(Array.from({ length: pool() * 5 }, () => sleeper(100)));
    await pause(10);
    expect((await timed(() => readOnly(pidOf))).error).toEqual(busy);
    await held;
    await expectWhole();
  });
});

describe("a transaction", () => {
  it("whose back end is killed between two statements ends at once, a hundred times (F-3)", async () => {
    const outcomes: { ms: number; error: unknown }[] = [];
    for (let i = 0; i < 100; i++) {
      const outcome = await timed(() =>
        inTransaction(async (tx) => {
          const pid = await pidOf(tx);
          await admin`select pg_terminate_backend(${pid})`;
          if (i % 2) await pause(i % 7);
          await tx.execute(sql`select 2`);
        }),
      );
      outcomes.push(outcome);
    }
    expect(outcomes.map(({ error }) => error)).toEqual(outcomes.map(() => busy));
    expect(Math.max(...outcomes.map(({ ms }) => ms))).toBeLessThan(5_000);
    await expectWhole();
  });

  it("that was killed sends nothing more: not into the next one's connection either", async () => {
    const bucket = { bucket: "after-death", hits: 1, resetsAt: new Date() };
    const gate = Promise.withResolvers<void>();
    let later: unknown = null;
    const dead = inTransaction(async (tx) => {
      await admin`select pg_terminate_backend(${await pidOf(tx)})`;
      await gate.promise;
      await tx
        .insert(rateBuckets)
        .values(bucket)
        .catch((error) => {
          later = error;
        });
    });
    await expect(dead).rejects.toEqual(busy);
    await inTransaction(async (tx) => {
      await pidOf(tx);
      gate.resolve();
      await pause(20);
    });
    expect(later).toEqual(busy);
    expect(await db().select().from(rateBuckets).where(eq(rateBuckets.bucket, bucket.bucket))).toEqual([]);
  });

  it("refuses db() inside of it, and lets what it left behind use db() when it is over", async () => {
    const inner = timed(() => inTransaction(async () => await db().execute(sql`select 1`)));
    expect((await inner).error).toMatchObject({ code: "POOL_NESTED" });
    expect((await timed(() => inTransaction(() => inTransaction(pidOf)))).error).toMatchObject({
      code: "POOL_NESTED",
    });
    const left = await inTransaction(async () => ({ later: pause(10).then(() => pidOf(db())) }));
    expect(await left.later).toBeGreaterThan(0);
  });

  it("refuses a statement that comes after its end", async () => {
    const leaked = await inTransaction(async (tx) => ({ tx }));
    expect((await timed(() => pidOf(leaked.tx))).error).toMatchObject({ code: "POOL_OVER" });
  });

  it("with a failed statement does not commit although its error was swallowed", async () => {
    const { error } = await timed(() =>
      inTransaction(async (tx) => {
        await tx.insert(rateBuckets).values({ bucket: "swallowed", hits: 1, resetsAt: new Date() });
        await tx.execute(sql`select 1/0`).catch(() => undefined);
      }),
    );
    expect(error).toMatchObject({ code: "22012" });
    expect(await db().select().from(rateBuckets).where(eq(rateBuckets.bucket, "swallowed"))).toEqual([]);
  });

  it("keeps what came before a savepoint that failed", async () => {
    const insert = (tx: Tx, bucket: string) =>
      tx.insert(rateBuckets).values({ bucket, hits: 1, resetsAt: new Date() });
    await inTransaction(async (tx) => {
      await insert(tx, "kept");
      const inner = tx.transaction(async (deeper) => {
        await insert(deeper, "undone");
        await insert(deeper, "kept");
      });
      await expect(inner).rejects.toMatchObject({ cause: { code: "23505" } });
    });
    const left = await db().select({ bucket: rateBuckets.bucket }).from(rateBuckets);
    expect(left.map(({ bucket }) => bucket).filter((name) => name === "kept" || name === "undone")).toEqual([
      "kept",
    ]);
  });

  it("that is one of two in a deadlock is tried again and both commit", async () => {
    const ids = [
      await inTransaction((tx) => makeMerchant(tx)),
      await inTransaction((tx) => makeMerchant(tx)),
    ];
    const rename = (tx: Tx, id = "") => tx.update(merchants).set({ name: "x" }).where(eq(merchants.id, id));
    const both = [ids, ids.toReversed()].map(([first, second]) =>
      inTransaction(async (tx) => {
        await rename(tx, first);
        await pause(100);
        await rename(tx, second);
      }),
    );
    await expect(Promise.all(both)).resolves.toHaveLength(2);
  });

  it("may take longer than a request's where nobody waits for it", async () => {
    const short = timed(() => inTransaction((tx) => tx.execute(until(1_500)), { withinMs: 300 }));
    expect((await short).error).toMatchObject({ code: "busy", cause: { code: "POOL_DEADLINE" } });
    await expect(inTransaction((tx) => tx.execute(until(50)), { withinMs: 30_000 })).resolves.toHaveLength(1);
  });
});

describe("a read-only database", () => {
  it("refuses writes as busy and goes on to be read (F-9)", async () => {
    const name = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
    const switchTo = async (value: "on" | "off") => {
      await admin.unsafe(`alter database ${name} set default_transaction_read_only = ${value}`);
      await closeDb();
    };
    await switchTo("on");
    const write = (reader: Tx | ReturnType<typeof db>) =>
      reader.insert(rateBuckets).values({ bucket: "read-only", hits: 1, resetsAt: new Date() });
    expect((await timed(() => inTransaction(write))).error).toEqual(busy);
    expect((await timed(async () => await write(db()))).error).toEqual(busy);
    expect(await db().select().from(merchants)).not.toEqual([]);
    // The admin's own session began before.
    await switchTo("off");
    await write(db());
  });
});

describe("one process", () => {
  it("has one pool for all bundles, and each sees errors of its own class", async () => {
    vi.resetModules();
    const other = await import("@/db/client");
    const { AppError: OtherError } = await import("@/lib/kernel/app-error");
    expect(OtherError).not.toBe(AppError);
    const held = Array.from({ length: pool() }, () => sleeper(1_300));
    await pause(20);
    expect(other.poolStats()).toEqual(poolStats());
    const { error } = await timed(async () => await other.db().execute(sql`select 1`));
    expect(error).toBeInstanceOf(OtherError);
    await Promise.all(held);
  });

  it("lets running and waiting work end before the pool is closed, and opens another when asked again", async () => {
    const work = Array.from({ length: pool() + 5 }, () => sleeper(50));
    await pause(10);
    await closeDb();
    await expect(Promise.all(work)).resolves.toHaveLength(pool() + 5);
    await expect(db().execute(sql`select 1`)).resolves.toHaveLength(1);
  });
});
