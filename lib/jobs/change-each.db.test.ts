import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { freshRequestId, makeMerchant, makeStaff, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeTestPacks } from "@/db/seed/test-packs";
import { makeTestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { changeCouponState } from "@/lib/coupons/change-coupon-state";
import { listCoupons } from "@/lib/coupons/queries/coupons";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { eachJob } from "@/lib/jobs/change-each";
import { getJobFile, listJobs, readJobFilePart } from "@/lib/jobs/queries";
import { retryJob } from "@/lib/jobs/retry-job";
import { runJob, type TrackedJob } from "@/lib/jobs/run-job";
import { eachJobInput } from "@/lib/jobs/schema";
import { startEach } from "@/lib/jobs/start-each";
import { ok } from "@/lib/kernel/result";
import type { JobKind } from "@/lib/platform/auth/job-kinds";
import type { Scope } from "@/lib/platform/auth/scope";
import { closeJobs } from "@/lib/platform/jobs";
import { kinds } from "@/lib/worker";

let scope: Scope;
beforeEach(async () => {
  await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const id = await makeStaff(tx, merchantId, { role: "group_admin" });
    scope = testScope(merchantId, "group_admin", { actor: { type: "staff", id } });
  });
});
afterAll(closeJobs);

async function start(kind: JobKind, input: object): Promise<string> {
  const started = await startEach(scope, { kind, requestId: freshRequestId(), input: { ...input } });
  if (!started.ok) throw new Error(started.refusal.code);
  return started.value.jobId;
}
const run = async (jobId: string, known: readonly TrackedJob[] = kinds) =>
  await runJob(known, { merchantId: scope.merchantId, jobId, from: 0 }, new AbortController().signal);
async function seen(jobId: string) {
  const job = (await listJobs(scope)).rows.find(({ id }) => id === jobId);
  if (!job) throw new Error("the job is not there");
  return job;
}
const coupon = async (name: string, more: object = {}) =>
  await inTransaction((tx) => makeCoupon(tx, scope.merchantId, { name, ...more }));
async function states(table: "coupon" | "activity" | "pack", mark: string): Promise<boolean[]> {
  const rows = await db().execute<{ is: boolean }>(
    sql`select ${sql.identifier(mark)} is not null as is from ${sql.identifier(table)}
      where merchant_id = ${scope.merchantId} order by name`,
  );
  return rows.map((row) => row.is);
}

describe("a change of all that a filter leaves", () => {
  it("reaches each of more than two hundred, says how many of how many, and reports each that refused", async () => {
    const ids: string[] = [];
    for (let at = 0; at < 203; at++) ids.push(await coupon(`Spring ${String(at).padStart(3, "0")}`));
    const other = await coupon("Zebra");
    const change = { requestId: freshRequestId(), couponId: ids[0] ?? "", change: "pause" } as const;
    await changeCouponState(scope, change);
    const jobId = await start("coupons.change", { filter: { q: "Spring" }, change: "pause" });
    await run(jobId);
    const job = await seen(jobId);
    expect(job).toMatchObject({ status: "done", done: 203, total: 203 });
    expect(job.result).toEqual({
      ...{ counts: { updated: 202, refused: 1 }, notes: [] },
      refused: [{ row: 1, value: "Spring 000", reason: "wrong_state" }],
    });
    expect(await states("coupon", "paused_at")).toEqual([...Array(203).fill(true), false]);
    const [audited] = await db().execute<{ n: number }>(sql`select count(*)::int as n from audit_entry
      where merchant_id = ${scope.merchantId} and action = 'coupon.pause'`);
    expect(audited?.n).toBe(203);
    expect(other).toBeTruthy();
    const [file] = job.files;
    expect(file?.role).toBe("refused");
    const kept = await getJobFile(scope, file?.id ?? "");
    const part = kept && (await readJobFilePart(scope, kept.id, 0));
    expect(new TextDecoder().decode(part ?? undefined)).toContain("Spring 000");
  });

  it("is there for tags of coupons, for activities, packs and links too", async () => {
    const marker = `EACH${Date.now().toString(36).toUpperCase()}`;
    const world = await inTransaction(async (tx) => {
      const made = await makeTestWorld(tx, marker);
      return { ...made, packs: await makeTestPacks(tx, made) };
    });
    const { merchantId, staff } = world;
    scope = testScope(merchantId, "group_admin", { actor: { type: "staff", id: staff.group_admin.id } });
    const done = async (kind: JobKind, change: object) => {
      const jobId = await start(kind, { filter: { q: marker }, ...change });
      await run(jobId);
      return (await seen(jobId)).result?.counts;
    };
    const { length: coupons } = (await listCoupons(scope, { q: marker, limit: 100 })).rows;
    expect(await done("coupons.tag", { add: ["Winter"], remove: [] })).toEqual({
      updated: coupons,
      refused: 0,
    });
    expect(await done("activities.change", { change: "pause" })).toMatchObject({ refused: 0 });
    expect(await done("packs.change", { change: "pause" })).toEqual({ updated: 2, refused: 0 });
    expect(await done("links.change", { change: "disable" })).toEqual({ updated: 2, refused: 0 });
    expect(await done("links.change", { change: "disable" })).toEqual({ updated: 0, refused: 2 });
    const [standing] = await db().execute<{ activities: number; packs: number; links: number }>(sql`select
      (select count(*)::int from activity where merchant_id = ${merchantId} and paused_at is not null) as activities,
      (select count(*)::int from pack where merchant_id = ${merchantId} and paused_at is not null) as packs,
      (select count(*)::int from link where merchant_id = ${merchantId} and disabled_at is not null) as links`);
    expect(standing).toMatchObject({ packs: 2, links: 2 });
    expect(standing?.activities).toBeGreaterThan(1);
  });

  it("that was cancelled tells what it did until then, and goes on from there", async () => {
    const names = Array.from({ length: 120 }, (_, at) => ({
      id: `id_${String(at).padStart(3, "0")}`,
      name: "",
    }));
    let jobId = "";
    let done: string[] = [];
    let stopped = false;
    const slow = eachJob({
      kind: "coupons.change",
      input: eachJobInput(z.strictObject({}), {}),
      find: async (_, __, { after, most }) => {
        if (after === "id_049" && done.length === 50 && !stopped) {
          stopped = true;
          await cancelJob(scope, { jobId });
        }
        return names.filter(({ id }) => after === null || id > after).slice(0, most);
      },
      change: async (_, __, id) => {
        done = [...done, id];
        return ok(id);
      },
    });
    jobId = await start("coupons.change", { filter: {} });
    await run(jobId, [slow]);
    expect(await seen(jobId)).toMatchObject({
      ...{ status: "cancelled", done: 50, total: 120 },
      result: { counts: { updated: 50, refused: 0 } },
    });
    expect(done).toHaveLength(50);
    expect(await retryJob(scope, { jobId })).toMatchObject({ ok: true });
    await run(jobId, [slow]);
    expect(await seen(jobId)).toMatchObject({
      status: "done",
      result: { counts: { updated: 120, refused: 0 } },
    });
    expect(done).toEqual(names.map(({ id }) => id));
  });
});
