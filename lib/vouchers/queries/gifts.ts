import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { couponTerms } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import { voucherGifts, vouchers } from "@/db/schema/vouchers";
import { databaseNow } from "@/db/transaction";
import { maskName } from "@/lib/members/rules/mask-name";
import type { Scope } from "@/lib/platform/auth/scope";
import { voucherRows } from "@/lib/vouchers/queries";
import { giftStanding } from "@/lib/vouchers/rules/gift";

const columns = {
  id: voucherGifts.id,
  voucherId: voucherGifts.voucherId,
  giverId: voucherGifts.giverMemberId,
  receiverId: voucherGifts.receiverMemberId,
  message: voucherGifts.message,
  status: voucherGifts.status,
  createdAt: voucherGifts.createdAt,
  endsAt: voucherGifts.endsAt,
  endedAt: voucherGifts.endedAt,
};

/** Which gift a voucher's members see: the reader's own as its giver. */
const givenBy = (scope: Scope) =>
  and(
    eq(voucherGifts.merchantId, scope.merchantId),
    scope.actor.type === "member" ? eq(voucherGifts.giverMemberId, scope.actor.id) : sql`false`,
  );

/**
 * A gift as whoever opens its link is told of it, with its voucher but never the code; null = the merchant has none such. Whoever
 * asks has the link: the gate looked at it.
 */
export async function getGift(scope: Scope, giftId: string) {
  const [gift] = await db()
    .select({
      ...columns,
      giverName: sql<string | null>`coalesce(${members.nickname}, ${members.name})`,
      isGiverGood: sql<boolean>`${members.blockedAt} is null and ${members.erasedAt} is null`,
    })
    .from(voucherGifts)
    .innerJoin(
      members,
      and(eq(members.merchantId, voucherGifts.merchantId), eq(members.id, voucherGifts.giverMemberId)),
    )
    .where(and(eq(voucherGifts.merchantId, scope.merchantId), eq(voucherGifts.id, giftId)));
  if (!gift) return null;
  const [now, [voucher]] = await Promise.all([
    databaseNow(db()),
    voucherRows().where(and(eq(vouchers.merchantId, scope.merchantId), eq(vouchers.id, gift.voucherId))),
  ]);
  if (!voucher) return null;
  const readerId = scope.actor.type === "member" ? scope.actor.id : null;
  const standing = giftStanding(gift, readerId, now);
  const { id, message, giverName, endsAt } = gift;
  return {
    id,
    message,
    endsAt,
    giverName: maskName(giverName),
    standing,
    now,
    voucher: { ...voucher, code: "", memberId: "", issuedTo: null },
  };
}
export type GiftDetail = NonNullable<Awaited<ReturnType<typeof getGift>>>;

/** The gift that a member offers a voucher of theirs by; null = they offer it not. */
export async function getOffer(scope: Scope, voucherId: string) {
  const [gift] = await db()
    .select({ id: columns.id, message: columns.message, endsAt: columns.endsAt })
    .from(voucherGifts)
    .where(and(givenBy(scope), eq(voucherGifts.voucherId, voucherId), eq(voucherGifts.status, "waiting")));
  return gift ?? null;
}

/** The last gift that a member offered a voucher of theirs by, whatever came of it; null = they never offered it. */
export async function getLastGift(scope: Scope, voucherId: string) {
  const [gift] = await db()
    .select({ id: columns.id, status: columns.status })
    .from(voucherGifts)
    .where(and(givenBy(scope), eq(voucherGifts.voucherId, voucherId)))
    .orderBy(desc(voucherGifts.createdAt), desc(voucherGifts.id))
    .limit(1);
  return gift ?? null;
}

/** Gifts of the reader's that somebody took: of which coupon, to whom, by their name as strangers may read it, and when. */
async function givenRows(scope: Scope, memberId: string, which: SQL | undefined, limit: number) {
  const rows = await db()
    .select({
      id: voucherGifts.id,
      sourceId: vouchers.sourceId,
      name: couponTerms.name,
      translations: couponTerms.translations,
      receiverName: sql<string | null>`coalesce(${members.nickname}, ${members.name})`,
      endedAt: voucherGifts.endedAt,
    })
    .from(voucherGifts)
    .innerJoin(
      vouchers,
      and(eq(vouchers.merchantId, voucherGifts.merchantId), eq(vouchers.id, voucherGifts.voucherId)),
    )
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, vouchers.merchantId),
        eq(couponTerms.couponId, vouchers.couponId),
        eq(couponTerms.version, vouchers.termsVersion),
      ),
    )
    .leftJoin(
      members,
      and(eq(members.merchantId, voucherGifts.merchantId), eq(members.id, voucherGifts.receiverMemberId)),
    )
    .where(and(takenOf(scope, memberId), which))
    .orderBy(desc(voucherGifts.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, receiverName: maskName(row.receiverName) }));
}

const takenOf = (scope: Scope, memberId: string) =>
  and(givenBy(scope), eq(voucherGifts.giverMemberId, memberId), eq(voucherGifts.status, "taken"));

/** Most gifts that a member is told of. */
export const GIVEN_MOST = 50;

/** What a member gave away, newest first: the last `GIVEN_MOST`. */
export async function listGivenAway(scope: Scope, memberId: string) {
  return await givenRows(scope, memberId, undefined, GIVEN_MOST);
}

/** What a member gave away of what participations gave them, newest first; up to 500. */
export async function listGivenOf(scope: Scope, memberId: string, sourceIds: readonly string[]) {
  if (sourceIds.length === 0) return [];
  return await givenRows(scope, memberId, inArray(vouchers.sourceId, [...sourceIds]), 500);
}

/** How many coupons a member gave away, counted to 1,000. */
export async function countGivenAway(scope: Scope, memberId: string): Promise<number> {
  const some = db()
    .select({ one: sql`1`.as("one") })
    .from(voucherGifts)
    .where(takenOf(scope, memberId))
    .limit(1000)
    .as("some");
  const [row] = await db().select({ count: sql<number>`count(*)::int` }).from(some);
  return row?.count ?? 0;
}
export type GivenAway = Awaited<ReturnType<typeof listGivenAway>>[number];
