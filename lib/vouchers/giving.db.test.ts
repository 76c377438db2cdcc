import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { couponStock } from "@/db/schema/coupons";
import { jobs } from "@/db/schema/jobs";
import { members } from "@/db/schema/members";
import { auditEntries } from "@/db/schema/merchants";
import { vouchers } from "@/db/schema/vouchers";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeStaff,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { type CouponSketch, makeCoupon } from "@/db/seed/offers";
import { buildTestProgram, startTestProgram } from "@/db/testing-programs";
import { inTransaction } from "@/db/transaction";
import { changeCouponState } from "@/lib/coupons/change-coupon-state";
import { beginUpload } from "@/lib/jobs/begin-upload";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { keepUploadPart } from "@/lib/jobs/keep-upload-part";
import { getJob, readJobFilePart } from "@/lib/jobs/queries";
import { retryJob } from "@/lib/jobs/retry-job";
import { runJob } from "@/lib/jobs/run-job";
import type { Audience } from "@/lib/members/schema/audience";
import type { Role, Scope } from "@/lib/platform/auth/scope";
import { closeJobs } from "@/lib/platform/jobs";
import { metricsText } from "@/lib/platform/metrics";
import { giveMany } from "@/lib/vouchers/give-many";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";
import { giveToMany, readList } from "@/lib/vouchers/jobs";
import { prepareGiving } from "@/lib/vouchers/prepare-giving";
import { countGiftAudience, getGiving, listGivingRows } from "@/lib/vouchers/queries/givings";
import type { GivingInput } from "@/lib/vouchers/schema";
import { startGiving } from "@/lib/vouchers/start-giving";

const never = new AbortController().signal;
let merchantId: string;
let north: string;
let admin: Scope;
let memberIds: string[];
let phones: string[];

async function staffOf(role: Role, storeIds: readonly string[] = []): Promise<Scope> {
  const id = await inTransaction((tx) => makeStaff(tx, merchantId, { role, storeIds }));
  const stores = storeIds.length > 0 ? { storeIds } : {};
  return testScope(merchantId, role, { actor: { type: "staff", id }, ...stores });
}

async function makeMembers(count: number): Promise<string[]> {
  return await inTransaction(async (tx) => {
    const made: string[] = [];
    for (let i = 0; i < count; i += 1)
      made.push(await makeMember(tx, merchantId, { homeStoreId: i % 2 ? null : north }));
    return made;
  });
}

beforeEach(async () => {
  [merchantId, north] = await inTransaction(async (tx) => {
    const of = await makeMerchant(tx);
    return [of, await makeStore(tx, of)] as const;
  });
  admin = await staffOf("group_admin");
  memberIds = await makeMembers(6);
  const rows = await db()
    .select({ id: members.id, phone: members.phone })
    .from(members)
    .where(eq(members.merchantId, merchantId));
  phones = memberIds.map((id) => rows.find((row) => row.id === id)?.phone ?? "");
});
afterAll(closeJobs);

const coupon = (sketch: CouponSketch = {}) =>
  inTransaction((tx) =>
    makeCoupon(tx, merchantId, {
      ...sketch,
      distribution: { methods: ["targeted"], quantity: null, ...sketch.distribution },
    }),
  );

async function prepared(to: GivingInput["to"], couponId: string, by = admin, quantity = 1): Promise<string> {
  const giving = { couponId, quantity, to };
  const result = await prepareGiving(by, { requestId: freshRequestId(), giving, locale: "en" });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.givingId;
}
const started = async (givingId: string, by = admin, reached = 0) => {
  const result = await startGiving(by, { requestId: freshRequestId(), givingId, locale: "en", reached });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.jobId;
};
const run = (jobId: string, kind = giveToMany) => runJob([kind], { merchantId, jobId, from: 0 }, never);
const rowsOf = async (givingId: string, by = admin) =>
  (await listGivingRows(by, givingId, { limit: 100 })).rows.map((row) => [
    row.line,
    row.memberId,
    row.status,
    row.reason,
  ]);
const heldBy = async (couponId: string) => {
  const rows = await db()
    .select({ memberId: vouchers.memberId, count: sql<number>`count(*)::int` })
    .from(vouchers)
    .where(and(eq(vouchers.merchantId, merchantId), eq(vouchers.couponId, couponId)))
    .groupBy(vouchers.memberId);
  return new Map(rows.map((row) => [row.memberId, row.count]));
};
const issued = async (couponId: string) => {
  const [row] = await db()
    .select({ sum: sql<number>`sum(${couponStock.issued})::int` })
    .from(couponStock)
    .where(and(eq(couponStock.merchantId, merchantId), eq(couponStock.couponId, couponId)));
  return row?.sum;
};
const id = (index: number) => memberIds[index] ?? "";
const phone = (index: number) => phones[index] ?? "";

describe("giving to a pasted list", () => {
  it("shows whom each line names before anything is given: each member once, the others with why not", async () => {
    const couponId = await coupon();
    const text = [
      phone(0),
      ` ${id(1)} ; Ben`,
      "",
      "+85200000000",
      phone(0).replace("+852", ""),
      "nonsense",
    ].join("\n");
    const givingId = await prepared({ type: "list", text }, couponId);
    expect(await rowsOf(givingId)).toEqual([
      [1, id(0), "waiting", null],
      [2, id(1), "waiting", null],
      [4, null, "refused", "unknown"],
      [5, null, "refused", "repeated"],
      [6, null, "refused", "unknown"],
    ]);
    expect(await getGiving(admin, givingId)).toMatchObject({ waiting: 2, given: 0, refused: 3, jobId: null });
    expect(await issued(couponId)).toBe(0);
  });

  it("gives each their copies, tells of each, and puts who got none into a file", async () => {
    const couponId = await coupon({ distribution: { claimLimit: 2 } });
    await grantCoupon(admin, { requestId: freshRequestId(), couponId, memberId: id(2), quantity: 1 });
    const givingId = await prepared(
      { type: "list", text: [id(0), id(2), "=1+1"].join("\n") },
      couponId,
      admin,
      2,
    );
    const jobId = await started(givingId);
    expect(await started(givingId)).toBe(jobId);
    await run(jobId);
    expect(await rowsOf(givingId)).toEqual([
      [1, id(0), "given", null],
      [2, id(2), "refused", "claim_limit_reached"],
      [3, null, "refused", "unknown"],
    ]);
    expect(await heldBy(couponId)).toEqual(
      new Map([
        [id(0), 2],
        [id(2), 1],
      ]),
    );
    const job = await getJob(admin, jobId);
    expect(job).toMatchObject({ status: "done", result: { counts: { given: 1, refused: 2 } }, title: {} });
    const file = Buffer.from((await readJobFilePart(admin, job?.files[0]?.id ?? "", 0)) ?? []).toString();
    expect(file).toContain("Has as many as one member may have");
    expect(file).toContain("\r\n3,'=1+1,");
    const told = await db()
      .select()
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.merchantId, merchantId),
          eq(auditEntries.action, "coupon.grant"),
          eq(auditEntries.objectId, id(0)),
        ),
      );
    expect(told).toHaveLength(1);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("keeps to what is left of a limited coupon, first come first served", async () => {
    const couponId = await coupon({ distribution: { quantity: 3 } });
    const givingId = await prepared({ type: "list", text: memberIds.join("\n") }, couponId);
    await run(await started(givingId));
    const came = (await rowsOf(givingId)).map(([, , status]) => status);
    expect(came).toEqual(["given", "given", "given", "refused", "refused", "refused"]);
    expect(await issued(couponId)).toBe(3);
  });

  it("is refused beyond a role's caps, for a coupon that is not given out, and a list that names nobody", async () => {
    const couponId = await coupon({ conditions: { storeIds: [north] } });
    const manager = await staffOf("store_manager", [north]);
    const ask = (to: GivingInput["to"], quantity = 1, of = couponId) =>
      prepareGiving(manager, {
        requestId: freshRequestId(),
        giving: { couponId: of, quantity, to },
        locale: "en",
      });
    const list = { type: "list", text: id(0) } as const;
    expect(await ask(list, 11)).toMatchObject({ refusal: { code: "grant_cap", params: { limit: 10 } } });
    expect(await ask(list, 1, await coupon())).toMatchObject({ refusal: { code: "stores_not_yours" } });
    const publicOnly = await coupon({
      conditions: { storeIds: [north] },
      distribution: { methods: ["public"] },
    });
    expect(await ask(list, 1, publicOnly)).toMatchObject({ refusal: { code: "not_targeted" } });
    // A member of no store of theirs is nobody to them.
    const other = await prepared({ type: "list", text: id(1) }, couponId, manager);
    expect(await rowsOf(other, manager)).toEqual([[1, null, "refused", "unknown"]]);
    const request = { requestId: freshRequestId(), givingId: other, locale: "en", reached: 0 } as const;
    expect(await startGiving(manager, request)).toMatchObject({ refusal: { code: "list_empty" } });
    const audience = await prepared({ type: "audience", audience: { type: "all" } }, couponId, manager, 10);
    const many = { ...request, requestId: freshRequestId(), givingId: audience, reached: 101 };
    expect(await startGiving(manager, many)).toMatchObject({
      refusal: { code: "giving_cap", params: { limit: 1000 } },
    });
    await expect(startGiving(admin, { ...many, requestId: freshRequestId() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("giving to an audience", () => {
  it("gives whom it admits, within the giver's stores, and nobody else", async () => {
    const couponId = await coupon({ conditions: { storeIds: [north] } });
    const manager = await staffOf("store_manager", [north]);
    const audience: Audience = {
      type: "match",
      planIds: [],
      tierIds: [],
      groupIds: [],
      tagIds: [],
      memberIds: [id(0), id(1), id(2)],
    };
    const givingId = await prepared({ type: "audience", audience }, couponId, manager);
    await run(await started(givingId, manager, 2));
    expect(await heldBy(couponId)).toEqual(
      new Map([
        [id(0), 1],
        [id(2), 1],
      ]),
    );
    expect((await rowsOf(givingId, manager)).map(([, memberId, status]) => [memberId, status])).toEqual(
      [id(0), id(2)].sort().map((one) => [one, "given"]),
    );
  });
});

describe("whom a giving reaches", () => {
  it("is counted for whoever picks the audience as it will be given: within the giver's stores", async () => {
    const couponId = await coupon({ conditions: { storeIds: [north] } });
    const manager = await staffOf("store_manager", [north]);
    expect(await countGiftAudience(admin, { type: "all" })).toMatchObject({ count: 6 });
    const reach = await countGiftAudience(manager, { type: "all" });
    const givingId = await prepared({ type: "audience", audience: { type: "all" } }, couponId, manager);
    await run(await started(givingId, manager, reach.count));
    expect((await heldBy(couponId)).size).toBe(reach.count);
    expect(reach).toEqual({ count: 3, capped: false });
  });
});

describe("giving to a file", () => {
  it("reads it in the worker, each member once over all of it, and can be started when it is read", async () => {
    const couponId = await coupon();
    const begun = await beginUpload(admin, "who.csv");
    if (!begun.ok) throw new Error(begun.refusal.code);
    const { fileId } = begun.value;
    const data = Buffer.from(`name,phone\nA,${phone(0)}\nB,${phone(1)}\nC,${phone(0)}\n`);
    await keepUploadPart(admin, { fileId, part: 0, isLast: true, data });
    const givingId = await prepared({ type: "file", fileId }, couponId);
    const start = { requestId: freshRequestId(), givingId, locale: "en", reached: 0 } as const;
    expect(await startGiving(admin, start)).toMatchObject({ refusal: { code: "giving_not_ready" } });
    const giving = await getGiving(admin, givingId);
    await run(giving?.readJobId ?? "", readList);
    expect((await rowsOf(givingId)).map(([line, , status, reason]) => [line, status, reason])).toEqual([
      [2, "waiting", null],
      [3, "waiting", null],
      [4, "refused", "repeated"],
    ]);
    await run(await started(givingId));
    expect(await heldBy(couponId)).toEqual(
      new Map([
        [id(0), 1],
        [id(1), 1],
      ]),
    );
  });
});

describe("a giving that is cut off", () => {
  it("goes on after its worker was killed half way: nobody is given twice, and counters equal history", async () => {
    const couponId = await coupon({ distribution: { quantity: 5000 } });
    memberIds = await makeMembers(600);
    const givingId = await prepared({ type: "list", text: memberIds.join("\n") }, couponId, admin, 5);
    const jobId = await started(givingId);
    const worker = startTestProgram(await buildTestProgram("giver"), { MERCHANT: merchantId, JOB: jobId });
    await worker.says("half");
    await worker.kill();
    const between = await getGiving(admin, givingId);
    expect(between?.given).toBeGreaterThan(0);
    expect(between?.waiting).toBeGreaterThan(0);
    await run(jobId);
    const held = await heldBy(couponId);
    expect(held.size).toBe(600);
    expect([...held.values()].every((count) => count === 5)).toBe(true);
    expect(await issued(couponId)).toBe(3000);
    expect(await getGiving(admin, givingId)).toMatchObject({ waiting: 0, given: 600, refused: 0 });
    expect(await getJob(admin, jobId)).toMatchObject({ status: "done", done: 600, total: 600 });
    // As the database would have it by itself in a while: a plan made for empty tables takes minutes.
    await db().execute(sql`analyze voucher, member_quota`);
    expect(await brokenInvariants(db())).toEqual({});
  }, 120_000);

  it("stops when it is told to, and goes on with whom is left when that is asked", async () => {
    const couponId = await coupon();
    const givingId = await prepared({ type: "list", text: memberIds.join("\n") }, couponId);
    const jobId = await started(givingId);
    await cancelJob(admin, { jobId });
    await run(jobId);
    expect(await issued(couponId)).toBe(0);
    await retryJob(admin, { jobId });
    await run(jobId);
    expect((await getGiving(admin, givingId))?.given).toBe(6);
    await db()
      .update(jobs)
      .set({ status: "queued", finishedAt: null, place: null })
      .where(eq(jobs.id, jobId));
    await run(jobId);
    expect(await issued(couponId)).toBe(6);
  });

  it("has two workers at it at once, and gives once", async () => {
    const couponId = await coupon();
    const audience = { type: "all" } as const;
    const givingId = await prepared({ type: "audience", audience }, couponId);
    const jobId = await started(givingId, admin, 6);
    await Promise.allSettled([run(jobId), run(jobId), run(jobId)]);
    await run(jobId);
    expect([...(await heldBy(couponId)).values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe("giving many at once", () => {
  const cases: [string, CouponSketch][] = [
    ["a limit for each", { distribution: { claimLimit: 3, claimLimitPerDay: 2 } }],
    ["three left", { distribution: { quantity: 7 } }],
    [
      "only some members",
      {
        conditions: {
          audience: { type: "match", planIds: [], tierIds: [], groupIds: [], tagIds: [], memberIds: [] },
        },
      },
    ],
    [
      "days that are over",
      { validity: { type: "fixed", from: "2020-01-01T00:00:00Z", until: "2020-01-02T00:00:00Z" } },
    ],
    ["no staff to hand it out", { distribution: { methods: ["public"] } }],
  ];
  it.each(cases)("comes to what giving one by one comes to: %s", async (_, sketch) => {
    const [one, many] = [await coupon(sketch), await coupon(sketch)];
    await db()
      .update(members)
      .set({ blockedAt: new Date() })
      .where(and(eq(members.merchantId, merchantId), eq(members.id, id(5))));
    for (const couponId of [one, many]) {
      for (const [index, quantity] of [
        [0, 2],
        [1, 1],
      ] as const) {
        await grantCoupon(admin, { requestId: freshRequestId(), couponId, memberId: id(index), quantity });
      }
    }
    const apart: [string, string | null][] = [];
    for (const memberId of memberIds) {
      const result = await grantCoupon(admin, {
        requestId: freshRequestId(),
        couponId: one,
        memberId,
        quantity: 2,
      });
      apart.push([memberId, result.ok ? null : result.refusal.code]);
    }
    const request = { couponId: many, memberIds, quantity: 2, sourceId: "giv_test" };
    const together = await inTransaction((tx) => giveMany(tx, admin, request));
    expect([...together]).toEqual(apart);
    expect(await issued(many)).toBe(await issued(one));
    expect(await heldBy(many)).toEqual(await heldBy(one));
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("counts what a job gave and refused, once it is committed and not before", async () => {
    const grants = async () => {
      const lines = (await metricsText()).matchAll(
        /^scrip_claims_total\{by="grant",outcome="(\w+)"\} (\d+)$/gm,
      );
      return Object.fromEntries(Array.from(lines, ([, outcome, n]) => [outcome, Number(n)]));
    };
    const couponId = await coupon({ distribution: { quantity: 4 } });
    const before = await grants();
    const undone = inTransaction(async (tx) => {
      await giveMany(tx, admin, { couponId, memberIds, quantity: 1, sourceId: "giv_undone" });
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await grants()).toEqual(before);
    await run(await started(await prepared({ type: "list", text: memberIds.join("\n") }, couponId)));
    const after = await grants();
    expect((after.ok ?? 0) - (before.ok ?? 0)).toBe(4);
    expect((after.sold_out ?? 0) - (before.sold_out ?? 0)).toBe(2);
  });

  it("never goes beyond the stock, whoever else takes of it at the same time", async () => {
    const couponId = await coupon({ distribution: { quantity: 10 } });
    memberIds = await makeMembers(40);
    const part = (from: number) => ({
      couponId,
      memberIds: memberIds.slice(from, from + 10),
      quantity: 1,
      sourceId: `giv_${from}`,
    });
    await Promise.all([0, 10, 20, 30].map((from) => inTransaction((tx) => giveMany(tx, admin, part(from)))));
    expect(await issued(couponId)).toBe(10);
    expect((await heldBy(couponId)).size).toBe(10);
  });

  it("tells what the coupon itself came to meanwhile", async () => {
    const couponId = await coupon();
    const givingId = await prepared({ type: "list", text: id(0) }, couponId);
    const jobId = await started(givingId);
    await changeCouponState(admin, { requestId: freshRequestId(), couponId, change: "pause" });
    await run(jobId);
    expect((await rowsOf(givingId))[0]?.[3]).toBe("paused");
  });
});
