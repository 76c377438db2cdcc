import { and, asc, count, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { givingRows, givings } from "@/db/schema/vouchers";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";
import type { GivingReason } from "@/lib/vouchers/schema";

const mine = (scope: Scope, givingId: string) =>
  and(eq(givings.merchantId, scope.merchantId), eq(givings.id, givingId));
const rowsIn = (scope: Scope, givingId: string) =>
  and(eq(givingRows.merchantId, scope.merchantId), eq(givingRows.givingId, givingId));

export type NewGiving = {
  readonly couponId: string;
  readonly quantity: number;
  readonly source: "list" | "file" | "audience";
  readonly audience: Audience | null;
  readonly complete: boolean;
  readonly readJobId: string | null;
};

/** Keeps what is to be given to whom. */
export async function insertGiving(tx: Tx, scope: Scope, id: string, giving: NewGiving): Promise<void> {
  await tx.insert(givings).values({ merchantId: scope.merchantId, id, createdBy: scope.actor.id, ...giving });
}

/** Locks a giving until the transaction ends; null = the merchant has none of this id. */
export async function lockGiving(tx: Tx, scope: Scope, givingId: string) {
  const [row] = await tx.select().from(givings).where(mine(scope, givingId)).for("no key update");
  return row ?? null;
}

/** Writes which job gives a locked giving, or that its rows are complete. */
export async function updateGiving(
  tx: Tx,
  scope: Scope,
  givingId: string,
  change: Partial<Pick<typeof givings.$inferSelect, "jobId" | "complete">>,
): Promise<void> {
  await tx.update(givings).set(change).where(mine(scope, givingId));
}

export type NewGivingRow = {
  readonly line: number;
  readonly value: string;
  readonly memberId: string | null;
  readonly reason: GivingReason | null;
};

const CHUNK = 2000;

/**
 * Keeps rows of a giving: those with a reason as refused, the others as `standing` says. A member who is in it already
 * breaks the unique key, and the transaction with it.
 */
export async function insertGivingRows(
  tx: Tx,
  scope: Scope,
  givingId: string,
  rows: readonly NewGivingRow[],
  standing: "waiting" | "given",
): Promise<void> {
  const { merchantId } = scope;
  for (let at = 0; at < rows.length; at += CHUNK) {
    await tx.insert(givingRows).values(
      rows.slice(at, at + CHUNK).map(({ line, value, memberId, reason }) => ({
        merchantId,
        givingId,
        line,
        memberId,
        value: memberId === null ? value : "",
        status: reason === null ? standing : ("refused" as const),
        reason,
        at: reason === null && standing === "waiting" ? null : sql`now()`,
      })),
    );
  }
}

/** Which of these members are in a giving already. */
export async function membersIn(
  tx: Tx,
  scope: Scope,
  givingId: string,
  memberIds: readonly string[],
): Promise<Set<string>> {
  if (memberIds.length === 0) return new Set();
  const rows = await tx
    .select({ memberId: givingRows.memberId })
    .from(givingRows)
    .where(and(rowsIn(scope, givingId), inArray(givingRows.memberId, [...memberIds])));
  return new Set(rows.flatMap(({ memberId }) => memberId ?? []));
}

/** The next rows of a locked giving that wait, in their order. */
export async function nextWaiting(tx: Tx, scope: Scope, givingId: string, most: number) {
  const rows = await tx
    .select({ line: givingRows.line, memberId: givingRows.memberId })
    .from(givingRows)
    .where(and(rowsIn(scope, givingId), eq(givingRows.status, "waiting")))
    .orderBy(asc(givingRows.line))
    .limit(most);
  return rows.flatMap(({ line, memberId }) => (memberId === null ? [] : [{ line, memberId }]));
}

/** Writes what came of waiting rows, in one statement; asserts that each still waited, so that none is settled twice. */
export async function settleRows(
  tx: Tx,
  scope: Scope,
  givingId: string,
  settled: readonly { readonly line: number; readonly reason: GivingReason | null }[],
): Promise<void> {
  if (settled.length === 0) return;
  const list = JSON.stringify(settled);
  const done = await tx.execute(sql`
    update giving_row r set status = case when s.reason is null then 'given' else 'refused' end, reason = s.reason, at = now()
    from jsonb_to_recordset(${list}::jsonb) as s(line int, reason text)
    where r.merchant_id = ${scope.merchantId} and r.giving_id = ${givingId} and r.line = s.line and r.status = 'waiting'
    returning 1`);
  if (done.length !== settled.length) throw new Error(`rows of giving ${givingId} changed under its lock`);
}

/** How many rows of a giving wait, were given and were refused. */
export async function countGiving(tx: Tx, scope: Scope, givingId: string) {
  const rows = await tx
    .select({ status: givingRows.status, count: count() })
    .from(givingRows)
    .where(rowsIn(scope, givingId))
    .groupBy(givingRows.status);
  const of = (status: "waiting" | "given" | "refused") =>
    rows.find((row) => row.status === status)?.count ?? 0;
  return { waiting: of("waiting"), given: of("given"), refused: of("refused") };
}
