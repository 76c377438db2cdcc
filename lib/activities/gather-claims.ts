import { claimsDb } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { TRY_LIMITS, tryAddress, tryNames } from "@/lib/activities/count-try";
import { toldOfAll, winToTell } from "@/lib/activities/events";
import { noteSoldOut, noteWin } from "@/lib/activities/recall-sold-out";
import {
  type ClaimBatch,
  type ClaimOutcome,
  claimBatch,
  type PreparedClaim,
  staleOutcome,
} from "@/lib/activities/repository/claim-batch";
import { loadClaimFacts } from "@/lib/activities/repository/claims";
import { type ClaimFacts, type ClaimPlan, planClaims } from "@/lib/activities/rules/plan";
import { newCode, newId } from "@/lib/kernel/id";
import { loadMembersFacts, type MemberStanding } from "@/lib/members/load-member-facts";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";
import { gatherer, type Outcome } from "@/lib/platform/coalesce";
import { loopLoad } from "@/lib/platform/loop-load";
import { metrics } from "@/lib/platform/metrics";
import { perProcess } from "@/lib/platform/per-process";

/** The facts of an activity with the plan of each of its pools; a pool without one cannot be won now. */
export type PlannedClaims = {
  readonly facts: ClaimFacts;
  readonly plans: ReadonlyMap<string, ClaimPlan>;
  /** When they were read, by this process's own monotonic clock. */
  readonly readAt: number;
};

const KEPT_AT_MOST = 1000;

type Memory = { kept: Map<string, PlannedClaims>; reading: Map<string, Promise<PlannedClaims | null>> };
const memory = () => perProcess<Memory>("planned-claims", () => ({ kept: new Map(), reading: new Map() }));

/**
 * What claims of an activity are decided by, at most `maxAgeMs` old; null = not this merchant's. However old it is, no
 * claim is granted by it alone: the claim's transaction looks at the revisions under its locks. So age matters to
 * refusals only. Concurrent readers share one reading.
 */
export async function plannedClaims(
  scope: Scope,
  activityId: string,
  maxAgeMs: number,
): Promise<PlannedClaims | null> {
  const { kept, reading } = memory();
  const key = `${scope.merchantId}:${activityId}`;
  const found = kept.get(key);
  if (found && performance.now() - found.readAt <= maxAgeMs) return found;
  const running = reading.get(key);
  if (running) return await running;
  const promise = read(scope, activityId).finally(() => reading.delete(key));
  reading.set(key, promise);
  const planned = await promise;
  kept.delete(key);
  if (planned) kept.set(key, planned);
  if (kept.size > KEPT_AT_MOST) kept.delete(kept.keys().next().value ?? "");
  return planned;
}

/** What this process remembers of an activity, however old; null = nothing. Decide nothing by it alone. */
export function rememberedClaims(merchantId: string, activityId: string): PlannedClaims | null {
  return memory().kept.get(`${merchantId}:${activityId}`) ?? null;
}

async function read(scope: Scope, activityId: string): Promise<PlannedClaims | null> {
  const readAt = performance.now();
  const facts = await inTransaction((tx) => loadClaimFacts(tx, scope, activityId));
  if (!facts) return null;
  const plans = facts.pools.flatMap(({ id }) => {
    const plan = planClaims(facts, id);
    return plan ? [[id, plan] as const] : [];
  });
  return { facts, plans: new Map(plans), readAt };
}

type Asking = { readonly scope: Scope; readonly memberId: string; readonly audience: Audience };

const standings = () =>
  gatherer<Asking, MemberStanding | null>({
    name: "claim-standings",
    run: async (asking) => {
      const [first] = asking;
      if (!first) return [];
      const ids = [...new Set(asking.map((one) => one.memberId))];
      const found = await inTransaction(async (tx) =>
        loadMembersFacts(tx, first.scope, ids, first.audience, await databaseNow(tx)),
      );
      return asking.map(({ memberId }) => ({ value: found.get(memberId) ?? null }));
    },
  });

/**
 * How a member stands to the audience of an activity at this moment, read together with whoever asks at the same time;
 * null = the merchant has no such member.
 */
export async function standingOf(
  { activity }: ClaimFacts,
  scope: Scope,
  memberId: string,
): Promise<MemberStanding | null> {
  const { audience, id, revision } = activity;
  return await standings().ask(`${scope.merchantId}:${id}:${revision}`, { scope, memberId, audience });
}

/** One claim on its way to the pool. */
export type ClaimOnPool = {
  readonly scope: Scope;
  readonly activityId: string;
  readonly poolId: string;
  readonly plan: ClaimPlan;
  readonly memberId: string;
  readonly requestId: string;
  readonly address: string;
  /** The member's session where it is still to be looked at. */
  readonly sessionId?: string | undefined;
};

export type PoolAnswer = ClaimOutcome & { readonly vouchers: PreparedClaim["vouchers"] };
type Ready = { readonly claim: ClaimOnPool; readonly prepared: PreparedClaim };

/** Makes everything a win needs that no counter decides, while the group before still runs. */
function prepare(claim: ClaimOnPool): Ready {
  const { scope, memberId, requestId, plan } = claim;
  const participationId = newId("prt");
  const vouchers = plan.items.flatMap(({ couponId, quantity }) =>
    Array.from({ length: quantity }, () => ({ id: newId("vch"), code: newCode(), couponId })),
  );
  return {
    claim,
    prepared: {
      memberId,
      sessionId: claim.sessionId,
      requestId,
      trace: scope.requestId,
      actor: scope.actor,
      participationId,
      vouchers,
      told: winToTell({ participationId, memberId, vouchers }),
      address: tryAddress(claim.address),
    },
  };
}

/** Beyond this a pool has plenty left: several times what is claimed of it at once. */
const PLENTY = 2500;

/** How much of a pool was left when this process last drew on it: tells which way to ask, never what to answer. */
const leftOvers = () => perProcess("left-overs", () => new Map<string, number>());
const hasPlenty = (poolId: string) => (leftOvers().get(poolId) ?? 0) >= PLENTY;

function noteLeftOver(poolId: string, left: number): void {
  const pools = leftOvers();
  if (pools.size > KEPT_AT_MOST && !pools.has(poolId)) pools.clear();
  pools.set(poolId, left);
}

/** Where there is plenty the stock is drawn last, so that two groups are at work at once; else it is locked first. */
async function decide(
  batch: Omit<ClaimBatch, "ahead">,
  claims: readonly PreparedClaim[],
): Promise<readonly ClaimOutcome[]> {
  const { poolId, plan } = batch;
  const ahead = hasPlenty(poolId) && plan.items.every(({ available }) => available);
  const timed = metrics().claimBatch.startTimer();
  const decided = await claimBatch(claimsDb(), { ...batch, ahead }, claims).finally(timed);
  if (!decided) {
    noteLeftOver(poolId, 0);
    return await decide(batch, claims);
  }
  if (decided.remaining !== null) noteLeftOver(poolId, decided.remaining);
  return decided.outcomes;
}

/** Runs claims on one pool that were planned from the same facts; those planned from others are told so. */
async function runGroup(group: readonly Ready[], wait: boolean): Promise<Outcome<PoolAnswer>[]> {
  const last = group.at(-1);
  if (!last) return [];
  const { plan, activityId, poolId, scope } = last.claim;
  const alike = group.filter(({ claim }) => claim.plan === plan);
  const told = toldOfAll(activityId, poolId, plan);
  const tries = { names: tryNames(activityId), limits: TRY_LIMITS };
  const outcomes = await decide(
    { merchantId: scope.merchantId, activityId, poolId, plan, told, tries, wait },
    alike.map(({ prepared }) => prepared),
  );
  const answers = new Map(alike.map((ready, at) => [ready, outcomes[at] ?? staleOutcome]));
  if (outcomes.some((one) => one.shortage === "sold_out" && one.outcome === "supply")) noteSoldOut(poolId);
  else if (outcomes.some((one) => one.outcome === "won")) noteWin(poolId);
  return group.map((ready) => ({
    value: { ...(answers.get(ready) ?? staleOutcome), vouchers: ready.prepared.vouchers },
  }));
}

/**
 * Where this process is busier, Postgres works on one group while Node answers the one before; a second group at the
 * same time would only make both smaller. Callers in this process keep it a quarter busy, 64 connections two thirds.
 */
const SPARE_LOAD = 0.45;

const lanes = () =>
  gatherer<Ready, PoolAnswer>({
    name: "claims",
    run: (group) => runGroup(group, false),
    subjectOf: ({ claim }) => claim.memberId,
    byTurn: true,
    // Measured with 64 connections (docs/performance.md): 13 % more than with 8, which sends groups of a third the size.
    enough: 24,
    width: (key) => (loopLoad() < SPARE_LOAD && hasPlenty(key.slice(key.indexOf(":") + 1)) ? 2 : 1),
  });

/**
 * Claims on a pool, together with whatever else is claimed of it while the group before runs; the answer is given after
 * commit. A member who is being looked at in another process is waited for, alone. Throws `busy` when too many wait.
 */
export async function claimOnPool(claim: ClaimOnPool): Promise<PoolAnswer> {
  const ready = prepare(claim);
  const answer = await lanes().ask(`${claim.scope.merchantId}:${claim.poolId}`, ready);
  if (answer.outcome !== "again") return answer;
  const [alone] = await runGroup([ready], true);
  if (!alone || !("value" in alone)) throw new Error("a claim alone was not answered");
  return alone.value;
}
