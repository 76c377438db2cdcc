import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { outboxBatches } from "@/db/schema/merchants";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { deliverOutbox, startDelivery, subscribe, type ToldEvent } from "@/lib/platform/deliver-outbox";
import { closeJobs } from "@/lib/platform/jobs";
import { announce } from "@/lib/platform/outbox";

const nobody = async () => undefined;
const one = subscribe({ name: "test.one", types: ["a.happened", "b.happened"], handle: nobody });
const two = subscribe({ name: "test.two", types: ["b.happened"], handle: nobody });
const everybody = [one, two];

let merchantId: string;
beforeAll(async () => {
  merchantId = await inTransaction((tx) => makeMerchant(tx));
});
afterAll(closeJobs);
beforeEach(async () => {
  await db().execute(sql`delete from pgboss.job`);
  await db().delete(outboxBatches);
});

const happen = (type: string, count = 1) =>
  inTransaction((tx) =>
    announce(
      tx,
      testScope(merchantId),
      Array.from({ length: count }, (_, n) => ({ type, subjectId: `sub_${n}`, payload: { n } })),
    ),
  );
const sent = async (name: string) => {
  const rows = await db().execute<{ data: ToldEvent }>(sql`select data from pgboss.job where name = ${name}`);
  return rows.map(({ data }) => data);
};
const waiting = async () => {
  const [row] = await db().execute(
    sql`select count(*)::int as n from outbox_batch where delivered_at is null`,
  );
  return row?.n;
};

describe("an event", () => {
  it("is sent to each who wants it, whole and with its own id, and marked as delivered", async () => {
    for (const type of ["a.happened", "b.happened", "c.happened"]) await happen(type);
    expect(await deliverOutbox(everybody)).toEqual({ taken: 3, more: false });
    const rows = await db().select().from(outboxBatches);
    const told = rows
      .flatMap(({ events, createdAt }) =>
        events.map((event) => ({ ...event, merchantId, at: createdAt.toISOString() })),
      )
      .filter(({ type }) => type !== "c.happened")
      .sort((a, b) => a.type.localeCompare(b.type));
    expect((await sent("event.test.one")).sort((a, b) => a.type.localeCompare(b.type))).toEqual(told);
    expect(await sent("event.test.two")).toEqual(told.slice(1));
    expect(await waiting()).toBe(0);
  });

  it("is marked as delivered when nobody wants it", async () => {
    await happen("c.happened", 3);
    expect(await deliverOutbox([])).toEqual({ taken: 3, more: false });
    expect(await waiting()).toBe(0);
    expect(await deliverOutbox([])).toEqual({ taken: 0, more: false });
  });

  it("stays undelivered when it cannot be sent", async () => {
    await happen("a.happened", 2);
    await db().execute(sql`alter table pgboss.job_common rename to job_away`);
    await expect(deliverOutbox(everybody)).rejects.toThrow();
    await db().execute(sql`alter table pgboss.job_away rename to job_common`);
    expect(await waiting()).toBe(1);
    expect(await sent("event.test.one")).toEqual([]);
  });

  it("is sent once however many workers look at once, each passing over what another has in hand", async () => {
    for (let n = 0; n < 100; n += 1) await happen("b.happened", 5);
    const workers = Array.from({ length: 6 }, async () => {
      let sum = 0;
      for (let rows = 1; rows > 0; sum += rows) {
        rows = (await deliverOutbox(everybody, { rows: 4, events: 1000 })).taken;
      }
      return sum;
    });
    const taken = await Promise.all(workers);
    expect(taken.reduce((sum, rows) => sum + rows, 0)).toBe(500);
    const ids = (await sent("event.test.one")).map(({ id }) => id);
    expect(new Set(ids).size).toBe(500);
    expect(ids).toHaveLength(500);
  });

  it("is not kept waiting by a transaction that announced very much, nor are too many taken at once", async () => {
    await happen("a.happened", 30);
    await happen("a.happened", 5);
    await happen("a.happened", 5);
    expect(await deliverOutbox(everybody, { rows: 10, events: 20 })).toEqual({ taken: 30, more: true });
    expect(await deliverOutbox(everybody, { rows: 10, events: 20 })).toEqual({ taken: 10, more: false });
  });

  it("whose payload is no object holds up nobody", async () => {
    await happen("a.happened", 2);
    await db().execute(sql`update outbox_batch set events = jsonb_set(events, '{0,payload}', '"text"')`);
    expect((await deliverOutbox(everybody)).taken).toBe(2);
    expect((await sent("event.test.one")).map(({ payload }) => payload)).toEqual(
      expect.arrayContaining([{}, { n: 1 }]),
    );
  });

  it("is delivered within a second of its commit while the dispatcher runs, which stops when told to", async () => {
    const delivery = startDelivery(everybody);
    await happen("a.happened", 1200);
    const deadline = Date.now() + 5000;
    while ((await waiting()) !== 0 && Date.now() < deadline)
      await new Promise((next) => setTimeout(next, 50));
    expect(await sent("event.test.one")).toHaveLength(1200);
    await happen("a.happened");
    const started = performance.now();
    while ((await waiting()) !== 0) await new Promise((next) => setTimeout(next, 20));
    expect(performance.now() - started).toBeLessThan(1500);
    await delivery.stop();
    await happen("a.happened");
    await new Promise((next) => setTimeout(next, 700));
    expect(await waiting()).toBe(1);
  });
});
