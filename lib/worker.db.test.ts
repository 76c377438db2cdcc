import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, makeStore } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { buildTestProgram, startTestProgram, type TestProgram } from "@/db/testing-programs";
import { inTransaction } from "@/db/transaction";

const password = "SUMMER2026";
const HOUR = 3_600_000;
const programs: TestProgram[] = [];
const start = (file: string, env: Record<string, string> = {}) => {
  const program = startTestProgram(file, env);
  programs.push(program);
  return program;
};
const count = async (query: ReturnType<typeof sql>) =>
  Number((await db().execute<{ n: string }>(query))[0]?.n);
const numberOf = (table: string) => count(sql`select count(*) as n from ${sql.raw(table)}`);
const wanted = sql`select x.id from outbox_batch, announced_events(events) x
  where x.type in ('voucher.issued', 'activity.participated')`;

async function until(holds: () => Promise<boolean>, ms: number): Promise<void> {
  for (const deadline = Date.now() + ms; !(await holds()); await sleep(200)) {
    if (Date.now() > deadline) throw new Error("it did not come about in time");
  }
}

/** An activity that everybody may win as often as they like. */
async function openActivity() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    await makeStore(tx, merchantId);
    const couponId = await makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"] } });
    const { id } = await makeActivity(tx, merchantId, {
      startsAt: new Date(Date.now() - HOUR).toISOString(),
      endsAt: new Date(Date.now() + 24 * HOUR).toISOString(),
      passwords: [{ password, inventory: 1_000_000, prizes: [{ couponId, quantity: 2 }] }],
    });
    const members: string[] = [];
    for (let n = 0; n < 8; n += 1) members.push(await makeMember(tx, merchantId));
    return { MERCHANT: merchantId, ACTIVITY: id, PASSWORD: password, MEMBERS: members.join(",") };
  });
}

beforeAll(async () => {
  await db().execute(sql`create table test_told (event_id text, at timestamptz default now())`);
  await db().execute(sql`create table test_done (event_id text primary key)`);
});
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.kill()));
});

describe("when processes are killed", () => {
  it("every committed change has its event, and every event is handed over under its id (I-15, F-1, F-5)", async () => {
    const [claimer, recorder] = await Promise.all([
      buildTestProgram("claimer"),
      buildTestProgram("recorder"),
    ]);
    const where = await openActivity();
    const answered = new Set<string>();
    for (let round = 0; round < 7; round += 1) {
      const program = start(claimer, where);
      await until(async () => program.lines().length >= 8, 20_000);
      await sleep(Math.random() * 100);
      await program.kill();
      for (const line of program.lines()) {
        expect(line).toMatch(/^ok prt_/);
        answered.add(line.slice(3));
      }
    }
    // The last killed one's commit may still be on its way.
    await sleep(300);
    // What was answered is committed, and what is committed is whole: counters, history, audit and events.
    const rows = await db().execute<{ id: string }>(sql`select id from participation`);
    const committed = new Set(rows.map(({ id }) => id));
    expect([...answered].filter((id) => !committed.has(id))).toEqual([]);
    expect(await brokenInvariants(db())).toEqual({});
    expect(answered.size).toBeGreaterThan(30);
    const events = await count(sql`select count(*) as n from (${wanted}) e`);
    expect(events).toBe(3 * committed.size);

    // Slow enough that every kill finds something in hand.
    for (let round = 0; round < 10; round += 1) {
      const program = start(recorder, { WORK_MS: "40" });
      await program.says("ready");
      await sleep(Math.random() * 300);
      await program.kill();
    }
    const killedAt = Date.now();
    const undone = events - (await numberOf("test_done"));
    start(recorder, { WORK_MS: "1" });
    start(recorder, { WORK_MS: "1" });
    await until(async () => (await numberOf("test_done")) === events, 45_000);
    expect(undone).toBeGreaterThan(0);
    // What the killed had in hand is taken up within half a minute.
    expect(Date.now() - killedAt).toBeLessThan(35_000);
    expect(
      await count(sql`select count(*) as n from (${wanted} except select event_id from test_done) x`),
    ).toBe(0);
    expect(
      await count(sql`select count(*) as n from (select event_id from test_told except ${wanted}) x`),
    ).toBe(0);
    const jobs = sql`from pgboss.job where name = 'event.test.recorder'`;
    expect(await count(sql`select count(*) as n ${jobs}`)).toBe(events);
    expect(await count(sql`select count(distinct data ->> 'id') as n ${jobs}`)).toBe(events);
    expect(await count(sql`select count(*) as n from pgboss.job where name = 'dead_letters'`)).toBe(0);
    // Seventeen programs are started, one after the other.
  }, 300_000);

  it("a worker says that it lives, and on SIGTERM finishes what it has in hand and is gone", async () => {
    const recorder = await buildTestProgram("recorder");
    const lively = () =>
      count(sql`select count(*) as n from worker_heartbeat where seen_at > now() - interval '7 seconds'`);
    await db().execute(sql`delete from worker_heartbeat`);
    const program = start(recorder, { WORK_MS: "1500" });
    await program.says("ready");
    expect(await lively()).toBe(1);
    await db().execute(
      sql`update outbox_batch set delivered_at = null where id in (select id from outbox_batch limit 4)`,
    );
    await db().execute(sql`delete from test_done`);
    await db().execute(sql`delete from test_told`);
    await until(async () => (await numberOf("test_told")) > 0, 10_000);
    const started = performance.now();
    expect(await program.end()).toBe(0);
    expect(performance.now() - started).toBeLessThan(8000);
    expect(await numberOf("test_done")).toBe(await numberOf("test_told"));
  });
});

describe("the role that docs/operations.md gives to both processes", () => {
  const role = `scrip_app_${process.pid}`;
  const [, grants = ""] =
    /```sql\n(create role[\s\S]*?)```/.exec(readFileSync("docs/operations.md", "utf8")) ?? [];

  it("is enough for claims and for the worker, makes nothing and rewrites no history", async () => {
    const [claimer, recorder] = await Promise.all([
      buildTestProgram("claimer"),
      buildTestProgram("recorder"),
    ]);
    await db().execute(sql.raw(grants.replaceAll("scrip_app", role).replace("'…'", "'secret'")));
    await db().execute(sql.raw(`grant select, insert on test_told, test_done to ${role}`));
    const url = Object.assign(new URL(process.env.DATABASE_URL ?? ""), {
      username: role,
      password: "secret",
    });
    const env = { DATABASE_URL: url.href, WORK_MS: "1" };
    try {
      const worker = start(recorder, env);
      await worker.says("ready");
      const where = await openActivity();
      const claims = start(claimer, { ...env, ...where });
      await claims.says("ok");
      await claims.kill();
      const untold = sql`${wanted} and merchant_id = ${where.MERCHANT} except select event_id from test_done`;
      await until(async () => (await count(sql`select count(*) as n from (${untold}) x`)) === 0, 20_000);
      expect(await worker.end()).toBe(0);
      for (const refused of [
        "create table x (y int)",
        "update audit_entry set at = now()",
        "delete from participation",
      ]) {
        const asRole = inTransaction(async (tx) => {
          await tx.execute(sql.raw(`set local role ${role}`));
          await tx.execute(sql.raw(refused));
        });
        await expect(asRole, refused).rejects.toMatchObject({ cause: { code: "42501" } });
      }
    } finally {
      await Promise.all(programs.splice(0).map((program) => program.kill()));
      await db().execute(sql.raw(`drop owned by ${role}`));
      await db().execute(sql.raw(`drop role ${role}`));
    }
  }, 60_000);
});
