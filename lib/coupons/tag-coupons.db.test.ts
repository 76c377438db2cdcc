import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { freshRequestId, makeMerchant, makeStore, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { listCoupons } from "@/lib/coupons/queries/coupons";
import { listCouponTags } from "@/lib/coupons/queries/tags";
import { tagCoupons } from "@/lib/coupons/tag-coupons";
import type { Scope } from "@/lib/platform/auth/scope";

let scope: Scope;
let storeId = "";
let ids: string[] = [];

beforeEach(async () => {
  await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    scope = testScope(merchantId);
    storeId = await makeStore(tx, merchantId);
    ids = [
      await makeCoupon(tx, merchantId, { name: "A", conditions: { storeIds: [storeId] } }),
      await makeCoupon(tx, merchantId, { name: "B" }),
      await makeCoupon(tx, merchantId, { name: "C" }),
    ];
  });
});

const named = (some: readonly string[]) => some.map((id) => ({ id, name: "" }));
async function tag(some: readonly string[], add: string[], remove: string[] = [], as = scope) {
  const result = await tagCoupons(as, { requestId: freshRequestId(), coupons: named(some), add, remove });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}
const found = async (tags: readonly string[]) =>
  (await listCoupons(scope, { tag: tags, sort: "name", descending: false })).rows.map(({ name }) => name);
const entries = async () =>
  Number(
    (
      await db().execute<{ n: string }>(sql`select count(*) as n from audit_entry
        where merchant_id = ${scope.merchantId} and action = 'coupon.tag'`)
    )[0]?.n,
  );

describe("tags on coupons", () => {
  it("are put on and taken off many, narrow the list, and are offered as long as somebody wears them", async () => {
    await tag(ids.slice(0, 2), ["Winter", "Tea"]);
    expect(await found(["Winter"])).toEqual(["A", "B"]);
    expect(await found(["Winter", "Other"])).toEqual(["A", "B"]);
    expect(await listCouponTags(scope)).toEqual(["Tea", "Winter"]);
    await tag(ids, [], ["winter"]);
    expect(await found(["Winter"])).toEqual([]);
    expect(await listCouponTags(scope)).toEqual(["Tea"]);
  });

  it("are taken back from those alone that had not worn them", async () => {
    await tag(ids.slice(0, 1), ["Winter"]);
    const put = await tag(ids, ["Winter"]);
    expect(put).toMatchObject({ done: ids, changed: ids.slice(1) });
    await tag(put.changed, [], ["Winter"]);
    expect(await found(["Winter"])).toEqual(["A"]);
  });

  it("are in the audit log from what to what, and what changes nothing is not", async () => {
    await tag(ids.slice(0, 1), ["Winter"]);
    await tag(ids.slice(0, 1), ["WINTER"], ["Summer"]);
    const rows = await db().execute<{
      before: unknown;
      after: unknown;
    }>(sql`select before, after from audit_entry
      where merchant_id = ${scope.merchantId} and action = 'coupon.tag'`);
    expect([...rows]).toEqual([{ before: { tags: [] }, after: { tags: ["Winter"] } }]);
  });

  it("are no change of the coupon that a form open elsewhere would be in conflict with", async () => {
    const [before] = (await listCoupons(scope, { q: "A" })).rows;
    await tag(ids.slice(0, 1), ["Winter"]);
    const [after] = (await listCoupons(scope, { q: "A" })).rows;
    expect(after).toEqual({ ...before, tags: ["Winter"] });
  });

  it("of one coupon that has ten already stop no other, and the reason is told", async () => {
    await tag(
      ids.slice(0, 1),
      Array.from({ length: 10 }, (_, n) => `t${n}`),
    );
    const outcome = await tag(ids, ["one more"]);
    expect(outcome.done).toEqual(ids.slice(1));
    expect(outcome.refused).toEqual([
      { id: ids[0], name: "", refusal: { code: "too_many_tags", params: { most: 10 } } },
    ]);
  });

  it("put on by forty requests at once are all there, each once", async () => {
    const [id = ""] = ids;
    const words = ["red", "green", "blue", "grey"];
    await Promise.all(Array.from({ length: 40 }, (_, n) => tag([id], [words[n % words.length] ?? ""])));
    const [row] = (await listCoupons(scope, { q: "A" })).rows;
    expect([...(row?.tags ?? [])].sort()).toEqual([...words].sort());
    expect(await entries()).toBe(words.length);
  });

  it("asked for twice by one request are put on once", async () => {
    const request = { requestId: freshRequestId(), coupons: named(ids), add: ["Winter"], remove: [] };
    await tagCoupons(scope, request);
    await tag(ids, [], ["Winter"]);
    await tagCoupons(scope, request);
    expect(await found(["Winter"])).toEqual([]);
  });

  it("are those of one's own stores' coupons for somebody who works in stores", async () => {
    const manager = testScope(scope.merchantId, "store_manager", { storeIds: [storeId] });
    const outcome = await tag(ids.slice(0, 2), ["Mine"], [], manager);
    expect(outcome.done).toEqual(ids.slice(0, 1));
    expect(outcome.refused.map(({ refusal }) => refusal.code)).toEqual(["stores_not_yours"]);
    const other = testScope(await inTransaction((tx) => makeMerchant(tx)));
    expect((await tag(ids, ["Theirs"], [], other)).refused.map(({ refusal }) => refusal.code)).toEqual([
      "not_found",
      "not_found",
      "not_found",
    ]);
    expect(await listCouponTags(other)).toEqual([]);
  });
});
