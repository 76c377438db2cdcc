import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { freshRequestId, makeMerchant, makeStaff, makeStore, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { cancelJob } from "@/lib/jobs/cancel-job";
import {
  countEndedJobs,
  getJobFile,
  listEndedJobs,
  listFailedJobs,
  listJobs,
  readJobFilePart,
  trayJobs,
} from "@/lib/jobs/queries";
import { retryJob } from "@/lib/jobs/retry-job";
import { runJob, type TrackedJob, trackedJob } from "@/lib/jobs/run-job";
import { ACTIVE_AT_ONCE } from "@/lib/jobs/schema";
import { startJob } from "@/lib/jobs/start-job";
import { JobStopped } from "@/lib/jobs/track-run";
import { AppError } from "@/lib/kernel/app-error";
import { ok, refuse } from "@/lib/kernel/result";
import { changeStaffState } from "@/lib/merchants/change-staff";
import type { Role, Scope } from "@/lib/platform/auth/scope";
import { closeJobs } from "@/lib/platform/jobs";

const KIND = "coupons.export";
const never = new AbortController().signal;
const input = z.object({ rows: z.int() });

let merchantId: string;
let scope: Scope;

const scopeOf = (role: Role, id: string) => testScope(merchantId, role, { actor: { type: "staff", id } });

async function someStaff(role: Role, storeIds: readonly string[] = []): Promise<Scope> {
  return scopeOf(role, await inTransaction((tx) => makeStaff(tx, merchantId, { role, storeIds })));
}

beforeEach(async () => {
  merchantId = await inTransaction(async (tx) => await makeMerchant(tx));
  scope = await someStaff("marketer");
});
afterAll(closeJobs);

async function start(by = scope, rows = 5, requestId = freshRequestId()): Promise<string> {
  const result = await inTransaction((tx) => startJob(tx, by, { kind: KIND, input: { rows }, requestId }));
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.jobId;
}

const kind = (run: Parameters<typeof trackedJob<{ rows: number }>>[0]["run"]): readonly TrackedJob[] => [
  trackedJob({ kind: KIND, input, run }),
];
const run = (kinds: readonly TrackedJob[], jobId: string, from = 0, signal = never) =>
  runJob(kinds, { merchantId, jobId, from }, signal);
async function deactivate(): Promise<void> {
  const requestId = freshRequestId();
  const staffId = scope.actor.id ?? "";
  const gone = await changeStaffState(await someStaff("group_admin"), {
    ...{ requestId, staffId, change: "deactivate" },
  });
  if (!gone.ok) throw new Error(gone.refusal.code);
}
const seen = async (jobId: string, by = scope) => {
  const job = (await listJobs(by)).rows.find((row) => row.id === jobId);
  if (!job) throw new Error("the job is not there");
  return job;
};
async function* bytes(...parts: string[]) {
  for (const part of parts) yield part;
}

/** Writes each row once, and counts how often it was asked to. */
function importer(
  written: number[],
  at: (row: number) => Promise<void> = async () => {},
  between: (done: number) => Promise<unknown> = async () => {},
) {
  return kind(async (job) => {
    const { rows } = job.input;
    for (let done = 0; done < rows; ) {
      done = await job.step<number>(
        async (tx, place) => {
          const row = place ?? 0;
          if (row >= rows) return row;
          await at(row);
          await tx.execute(sql`insert into test_written (merchant_id, row) values (${merchantId}, ${row})`);
          written.push(row);
          if (written.length > 20) throw new Error("it goes round in a circle");
          return row + 1;
        },
        (place) => ({ done: place, total: rows }),
      );
      await between(done);
    }
    return ok({ counts: { rows } });
  });
}
const writtenRows = async () =>
  (
    await db().execute<{ row: number }>(
      sql`select row from test_written where merchant_id = ${merchantId} order by row`,
    )
  ).map(({ row }) => row);

describe("starting", () => {
  it("is audited, and the same request of the same person is the same job", async () => {
    const requestId = freshRequestId();
    const ids = await Promise.all([1, 2, 3, 4].map(() => start(scope, 5, requestId)));
    expect(new Set(ids).size).toBe(1);
    const audit = await db().execute(
      sql`select after from audit_entry where merchant_id = ${merchantId} and action = 'job.start'`,
    );
    expect([...audit]).toEqual([{ after: { kind: KIND, input: { rows: 5 } } }]);
    const queued = await db().execute(
      sql`select 1 from pgboss.job where name = 'jobs.run' and data->>'jobId' = ${ids[0] ?? ""}`,
    );
    expect(queued).toHaveLength(1);
  });

  it("leaves nothing behind when its transaction is rolled back", async () => {
    const failing = inTransaction(async (tx) => {
      await startJob(tx, scope, { kind: KIND, input: {}, requestId: freshRequestId() });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect((await listJobs(scope)).rows).toEqual([]);
  });

  it("is refused to somebody who has too many at work, and to nobody else", async () => {
    for (let n = 0; n < ACTIVE_AT_ONCE; n += 1) await start();
    await expect(start()).rejects.toThrow("too_many_jobs");
    await expect(start(await someStaff("marketer"))).resolves.toMatch(/^job_/);
  });
});

describe("a job at work", () => {
  it("is done for whoever started it, with what they may do now, and tells its result", async () => {
    const store = await inTransaction((tx) => makeStore(tx, merchantId));
    const manager = await someStaff("store_manager", [store]);
    const jobId = await start(manager);
    let as: Scope | undefined;
    await run(
      kind(async (job) => {
        as = job.scope;
        await job.progress(3, 5);
        return ok({ counts: { rows: 5 } });
      }),
      jobId,
    );
    expect(as).toMatchObject({ merchantId, role: "store_manager", storeIds: [store], actor: manager.actor });
    expect(await seen(jobId, manager)).toMatchObject({
      status: "done",
      done: 3,
      total: 5,
      result: { counts: { rows: 5 } },
    });
  });

  it("is not begun for somebody who was deactivated since (S-8)", async () => {
    const jobId = await start();
    await deactivate();
    await run(
      kind(async () => {
        throw new Error("it ran");
      }),
      jobId,
    );
    expect(await seen(jobId)).toMatchObject({ status: "failed", error: "not_allowed" });
  });

  it("that failed is told to whoever started it, however many others failed since, and to admins with its name", async () => {
    const admin = await someStaff("group_admin");
    const mine = await start(admin);
    const failing = kind(async () => refuse("too_many_rows"));
    await run(failing, mine);
    for (let n = 0; n < 11; n += 1) await run(failing, await start());
    const told = await listFailedJobs(admin);
    expect(told).toHaveLength(10);
    expect(told[0]).toMatchObject({ id: mine, isMine: true });
    expect(told.slice(1).every(({ isMine, by }) => !isMine && by !== null)).toBe(true);
    expect((await listFailedJobs(await someStaff("marketer"))).length).toBe(0);
    await db().execute(sql`update job set finished_at = now() - interval '8 days' where id = ${mine}`);
    expect((await listFailedJobs(admin)).map(({ id }) => id)).not.toContain(mine);
  });

  it("that is refused tells why, that breaks tells nothing of how, and can be tried again", async () => {
    const refused = await start();
    await run(
      kind(async () => refuse("too_many_rows")),
      refused,
    );
    expect(await seen(refused)).toMatchObject({ status: "failed", error: "too_many_rows" });
    const broken = await start();
    await run(
      kind(async () => {
        throw new Error("secret words");
      }),
      broken,
    );
    expect(await seen(broken)).toMatchObject({ status: "failed", error: "failed" });
    expect((await listFailedJobs(scope)).map(({ id }) => id)).toEqual([broken, refused]);
    expect(await retryJob(scope, { jobId: broken })).toEqual(ok({ status: "queued" }));
    expect(await retryJob(scope, { jobId: broken })).toEqual(ok({ status: "queued" }));
    await run(
      kind(async () => ok({ counts: { rows: 1 } })),
      broken,
      1,
    );
    expect(await seen(broken)).toMatchObject({ status: "done", error: null });
    expect(await retryJob(scope, { jobId: broken })).toMatchObject({ refusal: { code: "job_done" } });
  });

  it("waits for a busy database and comes back, eight times, and no more", async () => {
    const jobId = await start();
    const busy = kind(async () => {
      throw new AppError("busy");
    });
    for (let n = 1; n < 8; n += 1) await expect(run(busy, jobId)).rejects.toThrow("busy");
    expect((await seen(jobId)).status).toBe("running");
    await run(busy, jobId);
    expect((await seen(jobId)).status).toBe("failed");
  });
});

describe("nothing is done twice", () => {
  beforeEach(async () => {
    await db().execute(sql`create table if not exists test_written (merchant_id text, row int)`);
  });

  it("by a worker that goes on where another one died", async () => {
    const jobId = await start();
    const written: number[] = [];
    const dies = importer(written, async (row) => {
      if (row === 3) throw new AppError("busy");
    });
    await expect(run(dies, jobId)).rejects.toThrow("busy");
    expect(await writtenRows()).toEqual([0, 1, 2]);
    expect(await seen(jobId)).toMatchObject({ status: "running", done: 3 });
    await run(importer(written), jobId);
    expect(await writtenRows()).toEqual([0, 1, 2, 3, 4]);
    expect(await seen(jobId)).toMatchObject({ status: "done", done: 5, total: 5 });
  });

  it("by two workers that both think that it is theirs: the earlier one writes nothing more", async () => {
    const jobId = await start(scope, 6);
    const written: number[] = [];
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let paused = () => {};
    const isPaused = new Promise<void>((resolve) => {
      paused = resolve;
    });
    const first = run(
      kind(async (job) => {
        for (const until of [2, 6]) {
          for (let done = 0; done < until; ) {
            done = await job.step<number>(
              async (tx, place) => {
                await tx.execute(
                  sql`insert into test_written (merchant_id, row) values (${merchantId}, ${place ?? 0})`,
                );
                return (place ?? 0) + 1;
              },
              (place) => ({ done: place, total: 6 }),
            );
          }
          paused();
          await asleep;
        }
        return ok({});
      }),
      jobId,
    );
    const outcome = first.catch((error: unknown) => error);
    await isPaused;
    await run(importer(written), jobId);
    wake();
    expect(await outcome).toBeInstanceOf(JobStopped);
    expect(await writtenRows()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await seen(jobId)).toMatchObject({ status: "done", result: { counts: { rows: 6 } } });
  });

  it("by a message that comes again after the end", async () => {
    const jobId = await start();
    const written: number[] = [];
    await run(importer(written), jobId);
    await run(importer(written), jobId);
    expect(written).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("cancelling", () => {
  it("ends a job that waits at once, and no worker begins it", async () => {
    const jobId = await start();
    expect(await cancelJob(scope, { jobId })).toEqual(ok({ status: "cancelled" }));
    await run(
      kind(async () => {
        throw new Error("it ran");
      }),
      jobId,
    );
    expect((await seen(jobId)).status).toBe("cancelled");
  });

  it("stops at its next step when whoever started it is deactivated (S-8)", async () => {
    const jobId = await start();
    const written: number[] = [];
    await run(
      importer(written, undefined, async (done) => (done === 2 ? await deactivate() : undefined)),
      jobId,
    );
    const admin = await someStaff("group_admin");
    expect(await seen(jobId, admin)).toMatchObject({ status: "failed", error: "not_allowed", done: 2 });
    expect(await writtenRows()).toEqual([0, 1]);
  });

  it("stops a job at work before its next step, and keeps what it did", async () => {
    await db().execute(sql`create table if not exists test_written (merchant_id text, row int)`);
    const jobId = await start();
    const written: number[] = [];
    const cancelling = importer(
      written,
      async () => {},
      async (done) => (done === 2 ? await cancelJob(scope, { jobId }) : null),
    );
    await run(cancelling, jobId);
    expect(await writtenRows()).toEqual([0, 1]);
    expect(await seen(jobId)).toMatchObject({ status: "cancelled", done: 2 });
    expect(await cancelJob(scope, { jobId })).toEqual(ok({ status: "cancelled" }));
  });

  it("is seen with the progress, and said as stopping until then", async () => {
    const jobId = await start();
    let between: unknown;
    await run(
      kind(async (job) => {
        await job.progress(1, 5);
        await cancelJob(scope, { jobId });
        between = (await seen(jobId)).isStopping;
        await new Promise((resolve) => setTimeout(resolve, 510));
        await job.progress(2, 5);
        throw new Error("it went on");
      }),
      jobId,
    );
    expect(between).toBe(true);
    expect(await seen(jobId)).toMatchObject({ status: "cancelled", isStopping: false, done: 2 });
  });
});

describe("files", () => {
  const big = "0123456789".repeat(60_000);
  const files = kind(async (job) => {
    await job.writeFile({ role: "result", name: "all.csv", type: "csv" }, bytes(big, "end"));
    return ok({ counts: { rows: 1 } });
  });
  const read = async (by: Scope, fileId: string) => {
    const parts: Uint8Array[] = [];
    for (let part = 0; ; part += 1) {
      const data = await readJobFilePart(by, fileId, part);
      if (!data) return Buffer.concat(parts).toString();
      parts.push(data);
    }
  };

  it("are there whole or not at all, and the last run's take the place of an earlier one's", async () => {
    const jobId = await start();
    const half = kind(async (job) => {
      const cut = async function* () {
        yield big;
        throw new AppError("busy");
      };
      await job.writeFile({ role: "result", name: "all.csv", type: "csv" }, cut());
      return ok({});
    });
    await expect(run(half, jobId)).rejects.toThrow("busy");
    expect((await seen(jobId)).files).toEqual([]);
    await run(files, jobId);
    const [file, ...more] = (await seen(jobId)).files;
    expect(more).toEqual([]);
    expect(file).toMatchObject({ name: "all.csv", bytes: 600_003 });
    expect(await read(scope, file?.id ?? "")).toBe(`${big}end`);
    const parts = await db().execute(sql`select 1 from job_file_part where merchant_id = ${merchantId}`);
    expect(parts).toHaveLength(3);
  });

  it("are for whoever started the job and for group admins, while they may do what it does", async () => {
    const jobId = await start();
    await run(files, jobId);
    const fileId = (await seen(jobId)).files[0]?.id ?? "";
    const admin = await someStaff("group_admin");
    const may = [scope, admin];
    const mayNot = [
      await someStaff("marketer"),
      scopeOf("cashier", scope.actor.id ?? ""),
      testScope(await inTransaction((tx) => makeMerchant(tx))),
    ];
    for (const by of may) {
      expect(await getJobFile(by, fileId)).toMatchObject({ id: fileId, jobId });
      expect(await read(by, fileId)).toHaveLength(600_003);
      expect((await listJobs(by)).rows).toHaveLength(1);
    }
    for (const by of mayNot) {
      expect(await getJobFile(by, fileId)).toBeNull();
      expect(await read(by, fileId)).toBe("");
      expect((await listJobs(by)).rows).toEqual([]);
      expect(await trayJobs(by)).toEqual([]);
      await expect(cancelJob(by, { jobId })).rejects.toMatchObject({ code: "not_found" });
      await expect(retryJob(by, { jobId })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await trayJobs(admin)).toEqual([]);
    expect(await trayJobs(scope)).toHaveLength(1);
  });

  it("that ended last is told first, whatever waits or began later, and to whoever started it alone", async () => {
    const [first, second, third] = [await start(), await start(), await start()];
    for (let n = 3; n < ACTIVE_AT_ONCE; n += 1) await start();
    const end = (jobId: string, hours: number) =>
      db().execute(sql`update job set status = 'done', started_at = now() - interval '3 days',
        finished_at = now() - ${hours} * interval '1 hour' where id = ${jobId}`);
    await end(first, 1);
    await end(second, 2);
    await end(third, 25);
    for (let n = 0; n < 2; n += 1) await start();
    expect((await listEndedJobs(scope)).map(({ id }) => id)).toEqual([first, second]);
    expect(await countEndedJobs(scope)).toBe(2);
    const admin = await someStaff("group_admin");
    expect([await listEndedJobs(admin), await countEndedJobs(admin)]).toEqual([[], 0]);
  });

  it("are gone for everybody when their time is over", async () => {
    const jobId = await start();
    await run(files, jobId);
    const fileId = (await seen(jobId)).files[0]?.id ?? "";
    await db().execute(sql`update job_file set expires_at = now() where id = ${fileId}`);
    expect(await getJobFile(scope, fileId)).toBeNull();
  });
});
