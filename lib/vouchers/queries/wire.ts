import { and, asc, desc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { vouchers } from "@/db/schema/vouchers";
import { databaseNow } from "@/db/transaction";
import { encodeCursor } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import {
  decodeTimeCursor,
  listVouchersOf,
  type MemberVoucher,
  mayBeSeen,
  voucherRows,
} from "@/lib/vouchers/queries";
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

/** These vouchers of a member as they were when they were given, whatever became of them since; up to 100, oldest first. */
export async function listGivenVouchers(
  scope: Scope,
  memberId: string,
  voucherIds: readonly string[],
): Promise<WireVoucher[]> {
  if (voucherIds.length === 0) return [];
  const rows = await voucherRows()
    .where(
      and(
        // What they gave to a friend since was theirs.
        or(eq(vouchers.memberId, memberId), eq(vouchers.issuedTo, memberId)),
        eq(vouchers.merchantId, scope.merchantId),
        inArray(vouchers.id, [...voucherIds]),
        mayBeSeen(scope),
      ),
    )
    .orderBy(asc(vouchers.issuedAt), asc(vouchers.id))
    .limit(100);
  return rows.map((row) => wired(row, "available"));
}

/** What a participation or grant gave, as it was when it was given, whatever became of it since. */
export async function listIssuedVouchers(
  scope: Scope,
  memberId: string,
  sourceId: string,
): Promise<WireVoucher[]> {
  return (await listVouchersOf(scope, memberId, [sourceId])).map((row) => wired(row, "available"));
}
