import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { claimsDb, db, type Reader, type Tx } from "@/db/client";
import { makeMember, makeMerchant, testScope } from "@/db/seed/factories";
import { type ActivitySketch, type CouponSketch, makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { TRY_LIMITS, tryAddress, tryNames } from "@/lib/activities/count-try";
import { toldOfAll, winToTell } from "@/lib/activities/events";
import {
  type ClaimOutcome,
  claimBatch,
  type Decided,
  type PreparedClaim,
  staleOutcome,
} from "@/lib/activities/repository/claim-batch";
import { loadClaimFacts } from "@/lib/activities/repository/claims";
import { type ClaimPlan, planClaims } from "@/lib/activities/rules/plan";
import { newCode, newId } from "@/lib/kernel/id";

const HOUR = 3_600_000;
/** The zone of every activity here. */
export const ZONE = "Asia/Hong_Kong";
let serial = 0;

export type Prize = { couponId: string; quantity: number };
export type Pool = { merchantId: string; activityId: string; poolId: string; plan: ClaimPlan };

/** An instant so many hours from now, as an ISO text. */
export const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

/** A pool with the plan of claims on it by the facts of this moment. */
export async function planOf(merchantId: string, activityId: string, poolId: string): Promise<Pool> {
  const facts = await loadClaimFacts(db(), testScope(merchantId), activityId);
  const plan = facts && planClaims(facts, poolId);
  if (!plan) throw new Error("the activity does not run");
  return { merchantId, activityId, poolId, plan };
}

export const newMerchant = () => inTransaction((tx) => makeMerchant(tx));
export const newCoupon = (merchantId: string, sketch: CouponSketch = {}) =>
  inTransaction((tx) =>
    makeCoupon(tx, merchantId, {
      ...sketch,
      distribution: { methods: ["targeted"], ...sketch.distribution },
    }),
  );
export const newMembers = (merchantId: string, n: number) =>
  inTransaction((tx) => Promise.all(Array.from({ length: n }, () => makeMember(tx, merchantId))));

type More = Partial<Omit<ActivitySketch, "passwords">> & { inventory?: number };

/** An activity's pools, one for each list of prizes. */
export async function poolsWith(
  merchantId: string,
  prizes: readonly Prize[][],
  more: More = {},
): Promise<Pool[]> {
  const { inventory = 50, ...rest } = more;
  const passwords = prizes.map((list, i) => ({ password: `WORD${i}`, inventory, prizes: list }));
  const times = { startsAt: inHours(-1), endsAt: inHours(48), timeZone: ZONE };
  const { id, poolIds } = await inTransaction((tx) =>
    makeActivity(tx, merchantId, { ...times, passwords, ...rest }),
  );
  return await Promise.all(poolIds.map((poolId) => planOf(merchantId, id, poolId)));
}

/** An activity of one pool of these prizes. */
export async function poolWith(merchantId: string, prizes: readonly Prize[], more: More = {}): Promise<Pool> {
  const [pool] = await poolsWith(merchantId, [[...prizes]], more);
  if (!pool) throw new Error("no pool was made");
  return pool;
}

/** One pool of one coupon, unlimited unless said otherwise. */
export async function onePool(more: More & { quantity?: number } = {}): Promise<Pool> {
  const { quantity, ...rest } = more;
  const merchantId = await newMerchant();
  const couponId = await newCoupon(merchantId, quantity === undefined ? {} : { distribution: { quantity } });
  return await poolWith(merchantId, [{ couponId, quantity: 1 }], rest);
}

/** A claim on a pool with everything a win of it needs. */
export function prepared(pool: Pool, memberId: string, more: Partial<PreparedClaim> = {}): PreparedClaim {
  const participationId = newId("prt");
  const vouchers = pool.plan.items.flatMap(({ couponId, quantity }) =>
    Array.from({ length: quantity }, () => ({ id: newId("vch"), code: newCode(), couponId })),
  );
  return {
    memberId,
    requestId: `request-${++serial}`,
    trace: `trace-${serial}`,
    actor: { type: "member", id: memberId },
    participationId,
    vouchers,
    told: winToTell({ participationId, memberId, vouchers }),
    address: tryAddress(memberId),
    ...more,
  };
}

export type How = { wait?: boolean; ahead?: boolean; plan?: ClaimPlan };

/** What became of claims that were asked one way; null = they came ahead and could not. */
export async function decideOn(
  reader: Reader,
  pool: Pool,
  claims: readonly PreparedClaim[],
  how: How = {},
): Promise<Decided | null> {
  const { wait = false, ahead = false, plan = pool.plan } = how;
  const told = toldOfAll(pool.activityId, pool.poolId, plan);
  const tries = { names: tryNames(pool.activityId), limits: TRY_LIMITS };
  return await claimBatch(reader, { ...pool, plan, told, tries, wait, ahead }, claims);
}

export type Became = Omit<ClaimOutcome, "outcome"> & { readonly outcome: ClaimOutcome["outcome"] | "early" };

/** What became of claims that were asked one way; of those that came ahead and could not, `early`. */
export async function run(
  reader: Reader,
  pool: Pool,
  claims: readonly PreparedClaim[],
  how: How = {},
): Promise<readonly Became[]> {
  const decided = await decideOn(reader, pool, claims, how);
  return decided ? decided.outcomes : claims.map(() => ({ ...staleOutcome, outcome: "early" as const }));
}

/** As the product asks: who came ahead and could not asks again the other way, with the same ids. */
export async function ask(pool: Pool, claims: readonly PreparedClaim[], how: How = {}) {
  const first = await run(claimsDb(), pool, claims, how);
  const isEarly = first.some(({ outcome }) => outcome === "early");
  return isEarly ? await run(claimsDb(), pool, claims, { ...how, ahead: false }) : first;
}

/** The outcomes alone. */
export const words = (outcomes: readonly { outcome: string }[]) => outcomes.map(({ outcome }) => outcome);

/** The number that a query of one row gives as `n`. */
export const one = async (query: ReturnType<typeof sql>) =>
  Number((await db().execute<{ n: string }>(query))[0]?.n);

export const wonIn = ({ activityId }: Pool) =>
  one(sql`select count(*) as n from participation where activity_id = ${activityId}`);

/** How many rows claims left behind at a merchant, and what its counters say. */
export async function writtenAt(merchantId: string): Promise<Record<string, number>> {
  const [row] = await db().execute<Record<string, number>>(sql`select
    (select count(*)::int from participation where merchant_id = ${merchantId}) as participations,
    (select count(*)::int from voucher where merchant_id = ${merchantId}) as vouchers,
    (select count(*)::int from activity_quota where merchant_id = ${merchantId}) as quotas,
    (select count(*)::int from audit_entry where merchant_id = ${merchantId}) as audits,
    (select count(*)::int from outbox_batch where merchant_id = ${merchantId}) as announcements,
    (select sum(issued)::int from prize_pool where merchant_id = ${merchantId}) as pools,
    (select sum(participations)::int from activity_stock where merchant_id = ${merchantId}) as activities,
    (select sum(issued)::int from coupon_stock where merchant_id = ${merchantId}) as coupons`);
  return { ...row };
}

/** What `writtenAt` says where nothing was ever claimed. */
export const NOTHING = {
  participations: 0,
  vouchers: 0,
  quotas: 0,
  audits: 0,
  announcements: 0,
  pools: 0,
  activities: 0,
  coupons: 0,
};

/** Whether something in this database waits for a lock before `work` is done. */
async function waitsForLock(work: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  const settle = () => {
    isDone = true;
  };
  work.then(settle, settle);
  const waiting = sql`select count(*) as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  for (; !isDone; await sleep(5)) if ((await one(waiting)) > 0) return true;
  return false;
}

/**
 * What two processes may do at once: `first` in a transaction that stays open until `second` waits for it or is done;
 * `meanwhile` looks at what waits. Tells whether it waited, and what became of it.
 */
export async function overlapping<T>(
  first: (tx: Tx) => Promise<unknown>,
  second: () => Promise<T>,
  meanwhile: () => Promise<unknown> = async () => undefined,
) {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const running = inTransaction(async (tx) => {
    await first(tx);
    begun.resolve();
    await end.promise;
  });
  running.catch(begun.reject);
  await begun.promise;
  const work = second();
  const hasWaited = await waitsForLock(work);
  const seen = hasWaited ? await meanwhile() : undefined;
  end.resolve();
  await running;
  const [settled] = await Promise.allSettled([work]);
  return { hasWaited, settled, seen };
}
