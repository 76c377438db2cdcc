import { sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import type { ClaimPlan } from "@/lib/activities/rules/plan";
import { newId, shardOf } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";

/** One claim as the batch writes it: everything that does not depend on a counter is made before. */
export type PreparedClaim = {
  readonly memberId: string;
  readonly requestId: string;
  /** Names the request in the audit row. */
  readonly trace: string;
  readonly actor: { readonly type: string; readonly id: string | null };
  readonly participationId: string;
  /** One for each voucher of a win. */
  readonly vouchers: readonly { readonly id: string; readonly code: string; readonly couponId: string }[];
  /** What the win announces, as JSON texts of outbox events joined by commas. */
  readonly events: string;
  /** The limits of wrong tries, most of one member's first. */
  readonly buckets: readonly [string, string, string, string];
};

/** What became of a claim, with the member's counts before it and the instant it was decided at. */
export type ClaimOutcome = {
  readonly outcome:
    | "won"
    | "earlier"
    | "again"
    | "stale"
    | "no_member"
    | "tries"
    | "blocked"
    | "limit"
    | "supply";
  readonly participationId: string | null;
  /** Of an earlier answer: the pool it won. */
  readonly poolId: string | null;
  readonly total: number;
  readonly today: number;
  readonly wins: number;
  /** Of `tries`: when they are looked at again. */
  readonly until: Instant | null;
  /** Null when stale. */
  readonly at: Instant | null;
  /** Of `supply`: `sold_out`, or the coupon that cannot be given. */
  readonly shortage: string | null;
};

export type ClaimBatch = {
  readonly merchantId: string;
  readonly activityId: string;
  readonly poolId: string;
  readonly plan: ClaimPlan;
  /** How many hits each of the four buckets takes. */
  readonly bucketLimits: readonly number[];
  /** For one claim alone: wait for another transaction that looks at this member's tries. */
  readonly wait: boolean;
};

type Row = {
  outcome: ClaimOutcome["outcome"];
  participation: string | null;
  participation_pool: string | null;
  total: number;
  today: number;
  wins: number;
  /** Milliseconds since 1970. */
  until: number | null;
  at: number | null;
  shortage: string | null;
};

/** Between the announcements of two claims: JSON escapes it, so they need no escaping as parts of an array would. */
const BETWEEN = "\u001f";

/** A Postgres array of texts without quotes, commas or backslashes in them: ids, codes and words of ours. */
const words = (list: readonly (string | null)[]) => `{${list.map((one) => one ?? "NULL").join(",")}}`;
/** A Postgres array of any texts. */
const texts = (list: readonly string[]) =>
  `{${list.map((one) => `"${one.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;

/**
 * Decides and writes claims on one pool in one call of `claim_prizes` (migration 0003), which is one transaction: one
 * lock, one commit, an outcome for each in their order. Each member may be among them once. A claim that is refused
 * changes nothing.
 */
export async function claimBatch(
  reader: Reader,
  batch: ClaimBatch,
  claims: readonly PreparedClaim[],
): Promise<ClaimOutcome[]> {
  const { merchantId, activityId, poolId, plan } = batch;
  const shard = plan.limited ? 0 : shardOf(poolId);
  const of = (pick: (claim: PreparedClaim) => string | null) => words(claims.map(pick));
  const won = claims.flatMap((claim) => claim.vouchers);
  const rows = await reader.execute<Row>(sql`select * from claim_prizes(
    ${merchantId}, ${activityId}, ${poolId}, ${JSON.stringify({ ...plan, shard })}::jsonb,
    ${of((one) => one.memberId)}::text[], ${texts(claims.map((one) => one.requestId))}::text[],
    ${texts(claims.map((one) => one.trace))}::text[],
    ${of((one) => one.actor.type)}::text[], ${of((one) => one.actor.id)}::text[],
    ${of((one) => one.participationId)}::text[], ${words(claims.map(() => newId("aud")))}::text[],
    ${words(won.map((one) => one.id))}::text[], ${words(won.map((one) => one.code))}::text[],
    ${claims.map((one) => one.events).join(BETWEEN)}, ${newId("obx")},
    ${texts(claims.flatMap((one) => [...one.buckets]))}::text[], ${words(batch.bucketLimits.map(String))}::int[],
    ${batch.wait})`);
  return rows.map(({ participation, participation_pool, until, at, ...row }) => ({
    ...row,
    participationId: participation,
    poolId: participation_pool,
    until: until === null ? null : new Date(until),
    at: at === null ? null : new Date(at),
  }));
}
