import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { findPool, loadClaimFacts, lockTries } from "@/lib/activities/repository/claims";
import { type ClaimRefusal, standingRefusal } from "@/lib/activities/rules/claim";
import { WRONG_TRY_LIMITS } from "@/lib/activities/schema";
import { refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { hit, type RateLimit, rateAddress, usedUp } from "@/lib/platform/rate-limit";

/** Who tries a password, where, from which address. */
export type Try = { readonly activityId: string; readonly memberId: string; readonly address: string };

/** The names of an activity's limits of wrong tries: the first two are each member's, with their id put behind. */
export const tryNames = (activityId: string) =>
  [`try:${activityId}:m:`, `try:${activityId}:d:`, `try:${activityId}`] as const;

/** The name of the limit of wrong tries from an address. */
export const tryAddress = (address: string) => `try:ip:${rateAddress(address)}`;

/** How many wrong tries each of `tryLimits` takes, in its order. */
export const TRY_LIMITS: readonly number[] = [
  WRONG_TRY_LIMITS.memberPerWindow.limit,
  WRONG_TRY_LIMITS.memberPerDay.limit,
  WRONG_TRY_LIMITS.address.limit,
  WRONG_TRY_LIMITS.activity.limit,
];

/** The limits a wrong try counts on; the first two are the member's own and tell how many tries are left. */
export function tryLimits({
  activityId,
  memberId,
  address,
}: Try): [RateLimit, RateLimit, RateLimit, RateLimit] {
  const { memberPerWindow, memberPerDay, address: perAddress, activity } = WRONG_TRY_LIMITS;
  const [window, day, all] = tryNames(activityId);
  return [
    { bucket: `${window}${memberId}`, ...memberPerWindow },
    { bucket: `${day}${memberId}`, ...memberPerDay },
    { bucket: tryAddress(address), ...perAddress },
    { bucket: all, ...activity },
  ];
}

/** Counts a wrong try, which is all that is written, and says how many are left or when tries are looked at again. */
async function countWrong(tx: Tx, tried: Try): Promise<ClaimRefusal> {
  let triesLeft = Number.POSITIVE_INFINITY;
  for (const [at, limit] of tryLimits(tried).entries()) {
    const answer = await hit(tx, limit);
    if (!answer.allowed) return refuse("too_many_tries", { until: answer.until.toISOString() }).refusal;
    if (at < 2) triesLeft = Math.min(triesLeft, answer.left);
  }
  return refuse("wrong_password", { triesLeft }).refusal;
}

/**
 * Counts a try whose password opens nothing. One member's tries are looked at one after another, so that a hundred sent
 * at once are still five; blocked by wrong tries, nothing is looked at. Null = the password opens a pool by now, and
 * nothing was counted. Refusals: those of standing, `too_many_tries{until}`, `wrong_password{triesLeft}`.
 */
export async function countTry(scope: Scope, tried: Try, passwordHash: string): Promise<ClaimRefusal | null> {
  return await inTransaction(async (tx) => {
    await lockTries(tx, tried.activityId, tried.memberId);
    const facts = await loadClaimFacts(tx, scope, tried.activityId);
    const closed = facts && standingRefusal(facts.activity, await databaseNow(tx));
    if (closed) return closed;
    const until = await usedUp(tx, tryLimits(tried));
    if (until) return refuse("too_many_tries", { until: until.toISOString() }).refusal;
    if (await findPool(tx, scope, tried.activityId, passwordHash)) return null;
    return await countWrong(tx, tried);
  });
}
