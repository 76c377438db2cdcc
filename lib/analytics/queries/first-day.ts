import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { coupons } from "@/db/schema/coupons";
import { merchants } from "@/db/schema/merchants";
import { visibleActivities } from "@/lib/activities/queries/reach";
import { visible } from "@/lib/coupons/queries/reach";
import { type LocalDate, localDate } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

type Of = { readonly couponId: string } | { readonly activityId: string } | null;

/**
 * The day, by the clock of `timeZone`, with which the figures of the merchant begin, or of one coupon or activity: when it
 * was made, or before that where something of it is older. Null for what is not theirs to see. Read from the ends of
 * indexes alone.
 */
export async function firstDay(scope: Scope, timeZone: string, of: Of = null): Promise<LocalDate | null> {
  const [row] =
    of === null
      ? await ofMerchant(scope)
      : "couponId" in of
        ? await ofCoupon(scope, of.couponId)
        : await ofActivity(scope, of.activityId);
  return row ? localDate(new Date(row.at), timeZone) : null;
}

// Ids hold the moment they were made at: the first voucher is the oldest.
const ofMerchant = (scope: Scope) =>
  db()
    .select({
      at: sql<string>`least(${merchants.createdAt}, (select v.issued_at from voucher v
        where v.merchant_id = ${scope.merchantId} order by v.id limit 1))`,
    })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));

const ofCoupon = (scope: Scope, couponId: string) =>
  db()
    .select({
      at: sql<string>`least(${coupons.createdAt}, (select min(v.issued_at) from voucher v
        where v.merchant_id = ${scope.merchantId} and v.coupon_id = ${couponId}))`,
    })
    .from(coupons)
    .where(and(visible(scope), eq(coupons.id, couponId)));

const ofActivity = (scope: Scope, activityId: string) => {
  const oldest = (
    table: string,
  ) => sql`(select min(d.day)::timestamp at time zone ${merchants.timeZone} from ${sql.raw(table)} d
    where d.merchant_id = ${scope.merchantId} and d.activity_id = ${activityId})`;
  return db()
    .select({
      at: sql<string>`least(${activities.createdAt}, ${oldest("activity_day")}, ${oldest("activity_view")})`,
    })
    .from(activities)
    .innerJoin(merchants, eq(merchants.id, activities.merchantId))
    .where(and(visibleActivities(scope), eq(activities.id, activityId)));
};
