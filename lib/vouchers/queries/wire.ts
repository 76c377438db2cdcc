import { and, asc, desc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { vouchers } from "@/db/schema/vouchers";
import { databaseNow } from "@/db/transaction";
import { encodeCursor } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { decodeTimeCursor, type MemberVoucher, mayBeSeen, voucherRows } from "@/lib/vouchers/queries";
import { isFree } from "@/lib/vouchers/queries/held";
import { type VoucherStatus, voucherStatus } from "@/lib/vouchers/rules";

/** A voucher as api.md has it. */
function wired(row: MemberVoucher, status: VoucherStatus) {
  const { id, couponId, termsVersion, code, terms } = row;
  return {
    id,
    couponId,
    termsVersion,
    name: terms.name,
    status,
    code,
    issuedAt: row.issuedAt.toISOString(),
    validFrom: row.validFrom.toISOString(),
    validUntil: row.validUntil?.toISOString() ?? null,
    terms,
  };
}
export type WireVoucher = ReturnType<typeof wired>;

/** rules.ts `voucherStatus` in SQL, to filter by; a test holds the two equal. */
function isOf(status: VoucherStatus, now: Instant): SQL | undefined {
  const at = sql`${now.toISOString()}::timestamptz`;
  if (status === "reserved") return and(eq(vouchers.status, status), sql`not ${isFree(now)}`);
  const still = or(isNull(vouchers.validUntil), sql`${vouchers.validUntil} > ${at}`);
  if (status === "transferred") return and(eq(vouchers.status, status), still);
  if (status !== "available" && status !== "expired") return eq(vouchers.status, status);
  const free = and(inArray(vouchers.status, ["available", "reserved"]), isFree(now));
  const offered = eq(vouchers.status, "transferred");
  if (status === "expired") return and(or(free, offered), sql`${vouchers.validUntil} <= ${at}`);
  return and(free, still);
}

export type WireVoucherQuery = {
  readonly memberId: string;
  /** Absent = all. */
  readonly status?: VoucherStatus;
  readonly cursor?: string | null;
  readonly limit?: number;
  /** Absent = the database's clock. */
  readonly now?: Instant;
};

/** A member's vouchers for other systems, newest first, each with its status at `now` and the terms it was issued under. */
export async function listWireVouchers(scope: Scope, query: WireVoucherQuery) {
  const { memberId, status, limit = 25, now = await databaseNow(db()) } = query;
  const cursor = decodeTimeCursor(query.cursor);
  const found = await voucherRows()
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.memberId, memberId),
        mayBeSeen(scope),
        status ? isOf(status, now) : undefined,
        cursor
          ? sql`(${vouchers.issuedAt}, ${vouchers.id}) < (${cursor.value}::timestamptz, ${cursor.id})`
          : undefined,
      ),
    )
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(limit + 1);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const nextCursor = last ? encodeCursor({ value: last.issuedAt.toISOString(), id: last.id }) : null;
  return { rows: rows.map((row) => wired(row, voucherStatus(row, now))), nextCursor };
}

/**
 * Vouchers that a member was given, oldest first, each as it was then, whatever became of it since: but of what they gave to a friend, whose
 * it is now, nobody is told the code, and it is not theirs to use.
 */
async function listGotten(scope: Scope, memberId: string, which: SQL, most: number): Promise<WireVoucher[]> {
  const rows = await voucherRows()
    .where(
      and(
        or(eq(vouchers.memberId, memberId), eq(vouchers.issuedTo, memberId)),
        eq(vouchers.merchantId, scope.merchantId),
        which,
        mayBeSeen(scope),
      ),
    )
    .orderBy(asc(vouchers.issuedAt), asc(vouchers.id))
    .limit(most);
  return rows.map((row) =>
    row.issuedTo === memberId ? wired({ ...row, code: "" }, "transferred") : wired(row, "available"),
  );
}

/** These vouchers of a member as they were given to them; up to 100. */
export async function listGivenVouchers(
  scope: Scope,
  memberId: string,
  voucherIds: readonly string[],
): Promise<WireVoucher[]> {
  if (voucherIds.length === 0) return [];
  return await listGotten(scope, memberId, inArray(vouchers.id, [...voucherIds]), 100);
}

/** What a participation or grant gave a member; up to 500. */
export async function listIssuedVouchers(
  scope: Scope,
  memberId: string,
  sourceId: string,
): Promise<WireVoucher[]> {
  return await listGotten(scope, memberId, eq(vouchers.sourceId, sourceId), 500);
}
