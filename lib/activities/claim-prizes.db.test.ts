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
import { type ActivitySketch, makeActivity, makeCoupon } from "@/db/seed/offers";
import { patiently } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { addStock } from "@/lib/activities/add-stock";
import { changeActivityState } from "@/lib/activities/change-activity-state";
import { claimPrizes, type Won } from "@/lib/activities/claim-prizes";
import { editCoupon } from "@/lib/coupons/edit-coupon";
import { couponInputSchema } from "@/lib/coupons/schema";
import { setCouponQuantity } from "@/lib/coupons/set-coupon-quantity";
import type { Result } from "@/lib/kernel/result";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
let request = 0;

type World = { merchantId: string; couponIds: string[]; activityId: string; poolIds: string[] };

async function world(
  more: Partial<Omit<ActivitySketch, "passwords">> & {
    inventory?: number;
    couponQuantity?: number | null;
  } = {},
): Promise<World> {
  const { inventory = 50, couponQuantity = null, ...rest } = more;
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    await makeStore(tx, merchantId);
    const distribution = { methods: ["targeted" as const], quantity: couponQuantity };
    const couponIds = [
      await makeCoupon(tx, merchantId, { distribution }),
      await makeCoupon(tx, merchantId, { distribution }),
    ];
    const prizes = couponIds.map((couponId, i) => ({ couponId, quantity: i + 1 }));
    const { id: activityId, poolIds } = await makeActivity(tx, merchantId, {
      startsAt: at(-1),
      endsAt: at(24),
      passwords: [
        { password: "SUMMER2026", inventory, prizes },
        { password: "WINTER2026", inventory, prizes },
      ],
      ...rest,
    });
    return { merchantId, couponIds, activityId, poolIds };
  });
}

const members = (merchantId: string, n: number) =>
  inTransaction((tx) => Promise.all(Array.from({ length: n }, () => makeMember(tx, merchantId))));

function claim(w: World, memberId: string, password = "SUMMER2026", requestId = `r${++request}`) {
  const scope = memberScope(w.merchantId, memberId);
  const input = { activityId: w.activityId, password, requestId, address: `test-${memberId}` };
  return patiently(() => claimPrizes(scope, input));
}

const give = (...input: Parameters<typeof grantCoupon>) => patiently(() => grantCoupon(...input));
const add = (...input: Parameters<typeof addStock>) => patiently(() => addStock(...input));

const won = (results: readonly Result<Won>[]) => results.filter((result) => result.ok).length;
const codes = (results: readonly Result<Won>[]) => [
  ...new Set(results.flatMap((result) => (result.ok ? [] : [result.refusal.code]))),
];
const one = async (query: ReturnType<typeof sql>) => Number((await db().execute<{ n: string }>(query))[0]?.n);
const vouchersOf = (memberId: string) =>
  one(sql`select count(*) as n from voucher where member_id = ${memberId}`);

let w: World;
beforeEach(async () => {
  w = await world();
});

describe("a claim", () => {
  it("gives all prizes of the password at once, with history, outbox and audit (I-15, I-26)", async () => {
    const [memberId = ""] = await members(w.merchantId, 1);
    const result = await claim(w, memberId, "  ｓｕｍｍｅｒ２０２６\u00a0");
    expect(result.ok && result.value.vouchers.map((voucher) => voucher.couponId)).toEqual([
      w.couponIds[0],
      w.couponIds[1],
      w.couponIds[1],
    ]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("gives nothing when one of its prizes is not to be had", async () => {
    const [memberId = ""] = await members(w.merchantId, 1);
    await setCouponQuantity(testScope(w.merchantId), {
      requestId: freshRequestId(),
      couponId: w.couponIds[1] ?? "",
      revision: 1,
      quantity: 1,
    });
    expect(await claim(w, memberId)).toEqual({
      ok: false,
      refusal: { code: "prize_unavailable", params: { couponId: w.couponIds[1] } },
    });
    expect(await vouchersOf(memberId)).toBe(0);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("gives the same answer to the same request, however often and at once it is sent (I-14)", async () => {
    const [memberId = ""] = await members(w.merchantId, 1);
    const twins = await Promise.all(
      Array.from({ length: 50 }, () => claim(w, memberId, "SUMMER2026", "the-one")),
    );
    expect(won(twins)).toBe(50);
    expect(new Set(twins.map((twin) => twin.ok && twin.value.participationId)).size).toBe(1);
    expect(await vouchersOf(memberId)).toBe(3);
  });

  it("refuses the same request id with another password, and takes it for another request elsewhere", async () => {
    const other = await inTransaction((tx) =>
      makeActivity(tx, w.merchantId, {
        startsAt: at(-1),
        endsAt: at(1),
        passwords: [
          { password: "X", inventory: 1, prizes: [{ couponId: w.couponIds[0] ?? "", quantity: 1 }] },
        ],
      }),
    );
    const [memberId = ""] = await members(w.merchantId, 1);
    await claim(w, memberId, "SUMMER2026", "same");
    await expect(claim(w, memberId, "WINTER2026", "same")).rejects.toThrow("another request");
    expect((await claim({ ...w, activityId: other.id }, memberId, "X", "same")).ok).toBe(true);
    expect(await vouchersOf(memberId)).toBe(4);
  });

  it("of another merchant's activity is not found (I-27)", async () => {
    const other = await world();
    const [memberId = ""] = await members(other.merchantId, 1);
    await expect(claim({ ...w, merchantId: other.merchantId }, memberId)).rejects.toThrow("not_found");
  });
});

describe("under a rush", () => {
  it("a stock of 50 is won exactly 50 times by 400 at once (I-1, I-5)", async () => {
    const rush = await Promise.all((await members(w.merchantId, 400)).map((memberId) => claim(w, memberId)));
    expect(won(rush)).toBe(50);
    expect(codes(rush)).toEqual(["sold_out"]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("a coupon of 60 shared by two passwords and grants is issued exactly 60 times (I-1)", async () => {
    const limited = await world({ inventory: 1000, couponQuantity: 60 });
    const people = await members(limited.merchantId, 120);
    const staff = testScope(limited.merchantId);
    const couponId = limited.couponIds[1] ?? "";
    const results = await Promise.all(
      people.map((memberId, i) =>
        i % 3 === 2
          ? give(staff, { requestId: `g${++request}`, couponId, memberId, quantity: 2 })
          : claim(limited, memberId, i % 3 === 0 ? "SUMMER2026" : "WINTER2026"),
      ),
    );
    expect(results.filter((result) => result.ok).length).toBe(30);
    expect(await one(sql`select count(*) as n from voucher where coupon_id = ${couponId}`)).toBe(60);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("the last units are all sold: N units, N members, N winners", async () => {
    const exact = await world({ inventory: 40 });
    const rush = await Promise.all((await members(exact.merchantId, 40)).map((id) => claim(exact, id)));
    expect(won(rush)).toBe(40);
  });

  it("one member wins as often as allowed, over both passwords, with 200 requests at once (I-2)", async () => {
    const limited = await world({
      inventory: 1000,
      limits: { perMember: 3, perMemberPerDay: null, total: null },
    });
    const [memberId = ""] = await members(limited.merchantId, 1);
    const rush = await Promise.all(
      Array.from({ length: 200 }, (_, i) => claim(limited, memberId, i % 2 ? "SUMMER2026" : "WINTER2026")),
    );
    expect(won(rush)).toBe(3);
    expect(codes(rush)).toEqual(["participation_limit_reached"]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("the limit of each password holds for one member at once (I-2)", async () => {
    const limited = await world({ inventory: 1000, perPassword: 2 });
    const [memberId = ""] = await members(limited.merchantId, 1);
    const rush = await Promise.all(Array.from({ length: 60 }, () => claim(limited, memberId)));
    expect(won(rush)).toBe(2);
    expect(won([await claim(limited, memberId, "WINTER2026")])).toBe(1);
  });

  it("the daily limit holds and tells when it resets (I-3)", async () => {
    const limited = await world({
      inventory: 1000,
      limits: { perMember: null, perMemberPerDay: 2, total: null },
    });
    const [memberId = ""] = await members(limited.merchantId, 1);
    const rush = await Promise.all(Array.from({ length: 60 }, () => claim(limited, memberId)));
    expect(won(rush)).toBe(2);
    const refused = rush.find((result) => !result.ok);
    expect(refused && !refused.ok && refused.refusal.params?.resetsAt).toMatch(/T16:00:00\.000Z$/);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("the activity's total holds over both passwords", async () => {
    const limited = await world({
      inventory: 1000,
      limits: { perMember: null, perMemberPerDay: null, total: 25 },
    });
    const rush = await Promise.all(
      (await members(limited.merchantId, 80)).map((id, i) =>
        claim(limited, id, i % 2 ? "SUMMER2026" : "WINTER2026"),
      ),
    );
    expect(won(rush)).toBe(25);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("a coupon of which there was plenty and now are 100 is issued exactly 100 times (I-1)", async () => {
    const plenty = await world({ inventory: 5000 });
    const people = await members(plenty.merchantId, 300);
    const couponId = plenty.couponIds[0] ?? "";
    // From here on this process knows that there is plenty: groups come ahead of their stock, two at once.
    expect((await claim(plenty, people[0] ?? "")).ok).toBe(true);
    const first = people.slice(1, 90).map((memberId) => claim(plenty, memberId));
    const cutting = patiently(() =>
      setCouponQuantity(testScope(plenty.merchantId), {
        requestId: freshRequestId(),
        couponId,
        revision: 1,
        quantity: 100,
      }),
    );
    expect((await cutting).ok).toBe(true);
    const rest = people.slice(90).map((memberId) => claim(plenty, memberId));
    const rush = await Promise.all([...first, ...rest]);
    expect(won(rush)).toBe(99);
    expect(codes(rush)).toEqual(["prize_unavailable"]);
    expect(await one(sql`select count(*) as n from voucher where coupon_id = ${couponId}`)).toBe(100);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("only whom the audience admits win, and all of 200 at once are answered without coming back", async () => {
    const w = await world({ inventory: 1000 });
    const { picked, others } = await inTransaction(async (tx) => {
      const people = async (n: number) =>
        await Promise.all(Array.from({ length: n }, () => makeMember(tx, w.merchantId)));
      return { picked: await people(100), others: await people(100) };
    });
    const audience = { type: "match", planIds: [], tierIds: [], groupIds: [], tagIds: [], memberIds: picked };
    await db().execute(
      sql`update activity set audience = ${JSON.stringify(audience)}::jsonb, revision = revision + 1 where id = ${w.activityId}`,
    );
    const ask = (memberId: string) =>
      claimPrizes(memberScope(w.merchantId, memberId), {
        activityId: w.activityId,
        password: "SUMMER2026",
        requestId: `audience-${memberId}`,
        address: memberId,
      });
    const [inside, outside] = await Promise.all([
      Promise.all(picked.map(ask)),
      Promise.allSettled(others.map(ask)),
    ]);
    expect(won(inside)).toBe(100);
    const refused = outside.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(codes(refused)).toEqual(["member_not_eligible"]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("fifty additions of stock at once all count (I-10)", async () => {
    const staff = testScope(w.merchantId);
    const poolId = w.poolIds[0] ?? "";
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => add(staff, { requestId: `add${i}`, poolId, add: 10 })),
    );
    await Promise.all(Array.from({ length: 20 }, () => add(staff, { requestId: "add1", poolId, add: 10 })));
    expect(await one(sql`select inventory as n from prize_pool where id = ${poolId}`)).toBe(550);
  });

  it("what is issued while the terms are edited is wholly old or wholly new (I-9)", async () => {
    const busy = await world({ inventory: 1000 });
    const people = await members(busy.merchantId, 200);
    const couponId = busy.couponIds[0] ?? "";
    const staff = testScope(busy.merchantId);
    const coupon = couponInputSchema.parse({
      name: "Renamed",
      currency: "HKD",
      benefit: { type: "amount_off", amountMinor: 9900 },
      validity: { type: "hours_after_claim", hours: 5 },
    });
    const ask = (from: number, to: number) => people.slice(from, to).map((memberId) => claim(busy, memberId));
    const early = ask(0, 100);
    await Promise.race(early);
    const editing = patiently(() =>
      editCoupon(staff, { requestId: freshRequestId(), couponId, revision: 1, coupon }),
    );
    const amid = ask(100, 150);
    const edited = await editing;
    await Promise.all([...early, ...amid, ...ask(150, 200)]);
    expect(edited).toMatchObject({ ok: true, value: { termsVersion: 2 } });
    const mixed = sql`select count(*) as n from voucher v where coupon_id = ${couponId}
      and (terms_version = 2) <> (valid_until - issued_at = interval '5 hours')`;
    expect(await one(mixed)).toBe(0);
    expect(
      await one(sql`select count(distinct terms_version) as n from voucher where coupon_id = ${couponId}`),
    ).toBe(2);
  });

  it("nobody wins after a pause has been answered", async () => {
    const people = await members(w.merchantId, 40);
    const staff = testScope(w.merchantId);
    let pausedAt = Number.POSITIVE_INFINITY;
    const late: number[] = [];
    await Promise.all([
      changeActivityState(staff, {
        requestId: freshRequestId(),
        activityId: w.activityId,
        change: "pause",
      }).then(() => {
        pausedAt = Date.now();
      }),
      ...people.map(async (memberId) => {
        const sentAt = Date.now();
        if ((await claim(w, memberId)).ok && sentAt > pausedAt) late.push(sentAt);
      }),
    ]);
    expect(late).toEqual([]);
    expect(codes([await claim(w, people[0] ?? "")])).toEqual(["paused"]);
  });
});

describe("wrong passwords", () => {
  it("are no participation, are counted, and end in a time when they are looked at again (S-14)", async () => {
    const [memberId = ""] = await members(w.merchantId, 1);
    const tries = [];
    for (let i = 0; i < 6; i++) tries.push(await claim(w, memberId, "WRONG"));
    expect(tries.map((t) => (t.ok ? null : (t.refusal.params?.triesLeft ?? t.refusal.code)))).toEqual([
      4,
      3,
      2,
      1,
      0,
      "too_many_tries",
    ]);
    expect(codes([await claim(w, memberId)])).toEqual(["too_many_tries"]);
    expect(await vouchersOf(memberId)).toBe(0);
  });

  it("are limited to five for one member although a hundred are sent at once", async () => {
    const [memberId = ""] = await members(w.merchantId, 1);
    const guesses = Array.from({ length: 99 }, (_, i) => `GUESS${i}`);
    const results = await Promise.all([...guesses, "SUMMER2026"].map((guess) => claim(w, memberId, guess)));
    const looked = results.filter((r) => r.ok || r.refusal.code === "wrong_password").length;
    expect(looked).toBeLessThanOrEqual(6);
    expect(results.filter((r) => !r.ok && r.refusal.code === "wrong_password").length).toBeLessThanOrEqual(5);
  });

  it("are told as such also where reading the activity takes longer than what is read stays fresh", async () => {
    const [memberId = ""] = await members(w.merchantId, 1);
    const { merchantId, activityId } = w;
    let slow = true;
    const holding = (async () => {
      while (slow) {
        await inTransaction(async (tx) => {
          await tx.execute(sql`lock table activity in access exclusive mode`);
          await tx.execute(sql`select pg_sleep(0.4)`);
        });
      }
    })();
    try {
      const request = { activityId, password: "WRONG", requestId: freshRequestId(), address: "test" };
      const answer = await claimPrizes(memberScope(merchantId, memberId), request);
      expect(codes([answer])).toEqual(["wrong_password"]);
    } finally {
      slow = false;
      await holding;
    }
  });

  it("of one member do not stop another", async () => {
    const [first = "", second = ""] = await members(w.merchantId, 2);
    for (let i = 0; i < 6; i++) await claim(w, first, "WRONG");
    expect(await claim(w, second, "WRONG")).toMatchObject({ refusal: { params: { triesLeft: 4 } } });
    expect((await claim(w, second)).ok).toBe(true);
  });
});

// Last, because it moves a counter back a day, which no clock can do.
describe("the day of a daily limit", () => {
  it("a new local day of the activity's zone begins at zero (I-3)", async () => {
    const limited = await world({
      inventory: 1000,
      limits: { perMember: null, perMemberPerDay: 1, total: null },
    });
    const [memberId = ""] = await members(limited.merchantId, 1);
    expect(won([await claim(limited, memberId), await claim(limited, memberId)])).toBe(1);
    await db().execute(sql`update activity_quota set day = day - 1 where member_id = ${memberId}`);
    expect(won(await Promise.all([claim(limited, memberId), claim(limited, memberId)]))).toBe(1);
  });
});
