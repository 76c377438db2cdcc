import { sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { sqlState } from "@/db/faults";
import type { ClaimPlan } from "@/lib/activities/rules/plan";
import { newId, shardOf } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";

/** One claim as the batch writes it: everything that does not depend on a counter is made before. */
export type PreparedClaim = {
  readonly memberId: string;
  /** The session to be looked at; without one, whoever asks was proven. */
  readonly sessionId?: string | undefined;
  readonly requestId: string;
  /** Names the request in the audit row. */
  readonly trace: string;
  readonly actor: { readonly type: string; readonly id: string | null };
  readonly participationId: string;
  /** One for each voucher of a win. */
  readonly vouchers: readonly { readonly id: string; readonly code: string; readonly couponId: string }[];
  /** The win among those of an announcement (events.ts). */
  readonly told: string;
  /** The name of the limit of wrong tries from where it came. */
  readonly address: string;
};

/** What became of a claim, with the member's counts before it and the instant it was decided at. */
export type ClaimOutcome = {
  readonly outcome:
    | "won"
    | "earlier"
    | "again"
    | "stale"
    | "no_session"
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
  /** What the announcement of all wins begins with (events.ts). */
  readonly told: string;
  /** The names of the activity's limits of wrong tries, and how many each takes, with that of an address third. */
  readonly tries: {
    readonly names: readonly [string, string, string];
    readonly limits: readonly number[];
  };
  /** For one claim alone: wait for another transaction that looks at this member's tries. */
  readonly wait: boolean;
  /** Draw the stock last, for there is plenty of all; else it is locked first. */
  readonly ahead: boolean;
};

export type Decided = {
  readonly outcomes: readonly ClaimOutcome[];
  /** How many more can be won at least; null where that was not looked at. */
  readonly remaining: number | null;
};

type Row = {
  /** Milliseconds since 1970. */
  at: number | null;
  shortage: string | null;
  remaining: string | null;
  outcomes: string | null;
};

/** Between two wins of an announcement: what is within one holds none. */
const BETWEEN = ",\n";

/** A Postgres array of texts without quotes, commas or backslashes in them: ids, codes and words of ours. */
const words = (list: readonly (string | null)[]) => `{${list.map((one) => one ?? "NULL").join(",")}}`;
/** A Postgres array of any texts. */
const texts = (list: readonly string[]) =>
  `{${list.map((one) => `"${one.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;

/** A member who asks for themselves is not named again. */
const isOwn = ({ actor, memberId }: PreparedClaim) => actor.type === "member" && actor.id === memberId;

const instant = (ms: string | undefined) => (ms === undefined ? null : new Date(Number(ms)));

/** One line of the function's answer. */
function outcomeOf(line: string, at: Instant, shortage: string | null, own: string): ClaimOutcome {
  const [outcome, total, today, wins, fifth, sixth] = line.split(",");
  const isEarlier = outcome === "earlier";
  return {
    outcome: outcome as ClaimOutcome["outcome"],
    participationId: isEarlier ? (fifth ?? null) : outcome === "won" ? own : null,
    poolId: isEarlier ? (sixth ?? null) : null,
    total: Number(total),
    today: Number(today),
    wins: Number(wins),
    until: outcome === "tries" ? instant(fifth) : null,
    at,
    shortage,
  };
}

/** The answer to a claim that was planned by facts that are no more. */
export const staleOutcome: ClaimOutcome = {
  outcome: "stale",
  participationId: null,
  poolId: null,
  total: 0,
  today: 0,
  wins: 0,
  until: null,
  at: null,
  shortage: null,
};

/** What the function raises when it came ahead and could not: not enough for all, or other facts. */
const CAME_TOO_EARLY = new Set(["SC001", "SC002"]);

/**
 * Decides and writes claims on one pool in one call of `claim_from_pool` (migration 0010), which is one transaction: one
 * lock, one commit, an outcome for each in their order. Each member may be among them once. A claim that is refused
 * changes nothing. Null only where `ahead` was asked: there was not enough for all or a fact changed, nothing was
 * written, and it is to be asked again without.
 */
export async function claimBatch(
  reader: Reader,
  batch: ClaimBatch,
  claims: readonly PreparedClaim[],
): Promise<Decided | null> {
  const { merchantId, activityId, poolId, plan } = batch;
  const shard = plan.limited ? 0 : shardOf(poolId);
  const of = (pick: (claim: PreparedClaim) => string | null) => words(claims.map(pick));
  const units = plan.items.flatMap((item) => Array.from({ length: item.quantity }, () => item));
  // The lock order of the product: by coupon id.
  const stocks = [...plan.items].sort((a, b) => (a.couponId < b.couponId ? -1 : 1));
  const issued = claims.flatMap((claim) => claim.vouchers);
  const call = reader.execute<Row>(sql`select * from claim_from_pool(
    ${merchantId}, ${activityId}, ${poolId}, ${JSON.stringify({ ...plan, shard })}::jsonb,
    ${of((one) => one.memberId)}::text[], ${of((one) => one.sessionId ?? null)}::text[], ${texts(claims.map((one) => one.requestId))}::text[],
    ${texts(claims.map((one) => one.trace))}::text[],
    ${of((one) => (isOwn(one) ? null : one.actor.type))}::text[],
    ${of((one) => (isOwn(one) ? null : one.actor.id))}::text[],
    ${of((one) => one.participationId)}::text[],
    ${words(issued.map((one) => one.id))}::text[], ${words(issued.map((one) => one.code))}::text[],
    ${words(units.map((one) => one.couponId))}::text[], ${words(units.map((one) => String(one.version)))}::int[],
    ${words(units.map((one) => one.validFrom))}::timestamptz[],
    ${words(units.map((one) => one.validUntil))}::timestamptz[],
    ${words(units.map((one) => one.hours?.toString() ?? null))}::int[],
    ${words(stocks.map((one) => one.couponId))}::text[],
    ${words(stocks.map((one) => String(one.quantity)))}::int[],
    ${words(stocks.map((one) => String(one.limited)))}::boolean[],
    ${claims.map((one) => one.told).join(BETWEEN)}, ${batch.told}, ${newId("obx")},
    ${newId("aud")},
    ${words(batch.tries.names)}::text[], ${texts(claims.map((one) => one.address))}::text[],
    ${words(batch.tries.limits.map(String))}::int[],
    ${batch.wait}, ${batch.ahead})`);
  const [row] = await call.catch((error: unknown) => {
    if (batch.ahead && CAME_TOO_EARLY.has(sqlState(error) ?? "")) return [null];
    throw error;
  });
  if (row === null) return null;
  if (!row || row.at === null || row.outcomes === null) {
    return { outcomes: claims.map(() => staleOutcome), remaining: null };
  }
  const at = new Date(row.at);
  const lines = row.outcomes.split("\n");
  const outcomes = claims.map((claim, n) =>
    outcomeOf(lines[n] ?? "", at, row.shortage, claim.participationId),
  );
  return { outcomes, remaining: row.remaining === null ? null : Number(row.remaining) };
}
