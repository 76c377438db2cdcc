import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import {
  closeJobs,
  DEAD_LETTERS,
  defineJob,
  queueSizes,
  type RunningJobs,
  send,
  sendAll,
  sendDeadLettersAgain,
  startJobs,
} from "@/lib/platform/jobs";
import { metrics } from "@/lib/platform/metrics";

const input = z.object({ n: z.number() });
const done: number[] = [];
const record = defineJob({
  name: "test.record",
  input,
  handle: async ({ n }) => {
    done.push(n);
    return undefined;
  },
});
const fail = defineJob({
  name: "test.fail",
  input,
  handle: async () => {
    throw new Error("it always fails");
  },
});

let running: RunningJobs | null = null;
afterEach(async () => {
  await running?.stop(1000);
  running = null;
  done.length = 0;
});

afterAll(closeJobs);

type Row = { state: string; retry_count: number; waits: boolean; data: unknown };
const jobsOf = async (name: string) => [
  ...(await db().execute<Row>(sql`select state::text, retry_count, start_after > now() as waits, data
    from pgboss.job where name = ${name} order by data::text`)),
];
const triesOf = async (queue: string) => {
  const { values } = await metrics().jobRuns.get();
  const of = values.filter(({ labels }) => labels.queue === queue);
  return Object.fromEntries(of.map(({ labels, value }) => [labels.outcome, value]));
};
async function until(holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  for (const deadline = Date.now() + ms; !(await holds()); await sleep(50)) {
    if (Date.now() > deadline) throw new Error("it did not come about in time");
  }
}

describe("a job", () => {
  it("exists exactly when the transaction commits that sent it", async () => {
    await inTransaction((tx) => send(tx, record, { n: 1 }));
    const undone = inTransaction(async (tx) => {
      await send(tx, record, { n: 2 });
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    await inTransaction((tx) => sendAll(tx, record, [{ n: 3 }, { n: 4 }]));
    expect((await jobsOf("test.record")).map(({ data }) => data)).toEqual([{ n: 1 }, { n: 3 }, { n: 4 }]);
    running = await startJobs([record]);
    await until(() => done.length === 3);
    expect(done.sort()).toEqual([1, 3, 4]);
  });

  it("is not sent with something else than it takes", async () => {
    const wrong = JSON.parse('{"n":"one"}');
    await expect(inTransaction((tx) => send(tx, record, wrong))).rejects.toThrow();
  });

  it("is taken up in a moment, not at the next look", async () => {
    running = await startJobs([record]);
    await sleep(200);
    const started = performance.now();
    await inTransaction((tx) => send(tx, record, { n: 7 }));
    await until(() => done.length === 1);
    expect(performance.now() - started).toBeLessThan(900);
  });

  it("does not wait for the next look when there are more of it", async () => {
    await inTransaction((tx) =>
      sendAll(
        tx,
        record,
        Array.from({ length: 60 }, (_, n) => ({ n })),
      ),
    );
    const started = performance.now();
    running = await startJobs([record]);
    await until(() => done.length === 60, 15_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("that fails is tried again later, and at last laid with the dead letters", async () => {
    await inTransaction((tx) => send(tx, fail, { n: 5 }));
    running = await startJobs([fail]);
    await until(async () => (await jobsOf("test.fail"))[0]?.state === "retry");
    expect(await jobsOf("test.fail")).toMatchObject([{ state: "retry", waits: true }]);
    await db().execute(
      sql`update pgboss.job set retry_limit = 1, start_after = now() where name = 'test.fail'`,
    );
    await until(async () => (await jobsOf(DEAD_LETTERS)).length === 1);
    expect(await jobsOf(DEAD_LETTERS)).toMatchObject([{ data: { n: 5 }, state: "created" }]);
    expect(await triesOf("test.fail"), "the last try is told apart").toEqual({ failed: 1, dead: 1 });
  });

  it("is tried again over one to three hours before it is given up", async () => {
    await inTransaction((tx) => send(tx, fail, { n: 0 }));
    const [kept] = await db().execute<{ tries: number }>(
      sql`select retry_limit as tries from pgboss.job where name = 'test.fail' and state = 'created'`,
    );
    const tries = kept?.tries ?? 0;
    // One for each try that is left: they all fail now and are told how long to wait.
    const rest = Array.from({ length: tries - 1 }, (_, n) => ({ n: n + 1 }));
    await inTransaction((tx) => sendAll(tx, fail, rest));
    await db().execute(sql`update pgboss.job set retry_count = (data->>'n')::int where name = 'test.fail'`);
    running = await startJobs([fail]);
    const waiting = async () => (await jobsOf("test.fail")).filter(({ state }) => state === "retry");
    await until(async () => (await waiting()).length === tries);
    const [{ seconds = 0 } = {}] = await db().execute<{ seconds: number }>(
      sql`select sum(extract(epoch from start_after - started_on))::float8 as seconds from pgboss.job where name = 'test.fail'`,
    );
    expect(seconds).toBeGreaterThan(3600);
    expect(seconds).toBeLessThan(3 * 3600);
    await running.stop(1000);
    await db().execute(sql`delete from pgboss.job where name = 'test.fail'`);
  });

  it("among the dead letters is counted, and done when it is sent again", async () => {
    const dead = { queue: DEAD_LETTERS, state: "created", count: 1, seconds: 0 };
    expect(await queueSizes(db())).toContainEqual(dead);
    expect(await sendDeadLettersAgain()).toBe(1);
    expect(await jobsOf(DEAD_LETTERS)).toEqual([]);
    const again = { queue: "test.fail", state: "created", count: 1, seconds: expect.any(Number) };
    expect(await queueSizes(db())).toContainEqual(again);
    await db().execute(
      sql`update pgboss.job set start_after = now() - interval '6 minutes' where name = 'test.fail'`,
    );
    const [late] = (await queueSizes(db())).filter(({ queue }) => queue === "test.fail");
    expect(late?.seconds, "the age of what nobody takes").toBeGreaterThanOrEqual(360);
  });

  it("whose input no try can mend is a dead letter at once", async () => {
    await inTransaction((tx) => send(tx, record, { n: 6 }));
    await db().execute(sql`delete from pgboss.job where name = ${DEAD_LETTERS}`);
    await db().execute(
      sql`update pgboss.job set data = '{"n": "six"}' where name = 'test.record' and state = 'created'`,
    );
    running = await startJobs([record]);
    await until(async () => (await jobsOf(DEAD_LETTERS)).length === 1);
    expect(done).toEqual([]);
  });

  it("at work when the worker stops is waited for, and given back when it takes too long", async () => {
    const cutOff: string[] = [];
    const lasting = (name: string, ms: number) =>
      defineJob({
        name,
        input,
        handle: async (_, signal) => {
          await sleep(ms, undefined, { signal }).catch(() => cutOff.push(name));
          return undefined;
        },
      });
    const [quick, slow] = [lasting("test.quick", 500), lasting("test.slow", 60_000)];
    for (const job of [quick, slow]) await inTransaction((tx) => send(tx, job, { n: 1 }));
    const jobs = await startJobs([quick, slow]);
    const stateOf = async (name: string) => (await jobsOf(name))[0]?.state;
    await until(async () => (await stateOf("test.slow")) === "active");
    await until(async () => (await stateOf("test.quick")) !== "created");
    await jobs.stop(1500);
    expect([await stateOf("test.quick"), await stateOf("test.slow")]).toEqual(["completed", "retry"]);
    expect(cutOff).toEqual(["test.slow"]);
  });
});

describe("a schedule", () => {
  const daily = defineJob({
    name: "test.daily",
    input: z.object({ from: z.number().default(0) }),
    cron: "0 0 1 1 *",
    handle: async ({ from }) => ({ from: from + 1 }),
  });
  const schedules = async () => [
    ...(await db().execute(sql`select name, cron, data from pgboss.schedule order by name`)),
  ];

  it("hands the next run what the last one returned, also after a restart", async () => {
    running = await startJobs([daily]);
    await inTransaction((tx) => send(tx, daily, { from: 41 }));
    await until(async () => (await jobsOf("test.daily"))[0]?.state === "completed");
    const kept = [{ name: "test.daily", cron: "0 0 1 1 *", data: { from: 42 } }];
    expect(await schedules()).toEqual(kept);
    await running.stop(1000);
    running = await startJobs([daily]);
    expect(await schedules()).toEqual(kept);
  });

  it("has one run waiting or at work at most", async () => {
    await inTransaction((tx) => sendAll(tx, daily, [{ from: 1 }, { from: 2 }]));
    await inTransaction((tx) => send(tx, daily, { from: 3 }));
    expect((await jobsOf("test.daily")).filter(({ state }) => state === "created")).toHaveLength(1);
  });

  it("goes when its job is no longer there", async () => {
    running = await startJobs([record]);
    expect(await schedules()).toEqual([]);
  });
});
