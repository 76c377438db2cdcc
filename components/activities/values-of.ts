import { type ActivityFormValues, activityTextNames } from "@/components/activities/form-values";
import { translationsForm } from "@/components/ui/translations-form";
import type { ActivityDetail } from "@/lib/activities/queries/activities";
import type { Pool } from "@/lib/activities/queries/prizes";
import { wallTime } from "@/lib/kernel/time";

/** A stored activity as the form holds it; a password that may not be read is left empty. */
export function valuesOf(
  activity: ActivityDetail,
  pools: readonly Pool[],
  passwords: ReadonlyMap<string, string> | null,
): ActivityFormValues {
  return {
    kind: activity.kind,
    name: activity.name,
    code: activity.code,
    timeZone: activity.timeZone,
    startsAt: wallTime(activity.startsAt, activity.timeZone),
    endsAt: wallTime(activity.endsAt, activity.timeZone),
    description: activity.description,
    rulesText: activity.rulesText,
    translations: translationsForm(activityTextNames, activity.translations),
    rules: {
      perMember: activity.rules.perMember,
      opensBy: activity.rules.opensBy ?? "press",
      useLinks: { ...activity.rules.useLinks },
      passwords: pools.map((pool) => ({
        poolId: pool.id,
        password: passwords?.get(pool.id) ?? "",
        inventory: pool.inventory,
        issued: pool.issued,
        prizes: pool.prizes.map(({ coupon, quantity }) => ({ couponId: coupon.id, quantity })),
      })),
    },
    audience: activity.audience,
    limits: {
      perMember: activity.perMember,
      perMemberPerDay: activity.perMemberPerDay,
      total: activity.total,
    },
    sharing: {
      allowed: activity.shareAllowed,
      title: activity.shareTitle,
      subtitle: activity.shareSubtitle,
      image: activity.shareImage,
    },
    heroImage: activity.heroImage,
    publish: false,
  };
}
