import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db, type Tx } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import {
  freshRequestId,
  makeGroup,
  makeMember,
  makeMerchant,
  memberScope,
  testScope,
} from "@/db/seed/factories";
import { patiently } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { claimByCode } from "@/lib/codes/claim-by-code";
import { enterCode } from "@/lib/codes/enter-code";
import { enterTogether } from "@/lib/codes/enter-together";
import { findClaimableByCode } from "@/lib/codes/find-claimable";
import { changeCouponState } from "@/lib/coupons/change-coupon-state";
import { createCoupon } from "@/lib/coupons/create-coupon";
import { editCoupon } from "@/lib/coupons/edit-coupon";
import { getCoupon } from "@/lib/coupons/queries/coupons";
import { couponInputSchema } from "@/lib/coupons/schema";
import { addHours } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

let scope: Scope;
let memberId: string;

type More = { distribution?: object; conditions?: object; validity?: object; name?: string };
const input = (code: string | null, quantity: number | null = null, more: More = {}) =>
  couponInputSchema.parse({
    name: "Summer",
    currency: "HKD",
    benefit: { type: "amount_off", amountMinor: 1000 },
    validity: { type: "days_after_claim", days: 30 },
    ...more,
    distribution: {
      methods: ["code"],
      quantity: 1000,
      sharedCode: code === null ? null : { code, quantity },
      ...more.distribution,
    },
  });
const create = async (...args: Parameters<typeof input>) => {
  const made = await createCoupon(scope, {
    requestId: freshRequestId(),
    coupon: input(...args),
    publish: true,
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
};
const edit = async (couponId: string, coupon: ReturnType<typeof input>) => {
  const row = await getCoupon(scope, couponId);
  return await editCoupon(scope, {
    requestId: freshRequestId(),
    couponId,
    revision: row?.revision ?? 0,
    coupon,
  });
};
const enter = (code: string, of = memberId, requestId: string = freshRequestId(), address = `test-${of}`) =>
  patiently(() => enterCode(memberScope(scope.merchantId, of), { memberId: of, code, requestId, address }));
const newMembers = (n: number) =>
  inTransaction((tx) => Promise.all(Array.from({ length: n }, () => makeMember(tx, scope.merchantId))));
const one = async (query: ReturnType<typeof sql>) => Number((await db().execute<{ n: string }>(query))[0]?.n);
const issuedOf = (couponId: string) =>
  one(sql`select count(*) as n from voucher where coupon_id = ${couponId}`);
const claimedOf = async (couponId: string) => (await getCoupon(scope, couponId))?.sharedCode?.claimed;
const unusable = { ok: false, refusal: { code: "code_not_usable" } };

beforeEach(async () => {
  await inTransaction(async (tx) => {
    scope = testScope(await makeMerchant(tx));
    memberId = await makeMember(tx, scope.merchantId);
  });
});

describe("a promo code", () => {
  it("gives one voucher of its coupon however it is typed (C15)", async () => {
    const couponId = await create("Summer-20");
    const result = await enter(" ｓｕｍ mer—20 ");
    expect(result.ok && result.value.voucherIds).toHaveLength(1);
    expect(await issuedOf(couponId)).toBe(1);
    expect(await claimedOf(couponId)).toBe(1);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("claims once for a request id, however often and at once it is sent (I-14)", async () => {
    const couponId = await create("SUMMER");
    const twins = await Promise.all(
      Array.from({ length: 50 }, () => enter("SUMMER", memberId, "the-one-request")),
    );
    const ids = twins.flatMap((twin) => (twin.ok ? twin.value.voucherIds : ["none"]));
    expect(new Set(ids).size).toBe(1);
    expect(await issuedOf(couponId)).toBe(1);
    await expect(enter("WINTER", memberId, "the-one-request")).rejects.toThrow("another request");
  });

  it("that sixty type at once is decided in few transactions, and each voucher is told of by whom it was claimed", async () => {
    const couponId = await create("TOGETHER", null, { distribution: { quantity: null } });
    const all = await newMembers(60);
    const results = await Promise.all(all.map((id) => enter("TOGETHER", id)));
    expect(results.filter((result) => result.ok)).toHaveLength(60);
    expect(await claimedOf(couponId)).toBe(60);
    const ofMerchant = sql`merchant_id = ${scope.merchantId}`;
    const told = sql`jsonb_path_exists(events, '$[*] ? (@.type == "voucher.issued")')`;
    expect(
      await one(sql`select count(*) as n from outbox_batch where ${ofMerchant} and ${told}`),
    ).toBeLessThan(20);
    const claims = await db().execute(sql`
      select v.member_id = v.issued_by and v.issued_by_type = 'member' and v.source = 'code' as own,
        a.actor_id = v.member_id and a.object_id = v.member_id and a.after -> 'voucherIds' ->> 0 = v.id as audited
      from voucher v left join audit_entry a on a.merchant_id = v.merchant_id and a.object_id = v.member_id and a.action = 'coupon.claim'
      where v.coupon_id = ${couponId}`);
    expect([...claims]).toEqual(Array.from({ length: 60 }, () => ({ own: true, audited: true })));
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("refuses in a rush whom it refuses alone, and answers twins alike", async () => {
    const couponId = await create("MIXED", null, { distribution: { claimLimit: 1 } });
    const [had = "", blocked = "", guesser = "", twin = "", ...others] = await newMembers(30);
    expect((await enter("MIXED", had)).ok).toBe(true);
    await db().execute(sql`update member set blocked_at = now() where id = ${blocked}`);
    for (let i = 0; i < 5; i++) await enter(`NONE${i}`, guesser);
    const id = freshRequestId();
    const rush = await Promise.all([
      ...[had, blocked, guesser].map((one) => enter("MIXED", one)),
      ...[enter("MIXED", twin, id), enter("MIXED", twin, id)],
      ...others.map((one) => enter("MIXED", one)),
    ]);
    expect(rush.slice(0, 3)).toEqual([
      unusable,
      unusable,
      expect.objectContaining({ refusal: expect.objectContaining({ code: "too_many_tries" }) }),
    ]);
    const [first, again] = rush.slice(3, 5);
    expect(first?.ok && again?.ok && first.value).toEqual(again?.ok && again.value);
    expect(rush.slice(5).every((result) => result.ok)).toBe(true);
    expect(await issuedOf(couponId)).toBe(others.length + 2);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("never gives more than its own quantity: 100 at once on 20, of a coupon without a limit (I-1)", async () => {
    const couponId = await create("RUSH", 20, { distribution: { quantity: null } });
    const all = await newMembers(100);
    const results = await Promise.all(all.map((id) => enter("RUSH", id)));
    expect(results.filter((result) => result.ok)).toHaveLength(20);
    expect(results.filter((result) => !result.ok)).toContainEqual(unusable);
    expect(await issuedOf(couponId)).toBe(20);
    expect(await claimedOf(couponId)).toBe(20);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("never gives more than its own quantity where several processes claim at once, alone and together (I-1)", async () => {
    const couponId = await create("PROCESSES", 20, { distribution: { quantity: null } });
    const all = await newMembers(70);
    const code = "PROCESSES";
    // Past what gathers them in this process, as those of other processes come.
    const alone = all
      .slice(0, 40)
      .map((id) =>
        patiently(() =>
          inTransaction((tx) => claimByCode(tx, memberScope(scope.merchantId, id), { code, memberId: id })),
        ),
      );
    const entering = (id: string) => ({
      scope: memberScope(scope.merchantId, id),
      request: { memberId: id, code, requestId: freshRequestId(), address: `test-${id}` },
    });
    const groups = [40, 50, 60].map((from) =>
      patiently(() => enterTogether(all.slice(from, from + 10).map(entering))),
    );
    const results = [...(await Promise.all(alone)), ...(await Promise.all(groups)).flat()];
    expect(results.filter((result) => result?.ok)).toHaveLength(20);
    expect(await issuedOf(couponId)).toBe(20);
    expect(await claimedOf(couponId)).toBe(20);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("never gives more than its coupon has: 60 at once on a stock of 10 (I-1)", async () => {
    const couponId = await create("STOCK", 500, { distribution: { quantity: 10 } });
    const all = await newMembers(60);
    const results = await Promise.all(all.map((id) => enter("STOCK", id)));
    expect(results.filter((result) => result.ok)).toHaveLength(10);
    expect(await claimedOf(couponId)).toBe(10);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("never gives a member more than the coupon's limits: 4 at once on one (I-2)", async () => {
    const couponId = await create("ONCE", null, { distribution: { claimLimit: 1 } });
    const results = await Promise.all(Array.from({ length: 4 }, () => enter("ONCE")));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await issuedOf(couponId)).toBe(1);
    expect(await brokenInvariants(db())).toEqual({});
  });
});

/** A transaction that counts the statements begun on it. */
function counting(tx: Tx): { tx: Tx; count: () => number } {
  let statements = 0;
  const begins = new Set<PropertyKey>([
    "select",
    "selectDistinct",
    "selectDistinctOn",
    "insert",
    "update",
    "delete",
    "execute",
  ]);
  const proxy = new Proxy(tx, {
    get(target, name) {
      if (begins.has(name)) statements += 1;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { tx: proxy, count: () => statements };
}

describe("a code that does not work", () => {
  it("is answered with the same bytes after the same number of statements whatever the cause", async () => {
    const [other, vip] = await inTransaction(async (tx) => [
      testScope(await makeMerchant(tx)),
      await makeGroup(tx, scope.merchantId),
    ]);
    const theirs = input("THEIRS");
    await createCoupon(other, { requestId: freshRequestId(), coupon: theirs, publish: true });
    await create("SPENT", 1);
    await create("OUT", null, { distribution: { quantity: 1 } });
    await create("MINE", null, { distribution: { claimLimit: 1 } });
    const paused = await create("PAUSED");
    const pause = { requestId: freshRequestId(), couponId: paused, change: "pause" } as const;
    await changeCouponState(scope, pause);
    const retired = await create("RETIRED");
    await edit(retired, input("ANOTHER"));
    const past = (hours: number) => addHours(new Date(), -hours).toISOString();
    await create("OVER", null, { validity: { type: "fixed", from: past(50), until: past(1) } });
    const audience = { type: "match", planIds: [], tierIds: [], groupIds: [vip], tagIds: [], memberIds: [] };
    await create("VIP", null, { conditions: { audience } });
    await create("NEWS", null, { conditions: { audience: { type: "existing" } } });
    const [someone = ""] = await newMembers(1);
    for (const code of ["SPENT", "OUT"]) expect((await enter(code, someone)).ok).toBe(true);
    expect((await enter("MINE")).ok).toBe(true);

    const codes = [
      "NOWHERE",
      "THEIRS",
      "SPENT",
      "OUT",
      "MINE",
      "PAUSED",
      "RETIRED",
      "OVER",
      "VIP",
      "NEWS",
      "--",
    ];
    const answers = new Map<string, number>();
    for (const code of codes) {
      const made = await inTransaction(async (tx) => {
        const counted = counting(tx);
        const answer = await claimByCode(counted.tx, scope, { code, memberId });
        return { bytes: JSON.stringify(answer), statements: counted.count() };
      });
      expect(made.bytes, code).toBe(JSON.stringify(unusable));
      answers.set(code, made.statements);
    }
    expect(answers.get("NOWHERE")).toBeGreaterThan(5);
    expect(new Set(answers.values())).toEqual(new Set([answers.get("NOWHERE")]));
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("may be typed five times in a minute by one member, also where they are sent at once (S-14)", async () => {
    await create("SUMMER");
    const results = await Promise.all(Array.from({ length: 12 }, (_, i) => enter(`GUESS${i}`)));
    const codes = results.map((result) => (result.ok ? "" : result.refusal.code)).sort();
    expect(codes.filter((code) => code === "code_not_usable")).toHaveLength(5);
    expect(codes.filter((code) => code === "too_many_tries")).toHaveLength(7);
    expect(await enter("SUMMER")).toMatchObject({ refusal: { code: "too_many_tries" } });
  });

  it("may be typed twenty times in a minute from one address, whoever does", async () => {
    const all = await newMembers(22);
    const results = [];
    for (const id of all) results.push(await enter("GUESS", id, freshRequestId(), "192.0.2.77"));
    expect(results.filter((result) => !result.ok && result.refusal.code === "too_many_tries")).toHaveLength(
      2,
    );
  });
});

describe("what a code would give", () => {
  it("is told without giving it: the terms, and the window from that instant on", async () => {
    const couponId = await create("QUOTE", 1, { validity: { type: "hours_after_claim", hours: 6 } });
    const at = new Date("2026-11-26T04:00:00Z");
    const ask = (code: string, now: Date) =>
      inTransaction((tx) => findClaimableByCode(tx, scope, { code, memberId, now }));
    expect(await ask("quote", new Date())).toMatchObject({ couponId, termsVersion: 1, code: "quote" });
    expect(await ask("unknown", at)).toBeNull();
    const later = addHours(new Date(), 48);
    expect(await ask("QUOTE", later)).toMatchObject({ validFrom: later, validUntil: addHours(later, 6) });
    expect(await issuedOf(couponId)).toBe(0);
  });
});

describe("the promo code of a coupon", () => {
  it("is one coupon's in a merchant, however it is written, and whoever asks at once", async () => {
    const makes = Array.from({ length: 8 }, (_, i) => {
      const coupon = input(i % 2 ? "Sum-Mer" : "SUMMER", null, { name: `Coupon ${i}` });
      return createCoupon(scope, { requestId: freshRequestId(), coupon, publish: true });
    });
    const results = await Promise.all(makes);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    const refused = results.find((result) => !result.ok);
    expect(refused).toMatchObject({ refusal: { code: "promo_code_taken" } });
    const other = testScope(await inTransaction((tx) => makeMerchant(tx)));
    const elsewhere = { requestId: freshRequestId(), coupon: input("SUMMER"), publish: true };
    expect((await createCoupon(other, elsewhere)).ok).toBe(true);
  });

  it("keeps its count when its quantity grows, and may not go below what was claimed", async () => {
    const couponId = await create("GROW", 2);
    const [a = "", b = ""] = await newMembers(2);
    await enter("GROW", a);
    await enter("GROW", b);
    expect(await enter("GROW")).toEqual(unusable);
    expect(await edit(couponId, input("GROW", 1))).toEqual({
      ok: false,
      refusal: { code: "promo_code_below_claimed", params: { claimed: 2 } },
    });
    expect((await edit(couponId, input("g-r-o-w", 3))).ok).toBe(true);
    expect((await getCoupon(scope, couponId))?.sharedCode).toEqual({
      code: "g-r-o-w",
      quantity: 3,
      claimed: 2,
    });
    expect((await enter("GROW")).ok).toBe(true);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("frees the code when the coupon gets another one or none, and opens nothing by the old one", async () => {
    const couponId = await create("FIRST");
    await enter("FIRST");
    expect((await edit(couponId, input("SECOND"))).ok).toBe(true);
    expect(await enter("FIRST")).toEqual(unusable);
    expect(await claimedOf(couponId)).toBe(0);
    expect((await edit(couponId, input(null))).ok).toBe(true);
    expect((await getCoupon(scope, couponId))?.sharedCode).toBeNull();
    await create("FIRST");
    await create("SECOND");
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("that is being changed waits for claims in flight, and none of them is lost", async () => {
    const couponId = await create("MOVING", 500, { distribution: { quantity: null } });
    const all = await newMembers(20);
    const [changed, ...results] = await Promise.all([
      patiently(() => edit(couponId, input("MOVED", 5, { distribution: { quantity: null } }))),
      ...all.map((id) => enter("MOVING", id)),
    ]);
    expect(changed?.ok).toBe(true);
    expect(await issuedOf(couponId)).toBe(results.filter((result) => result.ok).length);
    expect(await brokenInvariants(db())).toEqual({});
  });
});
