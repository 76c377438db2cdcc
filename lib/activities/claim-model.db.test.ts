import { sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, memberScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { claimBatch } from "@/lib/activities/repository/claim-batch";
import {
  type ClaimRefusal,
  limitRefusal,
  memberRefusal,
  remainingClaims,
  supplyRefusalOf,
} from "@/lib/activities/rules/claim";
import { localDate } from "@/lib/kernel/time";

// It runs as it is; how it was asked is written down.
vi.mock("@/lib/activities/repository/claim-batch", { spy: true });

const HOUR = 3_600_000;
const ZONE = "Asia/Hong_Kong";
const WORLDS = 24;
const ROUNDS = 6;
/** So few that no two groups are at work at once: they are decided in the order they came. */
const MEMBERS = 8;
/** So many that two are: what each gets must not depend on the order of members then. */
const CROWD = 24;
/** Enough for whatever is claimed here. */
const PLENTY = 3000;

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

type Kind = { readonly people: number; readonly isPlenty: boolean };

/** A world of little, or of plenty: then only what one member may is limited. */
async function world(seed: number, { people, isPlenty }: Kind) {
  const { upTo, maybe } = chance(seed);
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const members = await Promise.all(Array.from({ length: people }, () => makeMember(tx, merchantId)));
    const blocked = members[upTo(people - 1)] ?? "";
    await tx.execute(sql`update member set blocked_at = now() where id = ${blocked}`);
    const prizes: Model["prizes"] = [];
    for (let n = 0; n <= upTo(2); n++) {
      const left = isPlenty ? maybe(2) && 3 * (PLENTY + upTo(PLENTY)) : maybe(30);
      const couponId = await makeCoupon(tx, merchantId, {
        distribution: { methods: ["targeted"], quantity: left },
      });
      prizes.push({ couponId, quantity: 1 + upTo(2), left });
    }
    const perMember = maybe(4);
    const limits = { perMember, perMemberPerDay: maybe(Math.min(perMember ?? 3, 3)) };
    const perPassword = maybe(3);
    const [total, inventory] = isPlenty ? [null, PLENTY + upTo(PLENTY)] : [maybe(20), 1 + upTo(24)];
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

type World = Awaited<ReturnType<typeof world>>;

/** Members ask at once, in this order, some more than once where `isCrowd`; gives how many asked. */
async function ask(w: World, name: string, isCrowd: boolean): Promise<number> {
  const { merchantId, activityId, members, model, upTo } = w;
  const once = members.filter(() => upTo(3) > 0);
  const asking = isCrowd ? [...once, ...once.filter(() => upTo(2) > 1)] : once;
  const answers = await Promise.all(
    asking.map((memberId, at) =>
      claimPrizes(memberScope(merchantId, memberId), {
        activityId,
        password: "model",
        requestId: `${name}-${at}`,
        address: memberId,
      }),
    ),
  );
  const now = new Date();
  const wanted = asking.map((memberId) => decide(model, memberId, now));
  const got = answers.map((answer) => (answer.ok ? answer.value.remaining : answer.refusal));
  expect(got, name).toEqual(wanted);
  return asking.length;
}

/** How often groups were asked ahead of their stock since the last time, and how often of these there was too little. */
async function aheadOf() {
  const { calls, results } = vi.mocked(claimBatch).mock;
  const answers = await Promise.all(
    calls.flatMap(([, { ahead }], at) => (ahead ? [results[at]?.value] : [])),
  );
  vi.mocked(claimBatch).mockClear();
  return { asked: answers.length, early: answers.filter((answer) => answer === null).length };
}

describe("claims that are gathered and decided by the database", () => {
  it("are granted and refused exactly as the pure rules would, one after another", async () => {
    let gathered = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const w = await world(seed, { people: MEMBERS, isPlenty: false });
      for (let round = 0; round < ROUNDS; round++) gathered += await ask(w, `${seed}-${round}`, false);
    }
    expect(gathered).toBeGreaterThan(WORLDS * ROUNDS * 4);
    expect(await aheadOf()).toEqual({ asked: 0, early: 0 });
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("are so, too, where there is plenty and two groups at once come ahead of their stock", async () => {
    const kind = { people: CROWD, isPlenty: true };
    for (let seed = 101; seed <= 108; seed++) {
      const w = await world(seed, kind);
      for (let round = 0; round < ROUNDS; round++) await ask(w, `${seed}-${round}`, true);
    }
    const { asked, early } = await aheadOf();
    expect(asked).toBeGreaterThan(8 * ROUNDS);
    expect(early).toBe(0);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("are so, too, when plenty becomes little behind the back of who comes ahead", async () => {
    const kind = { people: MEMBERS, isPlenty: true };
    let shortened = 0;
    for (let seed = 201; seed <= 216; seed++) {
      const w = await world(seed, kind);
      for (let round = 0; round < ROUNDS; round++) {
        const prize = w.model.prizes.find(({ left }) => left !== null);
        if (round === 2 && prize) {
          // As another process leaves it that took almost everything: this one does not know.
          prize.left = w.upTo(6);
          await db().execute(
            sql`update coupon_stock set quantity = issued + ${prize.left} where coupon_id = ${prize.couponId}`,
          );
          shortened += 1;
        }
        await ask(w, `${seed}-${round}`, false);
      }
    }
    const { asked, early } = await aheadOf();
    expect(shortened).toBeGreaterThan(4);
    expect(asked).toBeGreaterThan(shortened);
    expect(early).toBeGreaterThan(0);
    expect(await brokenInvariants(db())).toEqual({});
  });
});
