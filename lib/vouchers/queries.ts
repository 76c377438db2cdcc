import { and, asc, desc, eq, exists, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { products } from "@/db/schema/catalogue";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import { vouchers } from "@/db/schema/vouchers";
import { databaseNow } from "@/db/transaction";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { heldUntil, isFree, offeredUntil } from "@/lib/vouchers/queries/held";
import { voucherHistory } from "@/lib/vouchers/queries/history";
import { scopeNamed, sourceActivity, storesNamed } from "@/lib/vouchers/queries/names";

export const voucherTabs = ["available", "used", "expired"] as const;
export type VoucherTab = (typeof voucherTabs)[number];
export const voucherSorts = ["ending", "newest"] as const;
export type VoucherSort = (typeof voucherSorts)[number];

const termsColumns = {
  name: couponTerms.name,
  description: couponTerms.description,
  usageRules: couponTerms.usageRules,
  translations: couponTerms.translations,
  faceColour: couponTerms.faceColour,
  image: couponTerms.image,
  benefit: couponTerms.benefit,
  scope: couponTerms.scope,
  conditions: couponTerms.conditions,
  stacking: couponTerms.stacking,
  validity: couponTerms.validity,
  refund: couponTerms.refund,
  giftable: couponTerms.giftable,
};

const voucherColumns = {
  id: vouchers.id,
  memberId: vouchers.memberId,
  couponId: vouchers.couponId,
  termsVersion: vouchers.termsVersion,
  status: vouchers.status,
  code: vouchers.code,
  issuedAt: vouchers.issuedAt,
  validFrom: vouchers.validFrom,
  validUntil: vouchers.validUntil,
  heldUntil: heldUntil.mapWith(vouchers.validUntil),
  offeredUntil: offeredUntil.mapWith(vouchers.validUntil),
  usedAt: vouchers.usedAt,
  source: vouchers.source,
  sourceId: vouchers.sourceId,
  currency: coupons.currency,
  couponPausedAt: coupons.pausedAt,
  /** The terms it was issued under, whatever the coupon says today. */
  terms: termsColumns,
  /** Whose it was first, where they gave it to a friend. */
  issuedTo: vouchers.issuedTo,
  codeSource: coupons.codeSource,
  /** Of a product voucher: what the product is called now. */
  productName: products.name,
  productTranslations: products.translations,
};

/** Vouchers with the terms each was issued under; the caller adds where, order and limit. */
export function voucherRows() {
  return db()
    .select(voucherColumns)
    .from(vouchers)
    .innerJoin(coupons, and(eq(coupons.merchantId, vouchers.merchantId), eq(coupons.id, vouchers.couponId)))
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, vouchers.merchantId),
        eq(couponTerms.couponId, vouchers.couponId),
        eq(couponTerms.version, vouchers.termsVersion),
      ),
    )
    .leftJoin(
      products,
      and(
        eq(products.merchantId, vouchers.merchantId),
        eq(products.id, sql<string>`${couponTerms.benefit}->>'productId'`),
      ),
    );
}

export type MemberVoucher = Awaited<ReturnType<typeof voucherRows>>[number];

/** A member sees their own vouchers, staff those of the members within their reach, a visitor none. */
export function mayBeSeen(scope: Scope): SQL | undefined {
  if (scope.actor.type === "member") return eq(vouchers.memberId, scope.actor.id);
  if (scope.actor.type === "visitor") return sql`false`;
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  if (storeIds === "all") return undefined;
  if (storeIds.length === 0) return sql`false`;
  return exists(
    db()
      .select({ one: sql`1` })
      .from(members)
      .where(
        and(
          eq(members.merchantId, vouchers.merchantId),
          eq(members.id, vouchers.memberId),
          inArray(members.homeStoreId, [...storeIds]),
        ),
      ),
  );
}

export function inTab(tab: VoucherTab, now: Instant): SQL | undefined {
  const runsOut = sql`(${isFree(now)} or ${vouchers.status} = 'transferred')`;
  const over = sql`(${vouchers.validUntil} <= ${now.toISOString()} and ${runsOut})`;
  if (tab === "used") return eq(vouchers.status, "used");
  if (tab === "expired") {
    const ended = and(inArray(vouchers.status, ["available", "reserved", "transferred"]), over);
    return or(ended, eq(vouchers.status, "cancelled"));
  }
  // What is offered as a gift can be taken back.
  return and(
    inArray(vouchers.status, ["available", "reserved", "transferred"]),
    or(isNull(vouchers.validUntil), gt(vouchers.validUntil, now), sql`not ${runsOut}`),
  );
}

/** What a tab is ordered by: a time that is never null, so that pages can be cut by it. */
function orderOf(tab: VoucherTab, sort: VoucherSort) {
  if (sort === "newest") return { key: sql`${vouchers.issuedAt}`, ascending: false };
  if (tab === "used")
    return { key: sql`coalesce(${vouchers.usedAt}, ${vouchers.issuedAt})`, ascending: false };
  const end = sql`coalesce(${vouchers.validUntil}, 'infinity'::timestamptz)`;
  return { key: end, ascending: tab === "available" };
}

export type MemberVoucherQuery = {
  readonly memberId: string;
  readonly tab: VoucherTab;
  readonly cursor?: string | null;
  readonly sort?: VoucherSort;
  readonly limit?: number;
  /** Absent = the database's clock. */
  readonly now?: Instant;
};

/**
 * A member's vouchers of one tab as they stand at `now`. `ending`: what ends first stands first among the available, last used
 * or ended in the others.
 */
export async function listMemberVouchers(
  scope: Scope,
  query: MemberVoucherQuery,
): Promise<{ rows: MemberVoucher[]; nextCursor: string | null; now: Instant }> {
  const { memberId, tab, sort = "ending", limit = 25, now = await databaseNow(db()) } = query;
  const { key, ascending } = orderOf(tab, sort);
  const cursor = decodeTimeCursor(query.cursor);
  const after = cursor
    ? ascending
      ? sql`(${key}, ${vouchers.id}) > (${cursor.value}::timestamptz, ${cursor.id})`
      : sql`(${key}, ${vouchers.id}) < (${cursor.value}::timestamptz, ${cursor.id})`
    : undefined;
  const order = ascending ? asc : desc;
  const rows = await voucherRows()
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.memberId, memberId),
        mayBeSeen(scope),
        inTab(tab, now),
        after,
      ),
    )
    .orderBy(order(key), order(vouchers.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    ...{ rows: page, now },
    nextCursor: last ? encodeCursor({ value: keyOf(last, tab, sort), id: last.id }) : null,
  };
}

function keyOf(row: MemberVoucher, tab: VoucherTab, sort: VoucherSort): string {
  if (sort === "newest") return row.issuedAt.toISOString();
  if (tab === "used") return (row.usedAt ?? row.issuedAt).toISOString();
  return row.validUntil?.toISOString() ?? "infinity";
}

export function decodeTimeCursor(word: string | null | undefined) {
  const cursor = decodeCursor(word);
  const good = cursor && (cursor.value === "infinity" || isInstantText(cursor.value));
  return good ? cursor : null;
}

/** How many vouchers each tab of a member holds at `at`, counted to 1,000; without one by the database's clock. */
export async function countMemberVouchers(
  scope: Scope,
  memberId: string,
  at?: Instant,
): Promise<Record<VoucherTab, number>> {
  const now = at ?? (await databaseNow(db()));
  const counts = voucherTabs.map(async (tab) => {
    const some = db()
      .select({ one: sql`1`.as("one") })
      .from(vouchers)
      .where(
        and(
          eq(vouchers.merchantId, scope.merchantId),
          eq(vouchers.memberId, memberId),
          mayBeSeen(scope),
          inTab(tab, now),
        ),
      )
      .limit(1000)
      .as("some");
    const [row] = await db().select({ count: sql<number>`count(*)::int` }).from(some);
    return row?.count ?? 0;
  });
  const [available = 0, used = 0, expired = 0] = await Promise.all(counts);
  return { available, used, expired };
}

/**
 * What participations or grants gave a member: the reader, or one within their reach; up to 500, oldest first. Sources
 * are looked for among the member's own vouchers, which an index finds.
 */
export async function listVouchersOf(
  scope: Scope,
  memberId: string,
  sourceIds: readonly string[],
): Promise<MemberVoucher[]> {
  if (sourceIds.length === 0) return [];
  return await voucherRows()
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.memberId, memberId),
        inArray(vouchers.sourceId, [...sourceIds]),
        mayBeSeen(scope),
      ),
    )
    .orderBy(asc(vouchers.issuedAt), asc(vouchers.id))
    .limit(500);
}

/**
 * One voucher with its history, oldest first, the names its terms point to, and the database's clock, by which it stands. Null
 * when it is not theirs to see.
 */
export async function getVoucher(scope: Scope, voucherId: string) {
  const [voucher] = await voucherRows()
    .where(and(eq(vouchers.merchantId, scope.merchantId), eq(vouchers.id, voucherId), mayBeSeen(scope)))
    .limit(1);
  if (!voucher) return null;
  const [now, history, stores, named, activity] = await Promise.all([
    databaseNow(db()),
    voucherHistory(scope, voucher),
    storesNamed(scope, voucher.terms.conditions.storeIds),
    scopeNamed(scope, voucher.terms.scope),
    sourceActivity(scope, voucher),
  ]);
  return { ...voucher, now, history, stores, named, activity };
}
export type VoucherDetail = NonNullable<Awaited<ReturnType<typeof getVoucher>>>;
