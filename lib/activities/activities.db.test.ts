import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeStore,
  memberScope,
  testScope,
} from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { addStock } from "@/lib/activities/add-stock";
import { changeActivityState } from "@/lib/activities/change-activity-state";
import { unfitPrize } from "@/lib/activities/check-activity";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { createActivity } from "@/lib/activities/create-activity";
import { editActivity } from "@/lib/activities/edit-activity";
import { type ActivityEdit, activityEditSchema, activityInputSchema } from "@/lib/activities/schema";
import { deleteCoupon } from "@/lib/coupons/delete-coupon";
import type { Scope } from "@/lib/platform/auth/scope";

const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
let scope: Scope;
let storeId: string;
let otherStoreId: string;
let couponId: string;
let memberId: string;
let serial = 0;

type Row = {
  poolId?: string;
  password: string;
  inventory?: number;
  prizes?: { couponId: string; quantity: number }[];
};
const rows = (passwords: Row[]) => passwords.map((row) => ({ prizes: [{ couponId, quantity: 1 }], ...row }));
const basics = (more: object = {}) => ({
  name: "Winter",
  code: `WINTER-${serial}`,
  timeZone: "Asia/Hong_Kong",
  startsAt: at(-1),
  endsAt: at(24),
  ...more,
});
const create = async (
  passwords: Row[] = [{ password: "SNOW", inventory: 10 }],
  more: object = {},
  as = scope,
) => {
  serial += 1;
  const activity = activityInputSchema.parse({
    kind: "code_redemption",
    rules: { passwords: rows(passwords), perMember: null },
    ...basics(more),
  });
  return await createActivity(as, { requestId: `a${serial}`, activity, publish: true });
};
const created = async (...args: Parameters<typeof create>) => {
  const result = await create(...args);
  if (!result.ok) throw new Error(result.refusal.code);
  const pools = await db().execute<{ id: string }>(
    sql`select id from prize_pool where activity_id = ${result.value.id} order by position`,
  );
  return { ...result.value, poolIds: pools.map((pool) => pool.id) };
};
const edit = (activityId: string, passwords: Row[], more: object = {}, revision = 1) => {
  const activity: ActivityEdit = activityEditSchema.parse({
    rules: { passwords: rows(passwords), perMember: null },
    ...basics(more),
  });
  return editActivity(scope, { requestId: freshRequestId(), activityId, revision, activity });
};
const claim = (activityId: string, password: string, by = memberId) =>
  claimPrizes(memberScope(scope.merchantId, by), {
    activityId,
    password,
    requestId: `r${++serial}`,
    address: "x",
  });
const refusal = (result: { ok: boolean; refusal?: unknown }) => (result.ok ? null : result.refusal);

beforeEach(async () => {
  await inTransaction(async (tx) => {
    scope = testScope(await makeMerchant(tx));
    storeId = await makeStore(tx, scope.merchantId);
    otherStoreId = await makeStore(tx, scope.merchantId);
    couponId = await makeCoupon(tx, scope.merchantId);
    memberId = await makeMember(tx, scope.merchantId);
  });
});

describe("a coupon that is made a prize while it is deleted", () => {
  it("is either gone and refused as a prize, or a prize and not deleted; never a broken reference", async () => {
    for (let round = 0; round < 12; round++) {
      const unused = await inTransaction((tx) => makeCoupon(tx, scope.merchantId));
      const prize = { prizes: [{ couponId: unused, quantity: 1 }] };
      const [made, removed] = await Promise.all([
        create([1, 2, 3, 4, 5].map((n) => ({ password: `SNOW${n}`, inventory: 1, ...prize }))),
        deleteCoupon(scope, { requestId: freshRequestId(), couponId: unused }),
      ]);
      const came = [refusal(made), refusal(removed)];
      expect(came).toEqual(
        removed.ok
          ? [{ code: "coupon_not_usable", params: { couponId: unused, reason: "not_found" } }, null]
          : [null, { code: "in_use_by_activity" }],
      );
    }
  });

  it("waits for the activity that is being made of it", async () => {
    const unused = await inTransaction((tx) => makeCoupon(tx, scope.merchantId));
    const checked = Promise.withResolvers<void>();
    let removed = false;
    // Begun out here: nobody may ask for a second connection inside of a transaction.
    const removal = checked.promise.then(async () => {
      removed = (await deleteCoupon(scope, { requestId: freshRequestId(), couponId: unused })).ok;
    });
    await inTransaction(async (tx) => {
      expect(await unfitPrize(tx, scope, [unused], true)).toBeNull();
      checked.resolve();
      const waiting = sql`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(async () => removed || (await tx.execute(waiting)).length > 0).toBe(true);
      expect(removed).toBe(false);
    });
    await removal;
    expect(removed).toBe(true);
  });
});

describe("an activity's passwords", () => {
  it("that compare alike are refused at save, in a new activity and in an edit (A3)", async () => {
    const alike = [
      { password: "Snow", inventory: 1 },
      { password: "ＳＮＯＷ ", inventory: 1 },
    ];
    expect(refusal(await create(alike))).toEqual({
      code: "passwords_alike",
      params: { first: 1, second: 2 },
    });
    const { id, poolIds } = await created();
    expect(
      refusal(await edit(id, [{ poolId: poolIds[0], password: "snow" }, alike[1] ?? { password: "" }])),
    ).toMatchObject({
      code: "passwords_alike",
    });
    expect(refusal(await create([{ password: "\u200b", inventory: 1 }]))).toMatchObject({
      code: "password_empty",
    });
  });

  it("are stored as a keyed hash and an encrypted copy, never in the clear, nor in the audit log (S-36)", async () => {
    const { id } = await created([{ password: "VerySecretWord", inventory: 1 }]);
    const seen = await db().execute<{ n: string }>(sql`
      select count(*) as n from (select p::text as t from prize_pool p union all select a::text from activity a
        union all select e::text from audit_entry e union all select o::text from outbox_batch o
        union all select r::text from answered_request r) all_rows where t ilike '%secretword%'`);
    expect(Number(seen[0]?.n)).toBe(0);
    expect((await claim(id, "verysecretword")).ok).toBe(true);
  });

  it("may be swapped, renamed, added and removed in one edit", async () => {
    const { id, poolIds } = await created([
      { password: "ONE", inventory: 5 },
      { password: "TWO", inventory: 5 },
      { password: "THREE", inventory: 5 },
    ]);
    const [one, two] = poolIds;
    const result = await edit(id, [
      { poolId: two, password: "ONE" },
      { poolId: one, password: "TWO" },
      { password: "FOUR", inventory: 7 },
    ]);
    expect(result).toMatchObject({ ok: true, value: { revision: 2 } });
    await claim(id, "ONE");
    const issued = await db().execute<{ id: string; issued: number }>(
      sql`select id, issued::int as issued from prize_pool where activity_id = ${id} order by position`,
    );
    const [audit] = await db().execute<{ after: { gifts: unknown[]; passwordsChanged: string[] } }>(
      sql`select after from audit_entry where object_id = ${id} and action = 'activity.edit'`,
    );
    expect(audit?.after.gifts).toHaveLength(3);
    expect(audit?.after.passwordsChanged).toEqual([two, one]);
    expect(issued.map((pool) => [pool.id, pool.issued])).toEqual([
      [two, 1],
      [one, 0],
      [issued[2]?.id, 0],
    ]);
    expect(refusal(await claim(id, "THREE"))).toMatchObject({ code: "wrong_password" });
  });

  it("of another activity cannot be taken over by an edit", async () => {
    const first = await created();
    const second = await created();
    await expect(edit(first.id, [{ poolId: second.poolIds[0], password: "X" }])).rejects.toThrow("not_found");
  });
});

describe("an edit of an activity", () => {
  it("never lowers an inventory, and keeps a pool that was won (I-10)", async () => {
    const { id, poolIds } = await created([
      { password: "SNOW", inventory: 10 },
      { password: "ICE", inventory: 10 },
    ]);
    await claim(id, "SNOW");
    expect(refusal(await edit(id, [{ poolId: poolIds[1], password: "ICE" }]))).toEqual({
      code: "pool_was_won",
      params: { position: 1 },
    });
    const smaller = db().execute(sql`update prize_pool set inventory = 9 where id = ${poolIds[0] ?? ""}`);
    await expect(smaller).rejects.toThrow();
    expect((await edit(id, [{ poolId: poolIds[0], password: "SNOW" }])).ok).toBe(true);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("keeps the zone once it has begun and the total above what was used", async () => {
    const { id, poolIds } = await created();
    await claim(id, "SNOW");
    const row = [{ poolId: poolIds[0], password: "SNOW" }];
    expect(refusal(await edit(id, row, { timeZone: "UTC" }))).toEqual({ code: "time_zone_fixed" });
    const total = (n: number | null) => ({ limits: { perMember: null, perMemberPerDay: null, total: n } });
    expect((await edit(id, row, total(1))).ok).toBe(true);
    expect(refusal(await claim(id, "SNOW"))).toEqual({ code: "sold_out" });
    expect((await edit(id, row, total(null), 2)).ok).toBe(true);
    expect((await claim(id, "SNOW")).ok).toBe(true);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("by two people at once keeps the first and tells the second", async () => {
    const { id, poolIds } = await created();
    const both = await Promise.all(
      ["A", "B"].map((name) => edit(id, [{ poolId: poolIds[0], password: "SNOW" }], { name })),
    );
    expect(both.map(refusal).filter(Boolean)).toEqual([{ code: "changed_meanwhile" }]);
  });

  it("gives a new code a new address and lets the old one lead to it; an address is one merchant's", async () => {
    const { id, slug, poolIds } = await created();
    const moved = await edit(id, [{ poolId: poolIds[0], password: "SNOW" }], { code: `MOVED-${serial}` });
    expect(moved.ok && moved.value.slug).toBe(`moved-${serial}`);
    const led = await db().execute(
      sql`select 1 from activity_slug_history where slug = ${slug} and activity_id = ${id}`,
    );
    expect(led.length).toBe(1);
    const taken = await create(undefined, { code: `moved-${serial}` });
    expect(refusal(taken)).toMatchObject({ code: "code_taken" });
    const other = testScope(await inTransaction((tx) => makeMerchant(tx)));
    const foreignCoupon = await inTransaction((tx) => makeCoupon(tx, other.merchantId));
    const same = await create(
      [{ password: "X", inventory: 1, prizes: [{ couponId: foreignCoupon, quantity: 1 }] }],
      { code: `MOVED-${serial - 1}` },
      other,
    );
    expect(same.ok && same.value.slug).toMatch(/^moved-\d+-2$/);
  });
});

describe("the same code chosen by twenty at once", () => {
  it("is one activity's, and the others are told", async () => {
    const code = "RUSH-2026";
    const all = await Promise.all(Array.from({ length: 20 }, () => create(undefined, { code })));
    expect(all.filter((result) => result.ok).length).toBe(1);
    expect(all.map(refusal).filter(Boolean)).toEqual(
      Array(19).fill({ code: "code_taken", params: { code } }),
    );
  });
});

describe("somebody who works in one store", () => {
  it("offers and touches only activities whose coupons are good there", async () => {
    const own = await inTransaction((tx) =>
      makeCoupon(tx, scope.merchantId, { conditions: { storeIds: [storeId] } }),
    );
    const manager = testScope(scope.merchantId, "store_manager", { storeIds: [storeId] });
    const foreign = { code: "coupon_not_usable", params: { couponId, reason: "stores_not_yours" } };
    expect(refusal(await create(undefined, {}, manager))).toEqual(foreign);
    const mine = await created(
      [{ password: "SNOW", inventory: 1, prizes: [{ couponId: own, quantity: 1 }] }],
      {},
      manager,
    );
    const add = (poolId: string) => addStock(manager, { requestId: `s${++serial}`, poolId, add: 1 });
    expect((await add(mine.poolIds[0] ?? "")).ok).toBe(true);
    const everywhere = await created();
    expect(refusal(await add(everywhere.poolIds[0] ?? ""))).toEqual(foreign);
    const pause = { requestId: freshRequestId(), activityId: everywhere.id, change: "pause" as const };
    expect(refusal(await changeActivityState(manager, pause))).toEqual(foreign);
    const elsewhere = testScope(scope.merchantId, "store_manager", { storeIds: [otherStoreId] });
    expect(
      refusal(
        await changeActivityState(elsewhere, {
          requestId: freshRequestId(),
          activityId: mine.id,
          change: "pause",
        }),
      ),
    ).toMatchObject({
      code: "coupon_not_usable",
    });
  });
});

describe("going online", () => {
  it("is refused while a prize is a draft, at creation, by publishing and by an edit of what is online", async () => {
    const draft = await inTransaction((tx) => makeCoupon(tx, scope.merchantId, {}, { publishedAt: null }));
    const row = { password: "SNOW", inventory: 1, prizes: [{ couponId: draft, quantity: 1 }] };
    const unfit = { code: "coupon_not_usable", params: { couponId: draft, reason: "draft" } };
    expect(refusal(await create([row]))).toEqual(unfit);
    serial += 1;
    const waiting = await createActivity(scope, {
      requestId: `d${serial}`,
      activity: activityInputSchema.parse({
        kind: "code_redemption",
        rules: { passwords: [row], perMember: null },
        ...basics(),
      }),
      publish: false,
    });
    const id = waiting.ok ? waiting.value.id : "";
    expect(
      refusal(
        await changeActivityState(scope, { requestId: freshRequestId(), activityId: id, change: "publish" }),
      ),
    ).toEqual(unfit);
    const online = await created();
    expect(refusal(await edit(online.id, [row]))).toEqual(unfit);
  });
});

describe("an audience", () => {
  it("that names nobody, or somebody of another merchant, is refused", async () => {
    const other = await inTransaction(async (tx) => makeMember(tx, await makeMerchant(tx)));
    const audience = (memberIds: string[]) => ({ audience: { type: "match", memberIds } });
    expect(refusal(await create(undefined, audience([])))).toEqual({ code: "audience_nobody" });
    expect(refusal(await create(undefined, audience([memberId, other])))).toEqual({
      code: "audience_unknown",
      params: { id: other },
    });
    expect((await create(undefined, audience([memberId]))).ok).toBe(true);
  });
});

describe("an activity of another merchant", () => {
  it("is not found by any use case, and stays as it was (I-27)", async () => {
    const { id, poolIds } = await created();
    const other = testScope(await inTransaction((tx) => makeMerchant(tx)));
    const poolId = poolIds[0] ?? "";
    await expect(addStock(other, { requestId: "x", poolId, add: 5 })).rejects.toThrow("not_found");
    await expect(
      changeActivityState(other, { requestId: freshRequestId(), activityId: id, change: "archive" }),
    ).rejects.toThrow("not_found");
    const activity = activityEditSchema.parse({
      rules: { passwords: rows([{ password: "X", inventory: 1 }]), perMember: null },
      ...basics(),
    });
    await expect(
      editActivity(other, { requestId: freshRequestId(), activityId: id, revision: 1, activity }),
    ).rejects.toThrow("not_found");
    expect(refusal(await create(undefined, { code: "STOLEN" }, other))).toMatchObject({
      params: { reason: "not_found" },
    });
  });
});
