import { type SQL, sql } from "drizzle-orm";
import { couponStock, coupons } from "@/db/schema/coupons";
import { packStock, packs } from "@/db/schema/packs";
import type { CouponStatus } from "@/lib/coupons/schema";
import type { Instant } from "@/lib/kernel/time";
import type { PackStatus } from "@/lib/packs/schema";

const moment = (now: Instant) => sql`${now.toISOString()}::timestamptz`;

/** `couponStatus` (lib/coupons/rules/status.ts) in SQL, to filter by; a test holds the two equal. */
export function couponStatusAt(now: Instant): SQL<CouponStatus> {
  const at = moment(now);
  const soldOut = sql`exists (select from ${couponStock} s where s.merchant_id = ${coupons}.merchant_id
    and s.coupon_id = ${coupons}.id and s.quantity is not null and s.issued >= s.quantity)`;
  return sql<CouponStatus>`case
    when ${coupons.archivedAt} is not null then 'archived'
    when ${coupons.publishedAt} is null then 'draft'
    when ${coupons.endedAt} is not null or ${coupons.validUntil} <= ${at} then 'ended'
    when ${coupons.pausedAt} is not null then 'paused'
    when ${soldOut} then 'sold_out'
    when ${coupons.validFrom} > ${at} then 'scheduled'
    else 'active' end`;
}

/** Whether a pack has none left. */
export const packSoldOut = sql`exists (select from ${packStock} s where s.merchant_id = ${packs}.merchant_id
  and s.pack_id = ${packs}.id and s.quantity is not null and s.reserved + s.sold + s.given >= s.quantity)`;

/** `packStatus` (lib/packs/rules/status.ts) in SQL, to filter by; a test holds the two equal. */
export function packStatusAt(now: Instant): SQL<PackStatus> {
  const at = moment(now);
  return sql<PackStatus>`case
    when ${packs.archivedAt} is not null then 'archived'
    when ${packs.publishedAt} is null then 'draft'
    when ${packs.salesUntil} <= ${at} then 'ended'
    when ${packs.pausedAt} is not null then 'paused'
    when ${packSoldOut} then 'sold_out'
    when ${packs.salesFrom} > ${at} then 'scheduled'
    else 'active' end`;
}
