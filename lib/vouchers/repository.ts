import { and, eq, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { memberQuotas, vouchers } from "@/db/schema/vouchers";
import { newCode, newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import type { ClaimLimits, QuotaFacts } from "@/lib/vouchers/rules";

/** A voucher about to be issued. */
export type NewVoucher = {
  readonly couponId: string;
  readonly termsVersion: number;
  readonly validFrom: Instant;
  readonly validUntil: Instant | null;
};

export type IssueCause = {
  readonly source: "prize" | "grant" | "code";
  /** The participation, request or promo code that issues. */
  readonly sourceId: string;
};

export type IssuedVoucher = NewVoucher & { readonly id: string; readonly code: string };

/** Stores vouchers in one statement, however many; who issued them, when and why begins the history of each. */
export async function insertVouchers(
  tx: Tx,
  scope: Scope,
  memberId: string,
  items: readonly NewVoucher[],
  issue: IssueCause,
  now: Instant,
): Promise<IssuedVoucher[]> {
  const rows = items.map((item) => ({ ...item, id: newId("vch"), code: newCode() }));
  const { merchantId, actor } = scope;
  await tx.insert(vouchers).values(
    rows.map((row) => ({
      merchantId,
      memberId,
      issuedAt: now,
      source: issue.source,
      sourceId: issue.sourceId,
      issuedByType: actor.type,
      issuedBy: actor.id,
      ...row,
    })),
  );
  return rows;
}

const quotaOf = (scope: Scope, memberId: string, couponId: string) =>
  and(
    eq(memberQuotas.merchantId, scope.merchantId),
    eq(memberQuotas.memberId, memberId),
    eq(memberQuotas.couponId, couponId),
  );

/**
 * What a member was given of a coupon; null = nothing yet. Ask it after `lockStock`, which puts the issues of one
 * coupon to one member in a row.
 */
export async function loadQuota(
  reader: Reader,
  scope: Scope,
  memberId: string,
  couponId: string,
): Promise<QuotaFacts | null> {
  const [row] = await reader
    .select({ issued: memberQuotas.issued, day: memberQuotas.day, issuedToday: memberQuotas.issuedToday })
    .from(memberQuotas)
    .where(quotaOf(scope, memberId, couponId));
  return row ?? null;
}

/**
 * Counts `quantity` more, a new day beginning at zero. The statement repeats the limits and its row count is asserted,
 * so that a limit holds even where a lock was forgotten (I-2, I-3).
 */
export async function countQuota(
  tx: Tx,
  scope: Scope,
  count: {
    readonly memberId: string;
    readonly couponId: string;
    readonly quantity: number;
    readonly today: string;
  },
  limits: ClaimLimits,
): Promise<void> {
  const { memberId, couponId, quantity, today } = count;
  const todayBefore = sql`case when ${memberQuotas.day} = ${today}::date then ${memberQuotas.issuedToday} else 0 end`;
  const counted = await tx
    .insert(memberQuotas)
    .values({
      merchantId: scope.merchantId,
      memberId,
      couponId,
      issued: quantity,
      day: today,
      issuedToday: quantity,
    })
    .onConflictDoUpdate({
      target: [memberQuotas.merchantId, memberQuotas.memberId, memberQuotas.couponId],
      set: {
        issued: sql`${memberQuotas.issued} + ${quantity}`,
        issuedToday: sql`${todayBefore} + ${quantity}`,
        day: today,
      },
      setWhere: and(
        limits.claimLimit === null
          ? undefined
          : sql`${memberQuotas.issued} + ${quantity} <= ${limits.claimLimit}`,
        limits.claimLimitPerDay === null
          ? undefined
          : sql`${todayBefore} + ${quantity} <= ${limits.claimLimitPerDay}`,
      ),
    })
    .returning({ issued: memberQuotas.issued });
  if (counted.length !== 1) throw new Error("a member's quota changed under its lock");
}
