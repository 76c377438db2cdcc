import { and, desc, eq, gt, gte, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities, participations } from "@/db/schema/activities";
import { members } from "@/db/schema/members";
import { vouchers } from "@/db/schema/vouchers";
import { encodeCursor } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import { shownPhone } from "@/lib/members/queries/brief";
import { called } from "@/lib/members/queries/match";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { decodeTimeCursor, mayBeSeen } from "@/lib/vouchers/queries";
import type { RecordState, VoucherSource } from "@/lib/vouchers/schema";

export type CouponVoucherQuery = {
  readonly couponId: string;
  /** Half-open, by when it was claimed. */
  readonly from?: Instant | null;
  readonly until?: Instant | null;
  /** Exactly a name, a nickname or a phone number. */
  readonly q?: string;
  /** In any of these; none = however they stand. */
  readonly state?: readonly RecordState[];
  readonly source?: readonly VoucherSource[];
  /** Used in one of these stores: on an order there, or at its desk. */
  readonly store?: readonly string[];
  /** These alone. */
  readonly ids?: readonly string[];
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

/** Vouchers that were last used in one of the stores, as `usesOf` tells where. */
function usedIn(storeIds: readonly string[]): SQL {
  const ids = sql.param([...storeIds]);
  return sql`voucher.status = 'used' and coalesce((
    select o.store_id from order_voucher u
    join "order" o on o.merchant_id = u.merchant_id and o.id = u.order_id
    where u.merchant_id = voucher.merchant_id and u.voucher_id = voucher.id and u.state = 'used'
  ), (
    select e.cause ->> 'storeId' from voucher_event e
    where e.merchant_id = voucher.merchant_id and e.voucher_id = voucher.id and e.kind = 'redeemed'
    order by e.id desc limit 1
  )) = any (${ids}::text[])`;
}

/**
 * A coupon's records, newest claim first (C-16). Who may not see members gets neither their names nor whole codes, which
 * are as good as money; phones are masked for everybody, for they are looked at one by one (S-38). `total` stops counting
 * at 10,001.
 */
export async function listCouponVouchers(scope: Scope, query: CouponVoucherQuery) {
  const { couponId, from, until, q = "", state = [], source = [], store = [], ids } = query;
  const { limit = 25, now = new Date() } = query;
  const seesMembers = can(scope.role, "member.read");
  const wanted = and(
    eq(vouchers.merchantId, scope.merchantId),
    eq(vouchers.couponId, couponId),
    mayBeSeen(scope),
    from ? gte(vouchers.issuedAt, from) : undefined,
    until ? lt(vouchers.issuedAt, until) : undefined,
    state.length > 0 ? or(...state.map((one) => standsAt(one, now))) : undefined,
    source.length > 0 ? inArray(vouchers.source, [...source]) : undefined,
    store.length > 0 ? usedIn(store) : undefined,
    ids ? inArray(vouchers.id, [...ids]) : undefined,
    q === "" ? undefined : seesMembers ? await called(scope, q) : sql`false`,
  );
  const cursor = decodeTimeCursor(query.cursor);
  const after = cursor
    ? sql`(${vouchers.issuedAt}, ${vouchers.id}) < (${cursor.value}::timestamptz, ${cursor.id})`
    : undefined;
  const nobody = sql<string | null>`null`;
  const found = await db()
    .select({
      id: vouchers.id,
      memberId: vouchers.memberId,
      /** Whose it was first, where they gave it to a friend. */
      issuedTo: vouchers.issuedTo,
      name: seesMembers ? members.name : nobody,
      nickname: seesMembers ? members.nickname : nobody,
      phone: members.phone,
      status: vouchers.status,
      termsVersion: vouchers.termsVersion,
      source: vouchers.source,
      code: vouchers.code,
      issuedAt: vouchers.issuedAt,
      validFrom: vouchers.validFrom,
      validUntil: vouchers.validUntil,
      usedAt: vouchers.usedAt,
      activityId: activities.id,
      activityName: activities.name,
    })
    .from(vouchers)
    .innerJoin(members, and(eq(members.merchantId, vouchers.merchantId), eq(members.id, vouchers.memberId)))
    .leftJoin(
      participations,
      and(
        eq(vouchers.source, "prize"),
        eq(participations.merchantId, vouchers.merchantId),
        eq(participations.id, vouchers.sourceId),
      ),
    )
    .leftJoin(
      activities,
      and(eq(activities.merchantId, participations.merchantId), eq(activities.id, participations.activityId)),
    )
    .where(and(wanted, after))
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(limit + 1);
  const some = db()
    .select({ one: sql`1`.as("one") })
    .from(vouchers)
    .innerJoin(members, and(eq(members.merchantId, vouchers.merchantId), eq(members.id, vouchers.memberId)))
    .where(wanted)
    .limit(10_001)
    .as("some");
  const [counted] = await db().select({ count: sql<number>`count(*)::int` }).from(some);
  const rows = found.slice(0, limit).map((row) => ({
    ...row,
    phone: seesMembers ? shownPhone(scope, row.phone) : "••••",
    code: seesMembers ? row.code : `•••• ${row.code.slice(-4)}`,
  }));
  const last = found.length > limit ? rows.at(-1) : undefined;
  const nextCursor = last ? encodeCursor({ value: last.issuedAt.toISOString(), id: last.id }) : null;
  return { rows, total: counted?.count ?? 0, nextCursor };
}
export type CouponVoucher = Awaited<ReturnType<typeof listCouponVouchers>>["rows"][number];
