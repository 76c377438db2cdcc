import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { jobFileParts, jobFiles, jobs } from "@/db/schema/jobs";
import { memberSessions, otpChallenges } from "@/db/schema/members";
import { answeredRequests, outboxBatches, rateBuckets, staffSessions } from "@/db/schema/merchants";
import { messages } from "@/db/schema/notifications";
import { workerHeartbeats } from "@/db/schema/operations";
import { drafts } from "@/db/schema/workspace";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { purge } from "@/lib/platform/retention";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (ms: number) => new Date(Date.now() - ms);
const never = new AbortController().signal;

let world: TestWorld;

/** One row a little younger and one a little older than it may get. */
type Case = {
  readonly table: string;
  readonly key: string;
  readonly insert: (name: string, at: Date) => Promise<unknown>;
  readonly ageMs: number;
};

const event = { id: "evt_test", type: "test.event", subjectId: "sub_test", payload: {} };
const session = (at: Date) => ({ createdAt: new Date(at.getTime() - DAY), expiresAt: at });
const cases: readonly Case[] = [
  {
    table: "otp_challenge",
    key: "phone",
    ageMs: DAY,
    insert: (phone, createdAt) =>
      db()
        .insert(otpChallenges)
        .values({
          merchantId: world.merchantId,
          id: newId("otp"),
          phone,
          codeHash: "x",
          createdAt,
          expiresAt: createdAt,
        }),
  },
  {
    table: "message",
    key: "recipient",
    ageMs: 7 * DAY,
    insert: (recipient, createdAt) =>
      db()
        .insert(messages)
        .values({
          merchantId: world.merchantId,
          id: newId("msg"),
          channel: "built_in",
          recipient,
          body: "x",
          createdAt,
        }),
  },
  {
    table: "rate_bucket",
    key: "bucket",
    ageMs: 7 * DAY,
    insert: (bucket, resetsAt) => db().insert(rateBuckets).values({ bucket, hits: 1, resetsAt }),
  },
  {
    table: "answered_request",
    key: "key",
    ageMs: 2 * DAY,
    insert: (key, createdAt) =>
      db().insert(answeredRequests).values({
        merchantId: world.merchantId,
        principal: "p",
        route: "r",
        key,
        fingerprint: "f",
        createdAt,
      }),
  },
  {
    table: "worker_heartbeat",
    key: "id",
    ageMs: DAY,
    insert: (id, seenAt) => db().insert(workerHeartbeats).values({ id, seenAt }),
  },
  {
    table: "draft",
    key: "title",
    ageMs: 30 * DAY,
    insert: (title, updatedAt) =>
      db()
        .insert(drafts)
        .values({
          merchantId: world.merchantId,
          id: newId("drf"),
          staffId: world.staff.marketer.id,
          kind: "coupon",
          title,
          sealed: "x",
          updatedAt,
        }),
  },
  {
    table: "staff_session",
    key: "user_agent",
    ageMs: 30 * DAY,
    insert: (userAgent, at) =>
      db()
        .insert(staffSessions)
        .values({
          id: newId("ses", at.getTime() - DAY),
          staffId: world.staff.marketer.id,
          userAgent,
          ...session(at),
        }),
  },
  {
    table: "member_session",
    key: "user_agent",
    ageMs: 30 * DAY,
    insert: (userAgent, at) =>
      db()
        .insert(memberSessions)
        .values({
          merchantId: world.merchantId,
          id: newId("ses", at.getTime() - DAY),
          memberId: world.first.memberId,
          userAgent,
          ...session(at),
        }),
  },
  {
    table: "job",
    key: "request_id",
    ageMs: 0,
    insert: (requestId, expiresAt) =>
      db()
        .insert(jobs)
        .values({
          merchantId: world.merchantId,
          id: newId("job"),
          kind: "coupons.export",
          capability: "coupon.read",
          title: {},
          input: {},
          requestId,
          actorType: "system",
          expiresAt,
        }),
  },
  {
    table: "job_file",
    key: "id",
    ageMs: 0,
    insert: (id, expiresAt) =>
      inTransaction(async (tx) => {
        const { merchantId } = world;
        await tx
          .insert(jobFiles)
          .values({ merchantId, id, role: "input", name: "a.csv", type: "csv", expiresAt });
        const data = new Uint8Array(300_000);
        await tx.insert(jobFileParts).values({ merchantId, fileId: id, part: 0, data });
      }),
  },
  {
    table: "outbox_batch",
    key: "id",
    ageMs: 35 * DAY,
    insert: (id, deliveredAt) =>
      db()
        .insert(outboxBatches)
        .values({ merchantId: world.merchantId, id, events: [event], createdAt: deliveredAt, deliveredAt }),
  },
];

const kept = async ({ table, key }: Case) => {
  const rows = await db().execute<{ name: string }>(
    sql`select ${sql.identifier(key)} as name from ${sql.identifier(table)} where ${sql.identifier(key)} in ('young', 'old')`,
  );
  return rows.map((row) => row.name);
};

beforeAll(async () => {
  world = await inTransaction((tx) => makeTestWorld(tx, "RETAINED"));
});

describe("what is past its time", () => {
  it.each(cases)("is deleted from $table, and what is not stays", async (one) => {
    await one.insert("young", ago(one.ageMs - HOUR));
    await one.insert("old", ago(one.ageMs + HOUR));
    const removed = await purge(never);
    expect(await kept(one)).toEqual(["young"]);
    expect(removed[one.table]).toBe(1);
    expect((await purge(never))[one.table]).toBe(0);
  });

  it("is deleted however much of it there is, behind whatever is kept", async () => {
    await db().execute(sql`insert into staff_session (id, staff_id, user_agent, created_at, expires_at)
      select 'ses_00' || n, ${world.staff.marketer.id}, 'many', now(), case when n % 2 = 0 then now() + interval '1 day'
      else now() - interval '31 days' end from generate_series(10001, 12500) n`);
    expect(await purge(never)).toMatchObject({ staff_session: 1250 });
    const [row] = await db().execute(
      sql`select count(*)::int as n from staff_session where user_agent = 'many'`,
    );
    expect(row?.n).toBe(1250);
  });

  it("is not an event that nobody was told of, nor a session that is still good", async () => {
    const at = ago(60 * DAY);
    const undelivered = newId("obx", at.getTime());
    await db()
      .insert(outboxBatches)
      .values({
        merchantId: world.merchantId,
        id: undelivered,
        events: [event],
        createdAt: at,
      });
    const good = newId("ses", at.getTime());
    await db()
      .insert(staffSessions)
      .values({
        id: good,
        staffId: world.staff.finance.id,
        createdAt: at,
        expiresAt: new Date(Date.now() + DAY),
      });
    await purge(never);
    const [row] =
      await db().execute(sql`select (select count(*)::int from outbox_batch where id = ${undelivered}) as event,
      (select count(*)::int from staff_session where id = ${good}) as session`);
    expect(row).toEqual({ event: 1, session: 1 });
  });

  it("is not waited for: a row that somebody has locked is left for the next time", async () => {
    await db()
      .insert(rateBuckets)
      .values({ bucket: "held", hits: 1, resetsAt: ago(8 * DAY) });
    const locked = Promise.withResolvers<void>();
    const looked = Promise.withResolvers<void>();
    const holder = inTransaction(async (tx) => {
      await tx.execute(sql`select 1 from rate_bucket where bucket = 'held' for update`);
      locked.resolve();
      await looked.promise;
    });
    await locked.promise;
    expect(await purge(never)).toMatchObject({ rate_bucket: 0 });
    looked.resolve();
    await holder;
    expect(await purge(never)).toMatchObject({ rate_bucket: 1 });
  });

  it("stops when it is told to", async () => {
    const stopped = new AbortController();
    stopped.abort();
    await db()
      .insert(rateBuckets)
      .values({ bucket: "later", hits: 1, resetsAt: ago(8 * DAY) });
    await purge(stopped.signal);
    const [row] = await db().execute(sql`select count(*)::int as n from rate_bucket where bucket = 'later'`);
    expect(row?.n).toBe(1);
  });
});
