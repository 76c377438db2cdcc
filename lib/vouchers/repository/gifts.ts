import { and, eq, inArray, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { memberQuotas, vouchers } from "@/db/schema/vouchers";
import { newCode, newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Actor, Scope } from "@/lib/platform/auth/scope";
import type { ClaimLimits, QuotaFacts } from "@/lib/vouchers/rules";

/** As `loadQuota`, of many members; ask it after `lockStockForMany`. Who was given nothing yet is left out. */
export async function loadQuotas(
  reader: Reader,
  scope: Scope,
  couponId: string,
  memberIds: readonly string[],
): Promise<Map<string, QuotaFacts>> {
  const rows = await reader
    .select({
      memberId: memberQuotas.memberId,
      issued: memberQuotas.issued,
      day: memberQuotas.day,
      issuedToday: memberQuotas.issuedToday,
    })
    .from(memberQuotas)
    .where(
      and(
        eq(memberQuotas.merchantId, scope.merchantId),
        inArray(memberQuotas.memberId, [...memberIds]),
        eq(memberQuotas.couponId, couponId),
      ),
    );
  return new Map(rows.map(({ memberId, ...quota }) => [memberId, quota]));
}

export type Gifts = {
  readonly couponId: string;
  readonly memberIds: readonly string[];
  /** Copies for each. */
  readonly quantity: number;
};

/** As `countQuota`, for many members in one statement: the limits are repeated, and the rows counted (I-2, I-3). */
export async function countQuotas(
  tx: Tx,
  scope: Scope,
  { couponId, memberIds, quantity }: Gifts,
  today: string,
  limits: ClaimLimits,
): Promise<void> {
  const before = sql`case when ${memberQuotas.day} = ${today}::date then ${memberQuotas.issuedToday} else 0 end`;
  const counted = await tx
    .insert(memberQuotas)
    .values(
      memberIds.map((memberId) => ({
        merchantId: scope.merchantId,
        memberId,
        couponId,
        issued: quantity,
        day: today,
        issuedToday: quantity,
      })),
    )
    .onConflictDoUpdate({
      target: [memberQuotas.merchantId, memberQuotas.memberId, memberQuotas.couponId],
      set: {
        issued: sql`${memberQuotas.issued} + ${quantity}`,
        issuedToday: sql`${before} + ${quantity}`,
        day: today,
      },
      setWhere: and(
        limits.claimLimit === null
          ? undefined
          : sql`${memberQuotas.issued} + ${quantity} <= ${limits.claimLimit}`,
        limits.claimLimitPerDay === null
          ? undefined
          : sql`${before} + ${quantity} <= ${limits.claimLimitPerDay}`,
      ),
    })
    .returning({ memberId: memberQuotas.memberId });
  if (counted.length !== memberIds.length) throw new Error("members' quotas changed under their lock");
}

export type GiftVoucher = {
  readonly termsVersion: number;
  readonly validFrom: Instant;
  readonly validUntil: Instant | null;
};

/** Why vouchers are issued to many, when, and by whom where that is not one for all. */
export type GiftCause = {
  readonly source: "grant" | "code";
  readonly sourceId: string;
  readonly now: Instant;
  readonly actors?: ReadonlyMap<string, Actor> | undefined;
};

/** Stores `quantity` vouchers of a coupon for each member in one statement; gives their ids by member. */
export async function insertGiftVouchers(
  tx: Tx,
  scope: Scope,
  { couponId, memberIds, quantity }: Gifts,
  voucher: GiftVoucher,
  { source, sourceId, now, actors }: GiftCause,
): Promise<Map<string, string[]>> {
  const { merchantId } = scope;
  const rows = memberIds.flatMap((memberId) => {
    const actor = actors?.get(memberId) ?? scope.actor;
    return Array.from({ length: quantity }, () => ({
      ...voucher,
      merchantId,
      memberId,
      couponId,
      id: newId("vch"),
      code: newCode(),
      issuedAt: now,
      source,
      sourceId,
      issuedByType: actor.type,
      issuedBy: actor.id,
    }));
  });
  await tx.insert(vouchers).values(rows);
  const ids = new Map<string, string[]>();
  for (const { memberId, id } of rows) ids.set(memberId, [...(ids.get(memberId) ?? []), id]);
  return ids;
}
