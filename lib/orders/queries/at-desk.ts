import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { members } from "@/db/schema/members";
import { vouchers } from "@/db/schema/vouchers";
import { normaliseCode } from "@/lib/kernel/code";
import { shownPhone } from "@/lib/members/queries/brief";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { voucherRows } from "@/lib/vouchers/queries";

/**
 * The voucher whose whole code this is, for whoever stands at a desk, or null: of any of the merchant's members, since they
 * may be of any store. Of the member no more is told than greets them.
 */
export async function findVoucherByCode(scope: Scope, text: string) {
  const code = normaliseCode(text);
  if (code === "") return null;
  const [voucher] = await voucherRows()
    .where(and(eq(vouchers.merchantId, scope.merchantId), eq(vouchers.code, code)))
    .limit(1);
  if (!voucher) return null;
  const [member] = await db()
    .select({ name: members.name, nickname: members.nickname, phone: members.phone })
    .from(members)
    .where(and(eq(members.merchantId, scope.merchantId), eq(members.id, voucher.memberId)));
  const name = can(scope.role, "member.read") ? (member?.name ?? member?.nickname ?? null) : null;
  const {
    id,
    couponId,
    status,
    currency,
    productName,
    validFrom,
    validUntil,
    heldUntil,
    usedAt,
    couponPausedAt,
  } = voucher;
  return {
    ...{ id, couponId, status, currency, productName, validFrom, validUntil, heldUntil, usedAt },
    isPaused: couponPausedAt !== null,
    terms: voucher.terms,
    member: { name, phone: member ? shownPhone(scope, member.phone) : "" },
  };
}
export type DeskVoucher = NonNullable<Awaited<ReturnType<typeof findVoucherByCode>>>;
