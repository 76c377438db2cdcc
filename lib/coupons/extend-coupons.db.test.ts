import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeStaff,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { changeCouponState } from "@/lib/coupons/change-coupon-state";
import { extendCoupons } from "@/lib/coupons/extend-coupons";
import { extendManyCoupons } from "@/lib/coupons/jobs";
import { deleteCouponRows } from "@/lib/coupons/repository/coupons";
import { couponFilterSchema } from "@/lib/coupons/schema/filter";
import { setCouponValidities } from "@/lib/coupons/set-coupon-validities";
import { setCouponValidity } from "@/lib/coupons/set-coupon-validity";
import { runJob } from "@/lib/jobs/run-job";
import { startEach } from "@/lib/jobs/start-each";
import type { Scope } from "@/lib/platform/auth/scope";
import { closeJobs } from "@/lib/platform/jobs";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";

const from = "2026-01-01T00:00:00.000Z";
const until = "2035-01-01T00:00:00.000Z";
const fixed = { type: "fixed", from, until } as const;

let scope: Scope;
let storeId = "";
const make = (name: string, more: object = {}) =>
  inTransaction((tx) => makeCoupon(tx, scope.merchantId, { name, validity: fixed, ...more }));

beforeEach(async () => {
  await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx, { timeZone: "Asia/Hong_Kong" });
    const id = await makeStaff(tx, merchantId, { role: "group_admin" });
    scope = testScope(merchantId, "group_admin", { actor: { type: "staff", id } });
    storeId = await makeStore(tx, merchantId);
  });
});

afterAll(closeJobs);

async function extend(ids: readonly string[], lastDay: string, as = scope, requestId = freshRequestId()) {
  const coupons = ids.map((id) => ({ id, name: "" }));
  const result = await extendCoupons(as, { requestId, coupons, lastDay });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}
const reasons = ({ refused }: Awaited<ReturnType<typeof extend>>) =>
  refused.map(({ refusal }) => refusal.params?.state ?? refusal.code);
async function standing(couponId: string) {
  const [row] = await db().execute<{ version: number; until: string; audited: string }>(sql`
    select c.terms_version as version, t.validity->>'until' as until,
      (select count(*) from audit_entry a where a.object_id = c.id and a.action = 'coupon.set_validity') as audited
    from coupon c join coupon_terms t on (t.merchant_id, t.coupon_id, t.version) = (c.merchant_id, c.id, c.terms_version)
    where c.id = ${couponId}`);
  if (!row) throw new Error("no such coupon");
  return { version: row.version, until: row.until, audited: Number(row.audited) };
}

/** Resolves when somebody waits for a lock that this test's transaction holds. */
async function waitsForUs() {
  for (let look = 0; look < 400; look += 1) {
    const [row] = await db().execute<{ n: number }>(sql`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    if (row && row.n > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("nobody waits");
}

describe("a later end for many coupons (C16)", () => {
  it("is the end of that day where the merchant is, a new version of the terms, and in the audit log, once", async () => {
    const couponId = await make("A");
    const requestId = freshRequestId();
    const extended = await extend([couponId], "2036-03-31", scope, requestId);
    expect(extended).toEqual({
      ...{ done: [couponId], refused: [] },
      former: [{ couponId, revision: 2, validity: fixed }],
    });
    expect((await extend([couponId], "2036-03-31", scope, requestId)).done).toEqual([couponId]);
    expect(await standing(couponId)).toEqual({ version: 2, until: "2036-03-31T16:00:00.000Z", audited: 1 });
    const [terms] = await db().execute<{ until: string }>(
      sql`select validity->>'until' as until from coupon_terms where coupon_id = ${couponId} and version = 1`,
    );
    expect(terms?.until).toBe(until);
  });

  it("is taken back exactly: each has the end it had, one changed since stays, and what was issued between keeps its end", async () => {
    const later = { ...fixed, until: "2035-06-01T00:00:00.000Z" };
    const [a, b, c] = [await make("A"), await make("B", { validity: later }), await make("C")];
    const extended = await extend([a, b, c], "2036-03-31");
    const memberId = await inTransaction((tx) => makeMember(tx, scope.merchantId));
    const given = await grantCoupon(scope, {
      requestId: freshRequestId(),
      couponId: a,
      memberId,
      quantity: 1,
    });
    if (!given.ok) throw new Error(given.refusal.code);
    const hands = { ...fixed, until: "2037-01-01T00:00:00.000Z" };
    await setCouponValidity(scope, {
      requestId: freshRequestId(),
      couponId: c,
      revision: 2,
      validity: hands,
    });
    const request = { requestId: freshRequestId(), coupons: extended.former };
    const back = await setCouponValidities(scope, request);
    expect(back).toMatchObject({
      ok: true,
      value: { done: [a, b], refused: [{ id: c, refusal: { code: "changed_meanwhile" } }] },
    });
    expect(await setCouponValidities(scope, request)).toEqual(back);
    expect(await standing(a)).toEqual({ version: 3, until, audited: 2 });
    expect(await standing(b)).toEqual({ version: 3, until: later.until, audited: 2 });
    expect(await standing(c)).toEqual({ version: 3, until: hands.until, audited: 2 });
    const [voucher] = await db().execute<{ until: Date }>(
      sql`select valid_until as until from voucher where id = ${given.value.voucherIds[0]}`,
    );
    expect(new Date(voucher?.until ?? 0).toISOString()).toBe("2036-03-31T16:00:00.000Z");
    const others = testScope(await inTransaction((tx) => makeMerchant(tx)));
    const stranger = await setCouponValidities(others, { ...request, requestId: freshRequestId() });
    expect(stranger.ok && stranger.value.refused.map(({ refusal }) => refusal.code)).toEqual(
      Array(3).fill("not_found"),
    );
  });

  it("is refused, each with its reason, where there are no fixed dates, the day is not later, or it is over or archived", async () => {
    const good = await make("good");
    const claimed = await make("claimed", { validity: { type: "permanent" } });
    const later = await make("later", { validity: { ...fixed, until: "2040-01-01T00:00:00.000Z" } });
    const over = await make("over", { validity: { ...fixed, until: "2026-02-01T00:00:00.000Z" } });
    const [stopped, archived] = [await make("stopped"), await make("archived")];
    for (const [couponId, change] of [
      [stopped, "end"],
      [archived, "archive"],
    ] as const)
      await changeCouponState(scope, { requestId: freshRequestId(), couponId, change });
    const all = [good, claimed, later, over, stopped, archived, "cpn_01nothing"];
    const came = await extend(all, "2036-03-31");
    expect(came.done).toEqual([good]);
    expect(reasons(came)).toEqual(["no_fixed_dates", "not_later", "ended", "ended", "archived", "not_found"]);
    for (const id of all.slice(1, 6)) expect(await standing(id)).toMatchObject({ version: 1, audited: 0 });
  });

  it("is refused to somebody of one store where a coupon is good elsewhere, too", async () => {
    const couponId = await make("all");
    const own = await make("own", { conditions: { storeIds: [storeId] } });
    const manager = testScope(scope.merchantId, "store_manager", { storeIds: [storeId] });
    const came = await extend([couponId, own], "2036-03-31", manager);
    expect(came.done).toEqual([own]);
    expect(reasons(came)).toEqual(["stores_not_yours"]);
  });

  it("of all that a filter leaves is a job, which tells how many it extended and why not the others", async () => {
    const ids: string[] = [];
    for (let at = 0; at < 52; at++) ids.push(await make(`Summer ${at}`));
    const permanent = await make("Summer for ever", { validity: { type: "permanent" } });
    const other = await make("Winter");
    const requestId = freshRequestId();
    const input = { filter: couponFilterSchema.parse({ q: "Summer" }), lastDay: "2036-03-31" };
    const request = { kind: "coupons.extend", requestId, input } as const;
    const started = await startEach(scope, request);
    if (!started.ok) throw new Error(started.refusal.code);
    const { jobId } = started.value;
    expect(await startEach(scope, request)).toMatchObject({ value: { jobId } });
    await runJob(
      [extendManyCoupons],
      { merchantId: scope.merchantId, jobId, from: 0 },
      new AbortController().signal,
    );
    const [job] = await db().execute<{ status: string; result: unknown }>(
      sql`select status, result from job where id = ${jobId}`,
    );
    expect(job).toMatchObject({
      status: "done",
      result: {
        counts: { updated: 52, refused: 1 },
        refused: [{ value: "Summer for ever", reason: "no_fixed_dates" }],
      },
    });
    for (const id of [ids[0], ids[51]])
      expect(await standing(id ?? "")).toMatchObject({ version: 2, audited: 1 });
    expect(await standing(permanent)).toMatchObject({ version: 1 });
    expect(await standing(other)).toMatchObject({ version: 1, until });
  });

  it("of a coupon that is deleted while the job is at it is that coupon's outcome, and the others are extended", async () => {
    const [gone, kept] = [await make("Autumn 1"), await make("Autumn 2")];
    const filter = couponFilterSchema.parse({ q: "Autumn" });
    const started = await startEach(scope, {
      ...{ kind: "coupons.extend", requestId: freshRequestId() },
      input: { filter, lastDay: "2036-03-31" },
    });
    if (!started.ok) throw new Error(started.refusal.code);
    const { jobId } = started.value;
    const message = { merchantId: scope.merchantId, jobId, from: 0 };
    const [isHeld, isJobWaiting] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const deleting = inTransaction(async (tx) => {
      await deleteCouponRows(tx, scope, gone);
      isHeld.resolve();
      await isJobWaiting.promise;
    });
    await isHeld.promise;
    const running = runJob([extendManyCoupons], message, new AbortController().signal);
    await waitsForUs();
    isJobWaiting.resolve();
    await Promise.all([deleting, running]);
    const [job] = await db().execute<{ status: string; result: unknown }>(
      sql`select status, result from job where id = ${jobId}`,
    );
    expect(job).toMatchObject({
      status: "done",
      result: { counts: { updated: 1, refused: 1 }, refused: [{ value: "Autumn 1", reason: "not_found" }] },
    });
    expect(await standing(kept)).toMatchObject({ version: 2 });
  });
});
