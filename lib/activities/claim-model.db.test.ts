import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, memberScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import {
  type ClaimRefusal,
  limitRefusal,
  memberRefusal,
  remainingClaims,
  supplyRefusalOf,
} from "@/lib/activities/rules/claim";
import { localDate } from "@/lib/kernel/time";

const HOUR = 3_600_000;
const ZONE = "Asia/Hong_Kong";
const WORLDS = 24;
const ROUNDS = 6;
const MEMBERS = 8;

/** Numbers that look random and are the same for one seed (mulberry32). */
function chance(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (n: number) => Math.floor(next() * (n + 1));
  return { upTo, maybe: (n: number) => (next() < 0.5 ? null : 1 + upTo(n - 1)) };
}

type Model = {
  limits: {
    perMember: number | null;
    perMemberPerDay: number | null;
    perPassword: number | null;
    zone: string;
  };
  inventory: number;
  total: number | null;
  issued: number;
  prizes: { couponId: string; quantity: number; left: number | null }[];
  wins: Map<string, number>;
  blocked: string;
};

const nobodyKnows = { id: "", isNew: true, planIds: [], tierIds: [], groupIds: [], tagIds: [] };

/** What the pure rules say of one claim after another: the refusal, or how many remain. */
function decide(model: Model, memberId: string, now: Date): ClaimRefusal | number | null {
  const { limits, inventory, total, issued } = model;
  const wins = model.wins.get(memberId) ?? 0;
  const counts = { total: wins, wins, today: wins, day: localDate(now, ZONE) };
  const short = model.prizes.find((prize) => prize.left !== null && prize.left < prize.quantity);
  const supply = {
    inventory,
    issued,
    total,
    participations: issued,
    unavailableCouponId: short?.couponId ?? null,
  };
  const refusal =
    memberRefusal({ type: "all" }, nobodyKnows, memberId === model.blocked) ??
    limitRefusal(counts, limits, now) ??
    supplyRefusalOf(supply);
  if (refusal) return refusal;
  model.issued += 1;
  model.wins.set(memberId, wins + 1);
  for (const prize of model.prizes) if (prize.left !== null) prize.left -= prize.quantity;
  return remainingClaims({ ...counts, total: wins + 1, wins: wins + 1 }, limits);
}

async function world(seed: number) {
  const { upTo, maybe } = chance(seed);
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const members = await Promise.all(Array.from({ length: MEMBERS }, () => makeMember(tx, merchantId)));
    const blocked = members[upTo(MEMBERS - 1)] ?? "";
    await tx.execute(sql`update member set blocked_at = now() where id = ${blocked}`);
    const prizes: Model["prizes"] = [];
    for (let n = 0; n <= upTo(2); n++) {
      const left = maybe(30);
      const couponId = await makeCoupon(tx, merchantId, {
        distribution: { methods: ["targeted"], quantity: left },
      });
      prizes.push({ couponId, quantity: 1 + upTo(2), left });
    }
    const perMember = maybe(4);
    const limits = { perMember, perMemberPerDay: maybe(Math.min(perMember ?? 3, 3)) };
    const [perPassword, total, inventory] = [maybe(3), maybe(20), 1 + upTo(24)];
    const { id } = await makeActivity(tx, merchantId, {
      startsAt: new Date(Date.now() - HOUR).toISOString(),
      endsAt: new Date(Date.now() + 48 * HOUR).toISOString(),
      timeZone: ZONE,
      perPassword,
      limits: { ...limits, total },
      passwords: [
        {
          password: "MODEL",
          inventory,
          prizes: prizes.map(({ couponId, quantity }) => ({ couponId, quantity })),
        },
      ],
    });
    const model: Model = {
      limits: { ...limits, perPassword, zone: ZONE },
      ...{ inventory, total, issued: 0, prizes, blocked },
      wins: new Map(),
    };
    return { merchantId, activityId: id, members, model, upTo };
  });
}

describe("claims that are gathered and decided by the database", () => {
  it("are granted and refused exactly as the pure rules would, one after another", async () => {
    let gathered = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const { merchantId, activityId, members, model, upTo } = await world(seed);
      for (let round = 0; round < ROUNDS; round++) {
        const asking = members.filter(() => upTo(3) > 0);
        const answers = await Promise.all(
          asking.map((memberId) =>
            claimPrizes(memberScope(merchantId, memberId), {
              activityId,
              password: "model",
              requestId: `${seed}-${round}-${memberId}`,
              address: memberId,
            }),
          ),
        );
        const now = new Date();
        const wanted = asking.map((memberId) => decide(model, memberId, now));
        const got = answers.map((answer) => (answer.ok ? answer.value.remaining : answer.refusal));
        expect(got, `seed ${seed}, round ${round}`).toEqual(wanted);
        gathered += asking.length;
      }
    }
    expect(gathered).toBeGreaterThan(WORLDS * ROUNDS * 4);
    expect(await brokenInvariants(db())).toEqual({});
  });
});
