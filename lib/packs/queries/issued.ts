import { and, desc, eq, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { couponTerms } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import { vouchers } from "@/db/schema/vouchers";
import { encodeCursor } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import { asPhone } from "@/lib/members/queries/match";
import { shownMember } from "@/lib/packs/queries/purchases";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { decodeTimeCursor, mayBeSeen } from "@/lib/vouchers/queries";
import { voucherStatus } from "@/lib/vouchers/rules";
import type { RecordState } from "@/lib/vouchers/schema";

export type PackVoucherQuery = {
  readonly packId: string;
  /** A member's phone in whole. */
  readonly q?: string;
  readonly state?: RecordState | null;
  readonly cursor?: string | null;
  readonly limit?: number;
  readonly now?: Instant;
};

/** Vouchers that stand so at `now`, as `voucherStatus` says it. */
function standsAt(state: RecordState, now: Instant): SQL | undefined {
  const ends = inArray(vouchers.status, ["available", "transferred"]);
  if (state === "expired") return and(ends, lte(vouchers.validUntil, now));
  const still = or(isNull(vouchers.validUntil), gt(vouchers.validUntil, now));
  return and(
    eq(vouchers.status, state),
    state === "available" || state === "transferred" ? still : undefined,
  );
}

/** Of the member whose phone a search says; nothing for what is no phone, or for who may not look people up. */
async function ofPhone(scope: Scope, q: string): Promise<SQL | undefined> {
  if (q === "") return undefined;
  const phone = can(scope.role, "member.read") ? await asPhone(scope, q) : null;
  return phone ? eq(members.phone, phone) : sql`false`;
}

/**
 * The coupons issued out of a pack, newest first (C-32). Who may not read members gets neither their names nor whole codes.
 * `total` is left to the figures (`couponsIssued`), which count without looking at each.
 */
export async function listPackVouchers(scope: Scope, query: PackVoucherQuery) {
  const { packId, q = "", state, limit = 25, now = new Date() } = query;
  const cursor = decodeTimeCursor(query.cursor);
  const after = cursor
    ? sql`(${vouchers.issuedAt}, ${vouchers.id}) < (${cursor.value}::timestamptz, ${cursor.id})`
    : undefined;
  const found = await db()
    .select({
      id: vouchers.id,
      memberId: vouchers.memberId,
      member: { name: members.name, nickname: members.nickname, phone: members.phone },
      couponId: vouchers.couponId,
      couponName: couponTerms.name,
      status: vouchers.status,
      code: vouchers.code,
      issuedAt: vouchers.issuedAt,
      validFrom: vouchers.validFrom,
      validUntil: vouchers.validUntil,
      usedAt: vouchers.usedAt,
      /** The purchase that delivered it. */
      purchaseId: vouchers.sourceId,
    })
    .from(vouchers)
    .innerJoin(members, and(eq(members.merchantId, vouchers.merchantId), eq(members.id, vouchers.memberId)))
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, vouchers.merchantId),
        eq(couponTerms.couponId, vouchers.couponId),
        eq(couponTerms.version, vouchers.termsVersion),
      ),
    )
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.packId, packId),
        mayBeSeen(scope),
        await ofPhone(scope, q),
        state ? standsAt(state, now) : undefined,
        after,
      ),
    )
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(limit + 1);
  const seesCodes = can(scope.role, "member.read");
  const rows = found.slice(0, limit).map((row) => ({
    ...row,
    status: voucherStatus(row, now),
    member: shownMember(scope, row.member),
    code: seesCodes ? row.code : `•••• ${row.code.slice(-4)}`,
  }));
  const last = found.length > limit ? rows.at(-1) : undefined;
  const nextCursor = last ? encodeCursor({ value: last.issuedAt.toISOString(), id: last.id }) : null;
  return { rows, nextCursor };
}
export type PackVoucherRow = Awaited<ReturnType<typeof listPackVouchers>>["rows"][number];
