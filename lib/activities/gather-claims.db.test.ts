import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, memberScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { type ClaimOnPool, claimOnPool, plannedClaims } from "@/lib/activities/gather-claims";

const HOUR = 3_600_000;
let serial = 0;

/** An activity of one pool with its plan, and a few members. */
async function world() {
  const made = await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const couponId = await makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"] } });
    const { id: activityId, poolIds } = await makeActivity(tx, merchantId, {
      startsAt: new Date(Date.now() - HOUR).toISOString(),
      endsAt: new Date(Date.now() + HOUR).toISOString(),
      passwords: [{ password: "SNOW", inventory: 50, prizes: [{ couponId, quantity: 1 }] }],
    });
    const people = await Promise.all(Array.from({ length: 3 }, () => makeMember(tx, merchantId)));
    return { merchantId, activityId, poolId: poolIds[0] ?? "", people };
  });
  const { merchantId, activityId, poolId, people } = made;
  const planned = await plannedClaims(memberScope(merchantId, people[0] ?? ""), activityId, 0);
  const plan = planned?.plans.get(poolId);
  if (!plan) throw new Error("the activity does not run");
  const ask = (who: number, more: Partial<ClaimOnPool> = {}) => {
    const memberId = people[who] ?? "";
    const requestId = `gathered-${++serial}`;
    const scope = memberScope(merchantId, memberId);
    return claimOnPool({ scope, activityId, poolId, plan, memberId, requestId, address: memberId, ...more });
  };
  /** One transaction announces what it did in one row: so many groups won something. */
  const groups = async () => {
    const [row] = await db().execute<{ n: string }>(
      sql`select count(*) as n from outbox_batch where merchant_id = ${merchantId}`,
    );
    return Number(row?.n);
  };
  return { ask, groups, plan };
}

describe("claims that are gathered", () => {
  it("go as one group while the group before them runs: a lone one in its turn, the others together", async () => {
    const { ask, groups } = await world();
    const first = ask(0);
    await setImmediate();
    const answers = await Promise.all([first, ask(1), ask(2)]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["won", "won", "won"]);
    expect(await groups()).toBe(2);
  });

  it("go as one group when they come in one turn of the event loop", async () => {
    const { ask, groups } = await world();
    const answers = await Promise.all([ask(0), ask(1), ask(2)]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["won", "won", "won"]);
    expect(await groups()).toBe(1);
  });

  it("of one member never stands twice in one group, which would sink it", async () => {
    const { ask, groups } = await world();
    const answers = await Promise.all([ask(0), ask(1), ask(1), ask(2)]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["won", "won", "won", "won"]);
    // One of each member, then the second of one. A group that fails is run again one by one: four.
    expect(await groups()).toBe(2);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("that was planned from older facts than the newest of its group is told so, and the others win", async () => {
    const { ask, plan } = await world();
    const older = { ...plan };
    const answers = await Promise.all([ask(0), ask(1, { plan: older }), ask(2)]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["won", "stale", "won"]);
  });
});
