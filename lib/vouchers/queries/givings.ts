import { and, asc, count, desc, eq, gt, inArray, isNull, type SQL } from "drizzle-orm";
import { db } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import { staff } from "@/db/schema/merchants";
import { givingRows, givings } from "@/db/schema/vouchers";
import { visible } from "@/lib/coupons/queries/reach";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import { countWhere, shownPhone } from "@/lib/members/queries/brief";
import { inAudience } from "@/lib/members/queries/match";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

/** Givings of coupons that the reader sees; staff of some stores see their own only, since others' lists are others' members. */
function seenBy(scope: Scope): SQL | undefined {
  const mine = scope.storeIds === "all" ? undefined : eq(givings.createdBy, scope.actor.id ?? "");
  return and(visible(scope), mine);
}

const columns = {
  id: givings.id,
  couponId: givings.couponId,
  quantity: givings.quantity,
  source: givings.source,
  audience: givings.audience,
  complete: givings.complete,
  readJobId: givings.readJobId,
  jobId: givings.jobId,
  createdBy: givings.createdBy,
  by: staff.name,
  createdAt: givings.createdAt,
};

const rows = () =>
  db()
    .select(columns)
    .from(givings)
    .innerJoin(coupons, and(eq(coupons.merchantId, givings.merchantId), eq(coupons.id, givings.couponId)))
    .leftJoin(staff, eq(staff.id, givings.createdBy));

/** What came of the rows of givings, by giving; one statement. */
async function countsOf(scope: Scope, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, GivingCounts>();
  const found = await db()
    .select({ id: givingRows.givingId, status: givingRows.status, count: count() })
    .from(givingRows)
    .where(and(eq(givingRows.merchantId, scope.merchantId), inArray(givingRows.givingId, [...ids])))
    .groupBy(givingRows.givingId, givingRows.status);
  const all = new Map<string, GivingCounts>();
  for (const row of found) all.set(row.id, { ...(all.get(row.id) ?? none), [row.status]: row.count });
  return all;
}
export type GivingCounts = { waiting: number; given: number; refused: number };
const none: GivingCounts = { waiting: 0, given: 0, refused: 0 };

/** The givings of a coupon, newest first; the last 20. */
export async function listGivings(scope: Scope, couponId: string) {
  const found = await rows()
    .where(and(seenBy(scope), eq(givings.couponId, couponId)))
    .orderBy(desc(givings.id))
    .limit(20);
  const counts = await countsOf(
    scope,
    found.map(({ id }) => id),
  );
  return found.map((row) => ({ ...row, ...(counts.get(row.id) ?? none) }));
}
export type GivingView = Awaited<ReturnType<typeof listGivings>>[number];

/** One giving, or null when it is not theirs to see. */
export async function getGiving(scope: Scope, givingId: string): Promise<GivingView | null> {
  const [row] = await rows()
    .where(and(seenBy(scope), eq(givings.id, givingId)))
    .limit(1);
  if (!row) return null;
  return { ...row, ...((await countsOf(scope, [givingId])).get(givingId) ?? none) };
}

export type GivingRowsQuery = {
  readonly status?: "waiting" | "given" | "refused" | null;
  readonly cursor?: string | null;
  readonly limit?: number;
};

/** The rows of a giving in their order, with whom each names, phones masked; nothing where the giving is not theirs to see. */
export async function listGivingRows(scope: Scope, givingId: string, query: GivingRowsQuery = {}) {
  const { status, limit = 25 } = query;
  const giving = await getGiving(scope, givingId);
  if (!giving) return { rows: [], total: 0, nextCursor: null };
  const after = Number(decodeCursor(query.cursor)?.value ?? 0);
  const found = await db()
    .select({
      line: givingRows.line,
      value: givingRows.value,
      memberId: givingRows.memberId,
      status: givingRows.status,
      reason: givingRows.reason,
      at: givingRows.at,
      name: members.name,
      nickname: members.nickname,
      phone: members.phone,
    })
    .from(givingRows)
    .leftJoin(
      members,
      and(eq(members.merchantId, givingRows.merchantId), eq(members.id, givingRows.memberId)),
    )
    .where(
      and(
        eq(givingRows.merchantId, scope.merchantId),
        eq(givingRows.givingId, givingId),
        status ? eq(givingRows.status, status) : undefined,
        Number.isInteger(after) && after > 0 ? gt(givingRows.line, after) : undefined,
      ),
    )
    .orderBy(asc(givingRows.line))
    .limit(limit + 1);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    rows: page.map((row) => ({ ...row, phone: row.phone === null ? null : shownPhone(scope, row.phone) })),
    total: status ? giving[status] : giving.waiting + giving.given + giving.refused,
    nextCursor: last ? encodeCursor({ value: String(last.line), id: givingId }) : null,
  };
}
export type GivingRow = Awaited<ReturnType<typeof listGivingRows>>["rows"][number];

/** How many members within the giver's reach an audience lets in now, counted to 100,000. */
export async function countGiftAudience(scope: Scope, audience: Audience) {
  const { storeIds } = scope;
  const within = and(
    eq(members.merchantId, scope.merchantId),
    isNull(members.erasedAt),
    storeIds === "all" ? undefined : inArray(members.homeStoreId, [...storeIds]),
  );
  return await countWhere(and(within, await inAudience(scope, audience)));
}
