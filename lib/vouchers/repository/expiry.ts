import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Tx } from "@/db/client";
import { voucherExpiry, vouchers } from "@/db/schema/vouchers";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Up to where ends have been told: those before `until`, and at that very instant the ids up to `id`. */
export type Bookmark = { readonly until: Instant; readonly id: string };

export type EndedVoucher = {
  readonly merchantId: string;
  readonly id: string;
  readonly couponId: string;
  readonly memberId: string;
  readonly validUntil: Instant;
};

/**
 * The bookmark under lock: one teller at a time, and nobody who gives a voucher back decides meanwhile whether it is told. It
 * begins at `now`: what ended before there was one is nobody's news.
 */
export async function lockBookmark(tx: Tx, now: Instant): Promise<Bookmark> {
  await tx.insert(voucherExpiry).values({ until: now, id: "" }).onConflictDoNothing();
  const { until, id } = voucherExpiry;
  const [row] = await tx.select({ until, id }).from(voucherExpiry).for("update");
  if (!row) throw new Error("the bookmark was just there");
  return row;
}

/** Says that ends are told up to there. */
export async function moveBookmark(tx: Tx, { until, id }: Bookmark): Promise<void> {
  await tx.update(voucherExpiry).set({ until, id });
}

/** Vouchers of all merchants that ended behind the bookmark and before `before`, nobody having used them: so many at most. */
export async function findEnded(tx: Tx, mark: Bookmark, before: Instant, most: number) {
  const rows = await tx.execute<Omit<EndedVoucher, "validUntil"> & { ended: string }>(sql`
    select merchant_id as "merchantId", id, coupon_id as "couponId", member_id as "memberId",
      (extract(epoch from valid_until) * 1000)::bigint::text as ended
    from ${vouchers} where status = 'available' and valid_until is not null
      and (valid_until, id) > (${mark.until.toISOString()}::timestamptz, ${mark.id})
      and valid_until < ${before.toISOString()}::timestamptz
    order by valid_until, id limit ${most}`);
  return rows.map(({ ended, ...row }): EndedVoucher => ({ ...row, validUntil: new Date(Number(ended)) }));
}

/**
 * Of these vouchers the ids of those that the bookmark has passed: whoever gives them back tells that they are over. Held
 * until the end of the transaction, so that the bookmark passes no voucher that is being given back.
 */
export async function findPassed(tx: Tx, scope: Scope, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const [mark] = await tx
    .select({ until: voucherExpiry.until, id: voucherExpiry.id })
    .from(voucherExpiry)
    .for("share");
  if (!mark) return new Set();
  const rows = await tx
    .select({ id: vouchers.id })
    .from(vouchers)
    .where(
      sql`${vouchers.merchantId} = ${scope.merchantId} and ${among(vouchers.id, ids)}
        and (${vouchers.validUntil}, ${vouchers.id}) <= (${mark.until.toISOString()}::timestamptz, ${mark.id})`,
    );
  return new Set(rows.map(({ id }) => id));
}
