import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDb, databaseHealth, db, poolStats } from "@/db/client";
import { startEmbedded, stopEmbedded } from "@/db/embedded";
import { installation } from "@/db/embedded-binaries";
import { TestProxy } from "@/db/testing-proxy";
import { inTransaction } from "@/db/transaction";
import { env } from "@/lib/platform/env";

const busy = expect.objectContaining({ name: "AppError", code: "busy" });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const one = async () => await db().execute(sql`select 1`);
const ownUrl = process.env.DATABASE_URL ?? "";
const crashes: unknown[] = [];
const note = (error: unknown) => crashes.push(error);

/** Points the process's pool at another address. */
async function use(url: string): Promise<void> {
  await closeDb();
  process.env.DATABASE_URL = url;
  globalThis.__scripEnv = undefined;
}

async function timed(work: () => Promise<unknown>): Promise<{ ms: number; error: unknown }> {
  const start = performance.now();
  const error: unknown = await work().then(
    () => null,
    (thrown) => thrown,
  );
  return { ms: performance.now() - start, error };
}

/** Milliseconds until a transaction succeeds, asked again and again. */
async function healed(): Promise<number> {
  const start = performance.now();
  while ((await timed(() => inTransaction((tx) => tx.execute(sql`select 1`)))).error) await pause(50);
  return performance.now() - start;
}

/** The pool answers three times as many as it has connections, all but `held` of which are free. */
async function expectWhole(held = 0): Promise<void> {
  const size = env().DATABASE_POOL;
  const probe = Array.from({ length: size * 3 }, () => db().execute(sql`select pg_sleep(0.02)`));
  await expect(Promise.all(probe)).resolves.toHaveLength(size * 3);
  expect(poolStats()[0]).toMatchObject({ name: "main", size, inUse: held, waiting: 0 });
}

beforeAll(() => {
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
});
afterEach(() => expect(crashes).toEqual([]));
afterAll(() => {
  process.off("uncaughtException", note);
  process.off("unhandledRejection", note);
});

describe("a restart of Postgres with as many transactions in flight as the pool holds (F-4)", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "scrip-restart-"));
  beforeAll(async () => await use((await startEmbedded({ dataDir, fast: true })).url));
  afterAll(async () => {
    await closeDb();
    await stopEmbedded(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each(["immediate", "fast"])(
    "%s: they end as busy, and the pool is whole again by itself",
    async (mode) => {
      const place = installation(dataDir);
      const restarted = Promise.withResolvers<void>();
      const inFlight = Array.from({ length: env().DATABASE_POOL }, () =>
        timed(() =>
          inTransaction(async (tx) => {
            await tx.execute(sql`select 1`);
            await restarted.promise;
            await tx.execute(sql`select 2`);
          }),
        ),
      );
      await pause(100);
      const { code } = await place.run("pg_ctl", [
        "restart",
        `--pgdata=${place.data}`,
        `--mode=${mode}`,
        "--wait",
      ]);
      expect(code).toBe(0);
      restarted.resolve();
      expect(await healed()).toBeLessThan(5_000);
      const outcomes = await Promise.all(inFlight);
      expect(outcomes.map(({ error }) => error)).toEqual(outcomes.map(() => busy));
      await expectWhole();
    },
  );

  it("that stays away is busy at once, and known for dead and alive although nobody asks", async () => {
    const place = installation(dataDir);
    await one();
    await place.run("pg_ctl", ["stop", `--pgdata=${place.data}`, "--mode=immediate", "--wait"]);
    const { ms, error } = await timed(one);
    expect(error).toEqual(busy);
    expect(ms).toBeLessThan(1_500);
    expect(databaseHealth().triedSince).toBe(true);
    expect(Date.now() - databaseHealth().lastSuccessAt).toBeLessThan(30_000);
    await startEmbedded({ dataDir, fast: true });
    await vi.waitFor(() => expect(databaseHealth().triedSince).toBe(false), { timeout: 5_000 });
  });
});

describe("a server that does not answer", () => {
  let proxy: TestProxy;
  beforeAll(async () => {
    proxy = await TestProxy.before(ownUrl);
    await use(proxy.url);
  });
  afterAll(async () => {
    await use(ownUrl);
    await proxy.close();
  });

  it("costs a caller no more than the deadline, and the pool comes back when it does", async () => {
    await expectWhole();
    proxy.freeze();
    const [statement, transaction, more] = await Promise.all([
      timed(one),
      timed(() => inTransaction((tx) => tx.execute(sql`select 1`))),
      timed(() => Promise.all(Array.from({ length: 8 }, one))),
    ]);
    expect([statement.error, transaction.error, more.error]).toEqual([busy, busy, busy]);
    expect(statement.ms).toBeLessThan(5_500);
    expect(transaction.ms).toBeLessThan(6_500);
    expect(databaseHealth().triedSince).toBe(true);
    expect(poolStats()[0]?.waiting).toBe(0);
    proxy.heal();
    expect(await healed()).toBeLessThan(5_000);
    expect(databaseHealth().triedSince).toBe(false);
    await expectWhole();
    expect(proxy.open).toBeLessThanOrEqual(env().DATABASE_POOL);
  });

  it("but cuts the line while transactions commit is busy, and the pool is whole at once", async () => {
    const cut = Array.from({ length: env().DATABASE_POOL }, () =>
      timed(() => inTransaction((tx) => tx.execute(sql`select pg_sleep(0.3)`))),
    );
    await pause(100);
    proxy.cut();
    const outcomes = await Promise.all(cut);
    expect(outcomes.map(({ error }) => error)).toEqual(outcomes.map(() => busy));
    await expectWhole();
  });

  it("but cuts the line while connections are made, at any moment of it, is busy and no crash", async () => {
    const errors: unknown[] = [];
    // Forty moments, and more until some of them came before the answers did.
    for (let i = 0; i < 40 || (errors.length <= 10 && i < 200); i++) {
      await closeDb();
      const asked = [timed(one), timed(one), timed(() => inTransaction((tx) => tx.execute(sql`select 1`)))];
      await pause((i % 40) / 4);
      proxy.cut();
      errors.push(...(await Promise.all(asked)).flatMap(({ error }) => error ?? []));
    }
    expect(errors).toEqual(errors.map(() => busy));
    expect(errors.length).toBeGreaterThan(10);
    // What was answered before the last cut left idle connections that are told of it a moment later.
    await healed();
    await expectWhole();
  });

  it("because one back end is stopped costs that caller the deadline and nobody else", async () => {
    let stopped = 0;
    const frozen = timed(() =>
      inTransaction(async (tx) => {
        const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
        stopped = row?.pid ?? 0;
        process.kill(stopped, "SIGSTOP");
        await tx.execute(sql`select 2`);
      }),
    );
    try {
      await pause(200);
      await expectWhole(1);
      const { error, ms } = await frozen;
      expect(error).toEqual(busy);
      expect(ms).toBeLessThan(6_500);
      await expectWhole();
    } finally {
      process.kill(stopped, "SIGCONT");
    }
  });
});
