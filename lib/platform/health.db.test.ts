import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { alerts, workerHeartbeats } from "@/db/schema/operations";
import { makeMerchant } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import { readiness } from "@/lib/platform/health";
import { metricsText } from "@/lib/platform/metrics";
import { scrapeDatabase, scrapeQueues } from "@/lib/platform/metrics-sources";

const serving = { starting: false, draining: false };
/** Asked again after the last answer is no longer given to others. */
const lookAgain = async (life = serving) => {
  await sleep(300);
  return await readiness(life);
};

describe("readiness", () => {
  it("is there when the database answers and has this build's schema, whether or not a worker ever lived", async () => {
    expect(await lookAgain()).toEqual({ ready: true, ...serving, database: "ok", workerSecondsAgo: null });
  });

  it("tells how long ago a worker said that it lives", async () => {
    await db()
      .insert(workerHeartbeats)
      .values({ id: "wrk_1", seenAt: new Date(Date.now() - 42_000) });
    const { workerSecondsAgo, ready } = await lookAgain();
    expect(ready).toBe(true);
    expect(workerSecondsAgo).toBeGreaterThanOrEqual(42);
    expect(workerSecondsAgo).toBeLessThan(60);
  });

  it("is not there while the process starts or ends", async () => {
    expect((await lookAgain({ starting: true, draining: false })).ready).toBe(false);
    expect((await lookAgain({ starting: false, draining: true })).ready).toBe(false);
  });

  it("is not there while a migration this build needs is missing, and is there with one it does not know", async () => {
    const migrations = sql`drizzle.__drizzle_migrations`;
    await db().execute(sql`update ${migrations} set created_at = created_at - 1`);
    expect(await lookAgain()).toMatchObject({ ready: false, database: "behind" });
    await db().execute(sql`update ${migrations} set created_at = created_at + 1`);
    await db().execute(
      sql`insert into ${migrations} (hash, created_at) select 'later', max(created_at) + 1 from ${migrations}`,
    );
    expect(await lookAgain()).toMatchObject({ ready: true, database: "ok" });
  });

  it("is told within a second and a bit that the database does not answer in time", async () => {
    let release: () => void = () => undefined;
    const held = inTransaction(async (tx) => {
      await tx.execute(sql`lock table worker_heartbeat in access exclusive mode`);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    await sleep(200);
    const began = performance.now();
    const told = await lookAgain();
    expect(told).toMatchObject({ ready: false });
    expect(["slow", "down"]).toContain(told.database);
    expect(performance.now() - began).toBeLessThan(2500);
    release();
    await held;
    expect((await lookAgain()).ready).toBe(true);
  });
});

describe("the figures read from the database", () => {
  it("tell a lock that was not had from other failures, and count no refusal of ours", async () => {
    const count = async (state: string) =>
      Number(
        new RegExp(`statement_errors_total\\{state="${state}"\\} (.+)`).exec(await metricsText())?.[1] ?? 0,
      );
    const [locks, others] = [await count("55P03"), await count("other")];
    const raise = (state: string) =>
      db().execute(sql.raw(`do $$ begin raise exception 'x' using errcode = '${state}'; end $$`));
    await expect(raise("55P03")).rejects.toThrow();
    await expect(raise("23505")).rejects.toThrow();
    const refused = inTransaction(async () => {
      throw new AppError("not_found");
    });
    await expect(refused).rejects.toThrow();
    expect([await count("55P03"), await count("other")]).toEqual([locks + 1, others + 1]);
  });

  it("are the age of the oldest event not handed on, the open differences and the jobs by queue", async () => {
    await inTransaction(async (tx) => {
      const merchantId = await makeMerchant(tx);
      const event = (id: string, minutes: number, delivered: boolean) =>
        sql`insert into outbox_batch (merchant_id, id, events, created_at, delivered_at)
          values (${merchantId}, ${id}, '[{"id": "evt_1", "type": "x.y"}]', now() - make_interval(mins => ${minutes}),
            ${delivered ? sql`now()` : sql`null`})`;
      await tx.execute(event("evt_old", 90, true));
      await tx.execute(event("evt_late", 10, false));
      await tx.execute(event("evt_new", 1, false));
      const alert = { merchantId, kind: "reconciliation", detail: {} } as const;
      await tx.insert(alerts).values([
        { ...alert, id: newId("evt"), subject: "I-1" },
        { ...alert, id: newId("evt"), subject: "I-12", resolvedAt: new Date() },
      ]);
    });
    scrapeDatabase();
    scrapeQueues(async () => [
      { queue: "outbox", state: "failed", count: 3, seconds: 0 },
      { queue: "outbox", state: "retry", count: 1, seconds: 412 },
    ]);
    const text = await metricsText();
    const value = (name: string) => Number(new RegExp(`^scrip_${name} (.+)$`, "m").exec(text)?.[1]);
    expect(value("outbox_age_seconds")).toBeGreaterThanOrEqual(600);
    expect(value("outbox_age_seconds")).toBeLessThan(660);
    expect(value("outbox_pending")).toBe(2);
    expect(value("reconciliation_differences")).toBe(1);
    expect(value("database_up")).toBe(1);
    expect(text).toContain('scrip_jobs{queue="outbox",state="failed"} 3');
    expect(text).toContain('scrip_job_age_seconds{queue="outbox"} 412');
  });
});
