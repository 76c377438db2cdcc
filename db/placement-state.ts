import { and, eq, type SQL, sql } from "drizzle-orm";
import { activities, activityStock, prizePools, prizes } from "@/db/schema/activities";
import { couponStock, coupons } from "@/db/schema/coupons";
import { links } from "@/db/schema/links";
import { packs } from "@/db/schema/packs";
import { placements } from "@/db/schema/placements";
import { couponStatusAt, packStatusAt } from "@/db/status-at";
import type { Instant } from "@/lib/kernel/time";
import type { PlacementState } from "@/lib/links/schema/placements";

/** How every read of placements joins what they lead to; an activity and a pack of one link are never both there. */
export const placedJoins = {
  link: and(eq(links.merchantId, placements.merchantId), eq(links.id, placements.linkId)),
  activity: and(
    eq(activities.merchantId, links.merchantId),
    eq(links.targetType, "activity"),
    eq(activities.id, links.targetId),
  ),
  pack: and(
    eq(packs.merchantId, links.merchantId),
    eq(links.targetType, "pack"),
    eq(packs.id, links.targetId),
  ),
};

// As `supplyRefusal` of coupons has it: whoever wins such a pool is given nothing.
const cannotBeGiven = (now: Instant) => sql`(${couponStatusAt(now)} not in ('active', 'scheduled')
  or exists (select from ${couponStock} where ${couponStock.merchantId} = ${coupons.merchantId}
    and ${couponStock.couponId} = ${coupons.id} and ${couponStock.quantity} is not null
    and ${couponStock.issued} + ${prizes.quantity} > ${couponStock.quantity}))`;

const canBeWon = (now: Instant) => sql`(not exists (select from ${activityStock}
    where ${activityStock.merchantId} = ${activities.merchantId} and ${activityStock.activityId} = ${activities.id}
      and ${activityStock.total} is not null and ${activityStock.participations} >= ${activityStock.total})
  and exists (select from ${prizePools} where ${prizePools.merchantId} = ${activities.merchantId}
    and ${prizePools.activityId} = ${activities.id} and ${prizePools.issued} < ${prizePools.inventory}
    and not exists (select from ${prizes}
      join ${coupons} on ${coupons.merchantId} = ${prizes.merchantId} and ${coupons.id} = ${prizes.couponId}
      where ${prizes.merchantId} = ${prizePools.merchantId} and ${prizes.poolId} = ${prizePools.id}
        and ${cannotBeGiven(now)})))`;

// One that has not begun says when it does, and is worth leading to.
const activityCanBeHad = (
  now: Instant,
  at: SQL,
) => sql`(${activities.publishedAt} is not null and ${activities.archivedAt} is null
  and ${activities.pausedAt} is null and ${activities.endsAt} > ${at} and ${canBeWon(now)})`;

const leadsSomewhere = (now: Instant, at: SQL) => sql`(${links.disabledAt} is null
  and (${links.expiresAt} is null or ${links.expiresAt} > ${at})
  and case when ${links.targetType} = 'activity' then coalesce(${activityCanBeHad(now, at)}, false)
    else coalesce(${packs.id} is not null and ${packStatusAt(now)} in ('active', 'scheduled'), false) end)`;

/** What a placement is at `now`: nothing keeps it, so nothing has to change it when its time comes. Of rows joined by `placedJoins`. */
export function placementState(now: Instant): SQL<PlacementState> {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql<PlacementState>`case
    when ${placements.disabledAt} is not null then 'off'
    when ${placements.endsAt} <= ${at} then 'over'
    when ${placements.startsAt} > ${at} then 'scheduled'
    when ${leadsSomewhere(now, at)} then 'live'
    else 'hidden' end`;
}

/** Whether a placement's end is still to come at `at`: as its index has it, in which one without an end stands last. */
export const notOver = (at: SQL) => sql`coalesce(${placements.endsAt}, 'infinity'::timestamptz) > ${at}`;
