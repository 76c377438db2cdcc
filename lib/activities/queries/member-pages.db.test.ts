import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { makeMember, makeMerchant, makePlan, memberScope, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import {
  getActivityHead,
  getActivityPage,
  getWin,
  listMyWins,
  listRunningActivities,
} from "@/lib/activities/queries/member-pages";
import type { Scope } from "@/lib/platform/auth/scope";
import { listVouchersOf } from "@/lib/vouchers/queries";

const startsAt = new Date(Date.now() - 86_400_000).toISOString();
const endsAt = new Date(Date.now() + 86_400_000).toISOString();
const visitorOf = (merchantId: string) =>
  testScope(merchantId, null, { actor: { type: "visitor", id: null } });

let visitor: Scope;
let winner: Scope;
let somebody: Scope;
let stranger: Scope;
let activityId = "";
let draftId = "";
let participationId = "";

beforeAll(async () => {
  await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const elsewhere = await makeMerchant(tx);
    const couponId = await makeCoupon(tx, merchantId);
    const passwords = [
      { password: "SNOW", inventory: 10, prizes: [{ couponId, quantity: 2 }] },
      { password: "ICE", inventory: 5, prizes: [{ couponId, quantity: 1 }] },
    ];
    const plan = await makePlan(tx, merchantId, { name: "Tea Club", tiers: ["Silver", "Gold"] });
    const audience = {
      type: "match" as const,
      tierIds: plan.tierIds,
      planIds: [],
      groupIds: [],
      tagIds: [],
      memberIds: [],
    };
    const tier = { planId: plan.id, tierId: plan.tierIds[0] ?? "" };
    const dates = { startsAt, endsAt };
    activityId = (await makeActivity(tx, merchantId, { ...dates, passwords, audience })).id;
    draftId = (await makeActivity(tx, merchantId, { ...dates, passwords }, { publishedAt: null })).id;
    visitor = visitorOf(merchantId);
    winner = memberScope(merchantId, await makeMember(tx, merchantId, { tier }));
    somebody = memberScope(merchantId, await makeMember(tx, merchantId, { tier }));
    stranger = memberScope(elsewhere, await makeMember(tx, elsewhere));
  });
  const request = { activityId, password: "snow", requestId: "one", address: "10.0.0.1" };
  const result = await claimPrizes(winner, request);
  if (!result.ok) throw new Error(result.refusal.code);
  participationId = result.value.participationId;
});

describe("an activity's page", () => {
  it("tells a visitor everything but the passwords", async () => {
    const page = await getActivityPage(visitor, activityId);
    expect(page?.pools.map((pool) => [pool.inventory, pool.issued, pool.prizes.length])).toEqual([
      [10, 1, 1],
      [5, 0, 1],
    ]);
    expect(page).toMatchObject({
      total: null,
      used: 1,
      counts: { total: 0 },
      audienceNames: ["Silver", "Gold"],
    });
    expect(JSON.stringify(page)).not.toMatch(/snow|"ICE"|password/i);
  });

  it("tells a member what they did so far, and nobody else's", async () => {
    const mine = await getActivityPage(winner, activityId);
    expect(mine?.counts).toMatchObject({ total: 1, today: 1 });
    expect([...(mine?.counts.wins.values() ?? [])]).toEqual([1]);
    expect((await getActivityPage(somebody, activityId))?.counts.total).toBe(0);
  });

  it("is there for no draft and for no other merchant", async () => {
    expect(await getActivityPage(visitor, draftId)).toBeNull();
    expect(await getActivityHead(visitor, draftId)).toBeNull();
    expect(await getActivityPage(stranger, activityId)).toBeNull();
    expect(await getActivityHead(stranger, activityId)).toBeNull();
  });
});

describe("what was won", () => {
  it("is shown to the winner with the coupons it gave", async () => {
    expect(await getWin(winner, activityId, participationId)).toMatchObject({ id: participationId });
    expect((await listMyWins(winner, activityId)).map((win) => win.id)).toEqual([participationId]);
    expect(await listVouchersOf(winner, winner.actor.id ?? "", [participationId])).toHaveLength(2);
  });

  it("is nothing to another member, a visitor, another merchant, or under another activity", async () => {
    for (const scope of [somebody, visitor, stranger]) {
      expect(await getWin(scope, activityId, participationId)).toBeNull();
      expect(await listMyWins(scope, activityId)).toEqual([]);
      expect(await listVouchersOf(scope, winner.actor.id ?? "", [participationId])).toEqual([]);
    }
    expect(await getWin(winner, draftId, participationId)).toBeNull();
  });
});

describe("what runs now", () => {
  const ids = async (scope: Scope, at = new Date()) =>
    (await listRunningActivities(scope, at)).map((activity) => activity.id);

  it("is inside its half-open period, published, and not paused", async () => {
    expect(await ids(visitor)).toEqual([activityId]);
    expect(await ids(visitor, new Date(startsAt))).toEqual([activityId]);
    expect(await ids(visitor, new Date(endsAt))).toEqual([]);
    expect(await ids(stranger)).toEqual([]);
    await db().update(activities).set({ pausedAt: new Date() }).where(eq(activities.id, activityId));
    expect(await ids(visitor)).toEqual([]);
  });
});
