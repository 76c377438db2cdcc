import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStaff,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { sampleState } from "@/lib/analytics/queries";
import { startSample } from "@/lib/analytics/start-sample";
import { listJobs } from "@/lib/jobs/queries";
import { runJob } from "@/lib/jobs/run-job";
import { createPlacement } from "@/lib/links/create-placement";
import { placementInputSchema } from "@/lib/links/schema/placements";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { closeJobs } from "@/lib/platform/jobs";
import { kinds } from "@/lib/worker";

const never = new AbortController().signal;
let merchantId: string;
let scope: Scope;

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    const id = await makeStaff(tx, merchantId, { role: "group_admin" });
    scope = testScope(merchantId, "group_admin", { actor: { type: "staff", id } });
  });
});
afterAll(closeJobs);

async function done(what: "loadSample" | "removeSample", times = 1) {
  const started = await startSample(scope, { requestId: freshRequestId(), what });
  if (!started.ok) throw new Error(started.refusal.code);
  for (let n = 0; n < times; n += 1) {
    await runJob(kinds, { merchantId, jobId: started.value.jobId, from: 0 }, never);
  }
  return (await listJobs(scope)).rows.find(({ id }) => id === started.value.jobId);
}

/** Every row of the merchant but the jobs themselves and what is on record of them, table by table. */
async function rowsOf(id: string): Promise<Record<string, string>> {
  const tables = await db().execute<{ name: string }>(sql`
    select table_name as name from information_schema.columns where table_schema = 'public'
      and column_name = 'merchant_id' and table_name not in ('job', 'audit_entry')`);
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await db().execute<{ count: number; print: string | null }>(sql`
      select count(*)::int as count, md5(string_agg(r, '|' order by r)) as print
      from (select to_jsonb(t)::text as r from ${sql.identifier(name)} t where merchant_id = ${id}) rows`);
    if (row && row.count > 0) prints[name] = `${row.count} ${row.print}`;
  }
  return prints;
}
const sampleIds = async (kind: string) =>
  (
    await db().execute<{ id: string }>(
      sql`select id from sample_thing where merchant_id = ${merchantId} and kind = ${kind} order by id`,
    )
  ).map(({ id }) => id);
const exists = async (table: string, id: string) =>
  (
    await db().execute(
      sql`select 1 from ${sql.identifier(table)} where merchant_id = ${merchantId} and id = ${id}`,
    )
  ).length === 1;

describe("sample data", () => {
  it("that the merchant placed on members' pages stays, and what was placed to lead to it", async () => {
    await done("loadSample");
    const [id = ""] = await sampleIds("activity");
    const startsAt = "2026-01-01T00:00:00Z";
    const placement = placementInputSchema.parse({ slot: "home", form: "banner", startsAt });
    const target = { type: "activity", id } as const;
    const made = await createPlacement(scope, { requestId: freshRequestId(), target, placement });
    expect(made.ok).toBe(true);
    expect(await done("removeSample")).toMatchObject({ result: { notes: ["sample_kept"] } });
    expect(await exists("activity", id)).toBe(true);
    expect(await exists("placement", made.ok ? made.value.id : "")).toBe(true);
    expect((await sampleState(scope)).hasSample).toBe(false);
  });

  it("is loaded once, and taken away to the last row: what was the merchant's own is as it was", async () => {
    await inTransaction(async (tx) => {
      await makeStore(tx, merchantId, { name: "Own" });
      const couponId = await makeCoupon(tx, merchantId, { name: "Own" });
      const memberId = await makeMember(tx, merchantId, { name: "Own" });
      await makeProduct(tx, merchantId, { name: "Own" });
      await makeVoucher(tx, merchantId, { memberId, couponId, at: new Date() });
    });
    const other = await inTransaction((tx) => makeMerchant(tx));
    const before = [await rowsOf(merchantId), await rowsOf(other)];
    const loaded = await done("loadSample", 2);
    expect(loaded).toMatchObject({ status: "done", error: null });
    const made = loaded?.result?.counts.created ?? 0;
    expect(made).toBeGreaterThan(60);
    expect(await sampleState(scope)).toEqual({ hasSample: true, isEmpty: false });
    for (const kind of [
      "activity",
      "coupon",
      "member",
      "member_group",
      "tag",
      "card_plan",
      "product",
      "category",
      "store",
    ]) {
      expect((await sampleIds(kind)).length, kind).toBeGreaterThan(0);
    }
    const removed = await done("removeSample");
    expect(removed).toMatchObject({ status: "done", result: { counts: { removed: made }, notes: [] } });
    expect([await rowsOf(merchantId), await rowsOf(other)]).toEqual(before);
    expect((await sampleState(scope)).hasSample).toBe(false);
  });

  it("that the merchant's own things need stays, and is theirs", async () => {
    await done("loadSample");
    const [product = "", otherProduct = "", edited = ""] = await sampleIds("product");
    const [coupon = ""] = await sampleIds("coupon");
    const [member = ""] = await sampleIds("member");
    const [tag = ""] = await sampleIds("tag");
    await inTransaction(async (tx) => {
      await makeActivity(tx, merchantId, {
        startsAt: new Date().toISOString(),
        endsAt: new Date(Date.now() + 86_400_000).toISOString(),
        passwords: [{ password: "own", inventory: 5, prizes: [{ couponId: coupon, quantity: 1 }] }],
      });
      await makeCoupon(tx, merchantId, {
        benefit: { type: "product", productId: product, quantity: 1, priceMinor: 0 },
      });
      const own = await makeCoupon(tx, merchantId);
      await makeVoucher(tx, merchantId, { memberId: member, couponId: own, at: new Date() });
      await makeMember(tx, merchantId, { tagIds: [tag] });
    });
    // Edited since, it is somebody's own; put away alone, it is a sample still.
    await inTransaction((tx) =>
      recordAudit(tx, scope, [
        { action: "product.edit", objectType: "product", objectId: edited, after: { name: "Ours" } },
        { action: "product.archive", objectType: "product", objectId: otherProduct },
      ]),
    );
    const removed = await done("removeSample");
    expect(removed).toMatchObject({ status: "done", result: { notes: ["sample_kept"] } });
    expect(removed?.result?.counts.skipped).toBeGreaterThanOrEqual(4);
    for (const [table, id] of [
      ["product", product],
      ["coupon", coupon],
      ["member", member],
      ["tag", tag],
    ] as const) {
      expect(await exists(table, id), table).toBe(true);
    }
    expect(await exists("product", edited)).toBe(true);
    expect(await exists("product", otherProduct)).toBe(false);
    expect(await sampleState(scope)).toEqual({ hasSample: false, isEmpty: false });
    expect(await done("removeSample")).toMatchObject({ result: { counts: { removed: 0 } } });
  });

  it("is not loaded beside a member who has one of its phones", async () => {
    await inTransaction((tx) => makeMember(tx, merchantId, { phone: "+85260120001" }));
    const before = await rowsOf(merchantId);
    expect(await done("loadSample")).toMatchObject({ status: "failed", error: "sample_phone_taken" });
    expect(await rowsOf(merchantId)).toEqual(before);
  });
});
