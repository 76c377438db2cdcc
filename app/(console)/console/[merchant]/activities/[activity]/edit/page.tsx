import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EditActivityForm } from "@/components/activities/activity-form";
import { activitiesPath } from "@/components/activities/paths";
import { ActivityStatusBadge } from "@/components/activities/status-words";
import { timeZoneChoices } from "@/components/activities/time-zones";
import { valuesOf } from "@/components/activities/values-of";
import { asRoute } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { getActivity } from "@/lib/activities/queries/activities";
import { listPools, listPrizeCoupons, readPasswords } from "@/lib/activities/queries/prizes";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";
import { lastChange } from "@/lib/workspace/queries";

type Props = { params: Promise<{ merchant: string; store?: string; activity: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activities.form");
  return { title: t("editTitle") };
}

export default async function EditActivityPage({ params }: Props) {
  const { activity: id, ...place } = await params;
  const { scope, merchant } = await staffGate(place, "activity.write");
  const activity = await getActivity(scope, id);
  if (!activity) notFound();
  if (activity.status === "archived" || !activity.steerable) redirect(asRoute(activitiesPath(place, id)));
  const [pools, passwords, coupons, change, t] = await Promise.all([
    listPools(scope, id),
    readPasswords(scope, id),
    listPrizeCoupons(scope),
    lastChange(scope, "activity", id),
    getTranslations("activities.form"),
  ]);
  const now = new Date();
  return (
    <>
      <PageHeader
        title={t("editTitleOf", { name: activity.name })}
        badge={<ActivityStatusBadge status={activity.status} />}
        back={{ href: activitiesPath(place, id), label: activity.name }}
      />
      <EditActivityForm
        {...{ place, now, change }}
        {...{ activityId: id, revision: activity.revision }}
        values={valuesOf(activity, pools, passwords)}
        slug={activity.slug}
        zoneFixed={activity.publishedAt !== null && activity.startsAt <= now}
        used={activity.participations}
        {...{ merchant, baseUrl: env().BASE_URL }}
        timeZones={timeZoneChoices(merchant.timeZone)}
        offered={coupons.rows}
        more={coupons.more}
        chosen={pools.flatMap((pool) => pool.prizes.map((prize) => prize.coupon))}
      />
    </>
  );
}
