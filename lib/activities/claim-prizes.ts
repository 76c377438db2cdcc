import { inTransaction } from "@/db/transaction";
import { passwordHash } from "@/lib/activities/check-activity";
import { countTry, tryLimits } from "@/lib/activities/count-try";
import {
  claimOnPool,
  type PoolAnswer,
  plannedClaims,
  rememberedClaims,
  standingOf,
} from "@/lib/activities/gather-claims";
import { wasSoldOut } from "@/lib/activities/recall-sold-out";
import { findParticipation, loadCounts, loadWon } from "@/lib/activities/repository/claims";
import {
  limitRefusal,
  memberRefusal,
  type ParticipationLimits,
  remainingClaims,
  standingRefusal,
} from "@/lib/activities/rules/claim";
import type { ClaimFacts } from "@/lib/activities/rules/plan";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { localDate } from "@/lib/kernel/time";
import type { Presumed } from "@/lib/platform/auth/request-gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { countedClaim } from "@/lib/platform/count-outcomes";
import { digest } from "@/lib/platform/crypto";
import { usedUp } from "@/lib/platform/rate-limit";

export type ClaimPrizes = {
  readonly activityId: string;
  /** For whom, where a key of the API asks on a member's behalf; a member asks for themselves. */
  readonly memberId?: string;
  /** As the member typed it. */
  readonly password: string;
  /** Made before the first try; the same one gives the same answer. */
  readonly requestId: string;
  /** The client's address, for the limit of wrong tries. */
  readonly address: string;
};

export type Won = {
  readonly participationId: string;
  readonly vouchers: readonly { readonly id: string; readonly couponId: string; readonly name: string }[];
  /** How often more this member may win with this password; null = no limit. */
  readonly remaining: number | null;
};

type Claim = Omit<ClaimPrizes, "memberId" | "password"> & {
  readonly memberId: string;
  readonly hash: string;
};

/** How old what is known of an activity may be to plan a claim by it, which is then verified, and to refuse one by it. */
const PLAN_MS = 60_000;
const REFUSE_MS = 250;
/** How often a claim is planned anew because its facts changed under it. */
const PLANS = 5;

/** The limits of one member in an activity. */
function limitsOf({ activity }: ClaimFacts): ParticipationLimits {
  const { perMember, perMemberPerDay, perPassword, timeZone: zone } = activity;
  return { perMember, perMemberPerDay, perPassword, zone };
}

const noMember = (scope: Scope) =>
  new AppError(scope.actor.type === "member" ? "not_signed_in" : "not_found");

function claimOf(scope: Scope, request: ClaimPrizes): Claim {
  const { actor } = scope;
  const memberId =
    actor.type === "member" ? actor.id : actor.type === "api_key" ? request.memberId : undefined;
  if (memberId === undefined) throw new AppError("not_signed_in");
  // What is no id is nobody's: a group of claims is written as lists of ids, in which it could say more than one.
  if (!/^[\w-]+$/.test(memberId)) throw noMember(scope);
  // Who asks is part of it: a key's requests and a member's own never answer each other.
  const requestId = digest(`${actor.type}:${actor.id}:${request.requestId}`).slice(0, 27);
  const { activityId, address } = request;
  return { activityId, memberId, requestId, address, hash: passwordHash(request.password) };
}

/** The answer already given to this request, if there is one. */
async function earlierAnswer(scope: Scope, claim: Claim, facts: ClaimFacts): Promise<Result<Won> | null> {
  return await inTransaction(async (tx) => {
    const earlier = await findParticipation(tx, scope, claim);
    if (!earlier) return null;
    const poolId = facts.pools.find((pool) => pool.passwordHash === claim.hash)?.id;
    if (poolId && poolId !== earlier.poolId) {
      throw new AppError("malformed", "request id used for another request", { reason: "key_reused" });
    }
    const counts = await loadCounts(tx, scope, claim, earlier.poolId);
    const vouchers = await loadWon(tx, scope, claim.memberId, earlier.id);
    const remaining = remainingClaims(counts, limitsOf(facts));
    return { ...ok({ participationId: earlier.id, vouchers, remaining }), replayed: true };
  });
}

/** Why this member may not take part, by what no counter decides; null = they may. Tries come before it (S-14). */
async function notEligible(scope: Scope, claim: Claim, facts: ClaimFacts): Promise<Refusal | null> {
  const { audience } = facts.activity;
  if (audience.type === "all") return null;
  const member = await standingOf(facts, scope, claim.memberId);
  if (!member) throw noMember(scope);
  const refusal = memberRefusal(audience, member.facts, member.blocked);
  if (!refusal) return null;
  const until = await inTransaction((tx) => usedUp(tx, tryLimits(claim)));
  return until ? refuse("too_many_tries", { until: until.toISOString() }).refusal : refusal;
}

/** What the pool answered, in the words of api.md; null = the facts changed, plan anew. */
async function answerFrom(
  scope: Scope,
  claim: Claim,
  facts: ClaimFacts,
  answer: PoolAnswer,
): Promise<Result<Won> | null> {
  const { outcome, participationId, total, today, wins, until, at, shortage } = answer;
  switch (outcome) {
    case "won": {
      const names = new Map(facts.prizes.map((prize) => [prize.couponId, prize.coupon.name]));
      const counts = { total: total + 1, day: null, today: today + 1, wins: wins + 1 };
      return ok({
        participationId: participationId ?? "",
        vouchers: answer.vouchers.map(({ id, couponId }) => ({
          id,
          couponId,
          name: names.get(couponId) ?? "",
        })),
        remaining: remainingClaims(counts, limitsOf(facts)),
      });
    }
    case "earlier":
      return await earlierAnswer(scope, claim, facts);
    case "again":
    case "stale":
      return null;
    case "no_session":
      throw new AppError("not_signed_in");
    case "no_member":
      throw noMember(scope);
    case "tries":
      return refuse("too_many_tries", { until: until?.toISOString() ?? null });
    case "blocked":
      return refuse("blocked");
    case "limit": {
      const now = at ?? facts.now;
      const counts = { total, today, wins, day: localDate(now, facts.activity.timeZone) };
      const refusal = limitRefusal(counts, limitsOf(facts), now);
      if (!refusal) throw new Error("a claim was refused by a limit that it does not reach");
      return { ok: false, refusal };
    }
    case "supply":
      return shortage === "sold_out"
        ? refuse("sold_out")
        : refuse("prize_unavailable", { couponId: shortage });
  }
}

/**
 * Whether a claim with this password would find its pool sold out, by what this process saw within the last second:
 * answered from memory, for a rush on what is gone. To be asked only of a request that is sent for the first time, for
 * one sent again may have won; and never a reason to grant. A password that opens nothing is not looked at here.
 */
export function looksSoldOut(merchantId: string, activityId: string, password: string): boolean {
  const facts = rememberedClaims(merchantId, activityId)?.facts;
  const hash = passwordHash(password);
  const pool = facts?.pools.find((one) => one.passwordHash === hash);
  return pool !== undefined && wasSoldOut(pool.id);
}

/**
 * One attempt by facts that are at most `maxAgeMs` old; null = plan anew from fresh ones. Fresh is also what was read since
 * the request `began`, however long reading takes: a slow database must not make a refusal a `busy`.
 */
async function attempt(
  scope: Scope,
  claim: Claim,
  maxAgeMs: number,
  began: number,
): Promise<Result<Won> | null> {
  const planned = await plannedClaims(scope, claim.activityId, maxAgeMs);
  const isFresh =
    planned !== null && (planned.readAt >= began || performance.now() - planned.readAt <= REFUSE_MS);
  if (!planned?.facts.activity.publishedAt) {
    if (planned && !isFresh) return null;
    throw new AppError("not_found");
  }
  const { facts, plans } = planned;
  const pool = facts.pools.find((one) => one.passwordHash === claim.hash);
  const plan = pool && plans.get(pool.id);
  if (!plan && !isFresh) return null;
  const closed = standingRefusal(facts.activity, facts.now);
  if (!plan && closed) return (await earlierAnswer(scope, claim, facts)) ?? { ok: false, refusal: closed };
  if (!pool || !plan) {
    const earlier = await earlierAnswer(scope, claim, facts);
    if (earlier) return earlier;
    const refusal = await countTry(scope, claim, claim.hash);
    return refusal && { ok: false, refusal };
  }
  const refusal = await notEligible(scope, claim, facts);
  if (refusal) return (await earlierAnswer(scope, claim, facts)) ?? { ok: false, refusal };
  const answer = await claimOnPool({ ...claim, scope, poolId: pool.id, plan });
  return await answerFrom(scope, claim, facts, answer);
}

/**
 * One attempt for a member whose session is looked at where their claim is decided, by what this process remembers;
 * null = it cannot be said that way, or nothing is remembered. Tells nothing to whom the session was not good.
 */
async function attemptPresumed({ scope, sessionId }: Presumed, claim: Claim): Promise<Result<Won> | null> {
  const planned = rememberedClaims(scope.merchantId, claim.activityId);
  if (!planned || performance.now() - planned.readAt > PLAN_MS) return null;
  const { facts, plans } = planned;
  const pool = facts.pools.find((one) => one.passwordHash === claim.hash);
  const plan = pool && plans.get(pool.id);
  if (!plan || facts.activity.audience.type !== "all" || !facts.activity.publishedAt) return null;
  const answer = await claimOnPool({ ...claim, scope, poolId: pool.id, plan, sessionId });
  return await answerFrom(scope, claim, facts, answer);
}

/**
 * As `claimPrizes`, for a member whom only their token names yet: the session is looked at in the transaction of the
 * claim where that decides, else by `prove` before anything is told. Throws `not_signed_in` where it is not good.
 */
export function claimPresumed(
  presumed: Presumed,
  request: ClaimPrizes,
  prove: () => Promise<Scope>,
): Promise<Result<Won>> {
  return countedClaim("activity", presumeAndClaim(presumed, request, prove));
}

async function presumeAndClaim(presumed: Presumed, request: ClaimPrizes, prove: () => Promise<Scope>) {
  const result = await attemptPresumed(presumed, claimOf(presumed.scope, request));
  return result ?? (await planAndClaim(await prove(), request));
}

/**
 * A member redeems an activity's password: all prizes of the password or none, in one transaction with history, outbox
 * and audit, gathered with what else is claimed of the same pool. Every limit is decided under the locks that hold until
 * commit; what no counter decides is planned before and verified there. The same request id gives the same answer
 * however often and at once it is sent. A wrong password is no participation, but is counted (A3, S-14); blocked by
 * wrong tries, not even a right one is looked at.
 *
 * Refusals (api.md): `not_started{from}`, `paused`, `ended`, `archived`, `too_many_tries{until}`,
 * `wrong_password{triesLeft}`, `blocked`, `member_not_eligible`, `participation_limit_reached{limit}`,
 * `daily_limit_reached{limit, resetsAt}`, `sold_out`, `prize_unavailable{couponId}`. Throws `not_found` for an
 * activity that is not this merchant's or still a draft, `busy` when too many wait or the activity changes all the time.
 */
export function claimPrizes(scope: Scope, request: ClaimPrizes): Promise<Result<Won>> {
  return countedClaim("activity", planAndClaim(scope, request));
}

async function planAndClaim(scope: Scope, request: ClaimPrizes): Promise<Result<Won>> {
  const claim = claimOf(scope, request);
  const began = performance.now();
  for (let plans = 0; plans < PLANS; plans++) {
    const result = await attempt(scope, claim, plans === 0 ? PLAN_MS : 0, began);
    if (result) return result;
  }
  throw new AppError("busy");
}
