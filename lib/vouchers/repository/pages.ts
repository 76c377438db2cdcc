import { sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Whether an activity that runs at `now` still gives a coupon, for a password or openly. Locks nothing. */
export async function isGivenByPage(
  reader: Reader,
  { merchantId }: Scope,
  couponId: string,
  now: Instant,
): Promise<boolean> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const found = await reader.execute(sql`
    select 1 from prize z
    join prize_pool p on p.merchant_id = z.merchant_id and p.id = z.pool_id
    join activity a on a.merchant_id = p.merchant_id and a.id = p.activity_id
    where z.merchant_id = ${merchantId} and z.coupon_id = ${couponId} and p.issued < p.inventory
      and a.published_at is not null and a.paused_at is null and a.archived_at is null
      and a.starts_at <= ${at} and ${at} < a.ends_at
    limit 1`);
  return found.length > 0;
}
