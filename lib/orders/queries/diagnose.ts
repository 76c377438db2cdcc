import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import { orders } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import { visible } from "@/lib/coupons/queries/reach";
import { shownPhone } from "@/lib/members/queries/brief";
import { mayBeSeen } from "@/lib/orders/queries/orders";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";

/** So many of a member's coupons may be chosen from: those to use first, then the latest. */
const HELD = 100;

/** The coupons a member holds or held, to choose the one to explain; those to use first. */
export async function listHeldCoupons(scope: Scope, memberId: string) {
  return await db()
    .select({
      id: vouchers.id,
      name: couponTerms.name,
      status: vouchers.status,
      validFrom: vouchers.validFrom,
      validUntil: vouchers.validUntil,
    })
    .from(vouchers)
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, vouchers.merchantId),
        eq(couponTerms.couponId, vouchers.couponId),
        eq(couponTerms.version, vouchers.termsVersion),
      ),
    )
    .where(and(eq(vouchers.merchantId, scope.merchantId), eq(vouchers.memberId, memberId)))
    .orderBy(sql`${vouchers.status} <> 'available'`, desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(HELD);
}
export type HeldCoupon = Awaited<ReturnType<typeof listHeldCoupons>>[number];

/** What an address may name to begin an explanation with. */
export type DiagnosisAsked = {
  readonly member?: string | null;
  readonly voucher?: string | null;
  readonly coupon?: string | null;
  readonly order?: string | null;
};

/**
 * What an explanation begins with, by the ids of an address: the member as whoever asks may call them (of a voucher its
 * holder, of an order who placed it), the coupon, and the order's number. What is not there is null.
 */
export async function diagnosisStart(scope: Scope, asked: DiagnosisAsked) {
  const [voucher, order] = await Promise.all([
    asked.voucher ? findVoucher(scope, asked.voucher) : null,
    asked.order ? findOrder(scope, asked.order) : null,
  ]);
  const memberId = voucher?.memberId ?? order?.memberId ?? asked.member ?? null;
  const [member, coupon] = await Promise.all([
    memberId ? findCalled(scope, memberId) : null,
    asked.coupon ? findCoupon(scope, asked.coupon) : null,
  ]);
  return { member, voucherId: voucher?.id ?? null, coupon, orderNumber: order?.number ?? null };
}
export type DiagnosisStart = Awaited<ReturnType<typeof diagnosisStart>>;

async function findVoucher(scope: Scope, id: string) {
  const [row] = await db()
    .select({ id: vouchers.id, memberId: vouchers.memberId })
    .from(vouchers)
    .where(and(eq(vouchers.merchantId, scope.merchantId), eq(vouchers.id, id)));
  return row ?? null;
}

async function findOrder(scope: Scope, id: string) {
  const [row] = await db()
    .select({ number: orders.number, memberId: orders.memberId })
    .from(orders)
    .where(and(mayBeSeen(scope), eq(orders.id, id)));
  return row ?? null;
}

async function findCalled(scope: Scope, id: string) {
  const [row] = await db()
    .select({ id: members.id, name: members.name, nickname: members.nickname, phone: members.phone })
    .from(members)
    .where(and(eq(members.merchantId, scope.merchantId), eq(members.id, id)));
  if (!row) return null;
  const name = can(scope.role, "member.read") ? (row.name ?? row.nickname) : null;
  return { id: row.id, called: [name, shownPhone(scope, row.phone)].filter(Boolean).join(" · ") };
}

async function findCoupon(scope: Scope, id: string) {
  const [row] = await db()
    .select({ id: coupons.id, name: couponTerms.name })
    .from(coupons)
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, coupons.merchantId),
        eq(couponTerms.couponId, coupons.id),
        eq(couponTerms.version, coupons.termsVersion),
      ),
    )
    .where(and(visible(scope), eq(coupons.id, id)));
  return row ?? null;
}
