import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { passwordHash } from "@/lib/activities/check-activity";
import { type ActivityRow, loadActivity, loadPrizes } from "@/lib/activities/repository/activities";
import {
  findParticipation,
  findPool,
  insertWin,
  loadCounts,
  loadWon,
  lockCounter,
  lockPool,
  lockTries,
} from "@/lib/activities/repository/claims";
import {
  limitRefusal,
  memberRefusal,
  type ParticipationLimits,
  remainingClaims,
  standingRefusal,
  supplyRefusalOf,
} from "@/lib/activities/rules/claim";
import { WRONG_TRY_LIMITS } from "@/lib/activities/schema";
import { lockStock } from "@/lib/coupons/draw-stock";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { localDate } from "@/lib/kernel/time";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import { findZone } from "@/lib/merchants/find-zone";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { hit, type RateLimit, usedUp } from "@/lib/platform/rate-limit";
import { issueVouchers } from "@/lib/vouchers/issue-vouchers";

export type ClaimPrizes = {
  readonly activityId: string;
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

type Claim = ClaimPrizes & { readonly memberId: string };

/** The limits a wrong try counts on; the first two are the member's own and tell how many tries are left. */
function tryLimits({ activityId, memberId, address }: Claim): [RateLimit, RateLimit, RateLimit, RateLimit] {
  const { memberPerWindow, memberPerDay, address: perAddress, activity } = WRONG_TRY_LIMITS;
  return [
    { bucket: `try:${activityId}:m:${memberId}`, ...memberPerWindow },
    { bucket: `try:${activityId}:d:${memberId}`, ...memberPerDay },
    { bucket: `try:ip:${address}`, ...perAddress },
    { bucket: `try:${activityId}`, ...activity },
  ];
}

/** Counts a wrong try, which is all that is written, and says how many are left or when tries are looked at again. */
async function countWrongTry(tx: Tx, claim: Claim): Promise<Refusal> {
  let triesLeft = Number.POSITIVE_INFINITY;
  for (const [at, limit] of tryLimits(claim).entries()) {
    const answer = await hit(tx, limit);
    if (!answer.allowed) return refuse("too_many_tries", { until: answer.until.toISOString() }).refusal;
    if (at < 2) triesLeft = Math.min(triesLeft, answer.left);
  }
  return refuse("wrong_password", { triesLeft }).refusal;
}

/** The limits of one member in an activity. */
function limitsOf(activity: ActivityRow): ParticipationLimits {
  const { perMember, perMemberPerDay, timeZone: zone, rules } = activity;
  return { perMember, perMemberPerDay, perPassword: rules.perMember, zone };
}

/** The answer already given to this request, if there is one. */
async function earlierAnswer(tx: Tx, scope: Scope, claim: Claim, activity: ActivityRow): Promise<Won | null> {
  const earlier = await findParticipation(tx, scope, claim.memberId, claim.requestId);
  if (!earlier) return null;
  if (earlier.activityId !== claim.activityId)
    throw new AppError("malformed", "request id used for another request");
  const counts = await loadCounts(tx, scope, claim.activityId, earlier.poolId, claim.memberId);
  const vouchers = await loadWon(tx, scope, earlier.id);
  return { participationId: earlier.id, vouchers, remaining: remainingClaims(counts, limitsOf(activity)) };
}

/**
 * The pool's part of a claim, all under lock: pool, the activity's counter, the coupons. Everything is read after the
 * locks, decided by the pure rules, and only then written.
 */
async function claimPool(tx: Tx, scope: Scope, claim: Claim, poolId: string): Promise<Result<Won>> {
  const { activityId, memberId, requestId } = claim;
  const pool = await lockPool(tx, scope, poolId);
  if (!pool) return refuse("sold_out");
  // An edit may have given the password to another pool between the look-up and the lock.
  if (pool.passwordHash !== passwordHash(claim.password)) throw new AppError("busy");
  const counter = await lockCounter(tx, scope, activityId, memberId);
  const prizes = await loadPrizes(tx, scope, [poolId]);
  const { now, draws } = await lockStock(tx, scope, prizes, { memberId, zone: await findZone(tx, scope) });
  const activity = await loadActivity(tx, scope, activityId);
  if (!activity) throw new AppError("not_found");
  const limits = limitsOf(activity);
  const member = await loadMemberFacts(tx, scope, memberId, activity.audience, now);
  if (!member) throw new AppError("not_signed_in");
  const counts = await loadCounts(tx, scope, activityId, poolId, memberId);
  const unavailable = prizes.find(
    (prize) => draws.find((draw) => draw.couponId === prize.couponId)?.window == null,
  );
  const refusal =
    standingRefusal(activity, now) ??
    memberRefusal(activity.audience, member.facts, member.blocked) ??
    limitRefusal(counts, limits, now) ??
    supplyRefusalOf({ ...pool, ...counter, unavailableCouponId: unavailable?.couponId ?? null });
  if (refusal) return { ok: false, refusal };
  const { perMember, perMemberPerDay, perPassword, zone } = limits;
  const day = localDate(now, zone);
  const win = {
    activityId,
    poolId,
    memberId,
    requestId,
    at: now,
    day,
    perMember,
    perMemberPerDay,
    perPassword,
  };
  const participationId = await insertWin(tx, scope, win);
  const cause = { activityId, activity: activity.name };
  const issue = { memberId, draws, now, source: "prize" as const, sourceId: participationId, cause };
  const vouchers = await issueVouchers(tx, scope, issue);
  await recordAudit(tx, scope, [
    {
      action: "activity.participate",
      objectType: "activity",
      objectId: activityId,
      after: { participationId, poolId },
    },
  ]);
  await announce(tx, scope, [
    { type: "activity.participated", subjectId: activityId, payload: { participationId, memberId, poolId } },
  ]);
  const remaining = remainingClaims({ ...counts, total: counts.total + 1, wins: counts.wins + 1 }, limits);
  return ok({
    participationId,
    vouchers: vouchers.map(({ id, couponId, name }) => ({ id, couponId, name })),
    remaining,
  });
}

/**
 * A member redeems an activity's password: all prizes of the password or none, in one transaction with history, outbox
 * and audit. Every limit is decided under the locks that hold until commit. The same request id gives the same answer
 * however often and at once it is sent. A wrong password is no participation, but is counted (A3, S-14); blocked by
 * wrong tries, not even a right one is looked at.
 *
 * Refusals (api.md): `not_started{from}`, `paused`, `ended`, `archived`, `too_many_tries{until}`,
 * `wrong_password{triesLeft}`, `blocked`, `member_not_eligible`, `participation_limit_reached{limit}`,
 * `daily_limit_reached{limit, resetsAt}`, `sold_out`, `prize_unavailable{couponId}`. Throws `not_found` for an
 * activity that is not this merchant's or still a draft.
 */
export async function claimPrizes(scope: Scope, request: ClaimPrizes): Promise<Result<Won>> {
  if (scope.actor.type !== "member") throw new AppError("not_signed_in");
  const claim: Claim = { ...request, memberId: scope.actor.id };
  return await inTransaction(async (tx) => {
    await lockTries(tx, claim.activityId, claim.memberId);
    const activity = await loadActivity(tx, scope, claim.activityId);
    if (!activity?.publishedAt) throw new AppError("not_found");
    const earlier = await earlierAnswer(tx, scope, claim, activity);
    if (earlier) return { ...ok(earlier), replayed: true };
    const closed = standingRefusal(activity, await databaseNow(tx));
    if (closed) return { ok: false, refusal: closed };
    const until = await usedUp(tx, tryLimits(claim));
    if (until) return refuse("too_many_tries", { until: until.toISOString() });
    const poolId = await findPool(tx, scope, claim.activityId, passwordHash(claim.password));
    if (!poolId) return { ok: false, refusal: await countWrongTry(tx, claim) };
    return await claimPool(tx, scope, claim, poolId);
  });
}
