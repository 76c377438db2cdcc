import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActivityFrame } from "@/components/activities/activity-frame";
import { PoolTable } from "@/components/activities/pool-table";
import { PrizeTable } from "@/components/activities/prize-table";
import { getActivity } from "@/lib/activities/queries/activities";
import { listPools, prizeFigures, readPasswords } from "@/lib/activities/queries/prizes";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";

type Props = { params: Promise<{ merchant: string; store?: string; activity: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activities.tabs");
  return { title: t("prizes") };
}

export default async function PrizesPage({ params }: Props) {
  const { activity: id, ...place } = await params;
  const { scope, can } = await staffGate(place, "activity.read");
  const activity = await getActivity(scope, id);
  if (!activity) notFound();
  const [pools, figures, passwords] = await Promise.all([
    listPools(scope, id),
    prizeFigures(scope, id),
    can("activity.write") ? readPasswords(scope, id) : null,
  ]);
  const { timeZone } = activity;
  const mayAddStock = can("activity.stock") && activity.steerable && activity.status !== "archived";
  return (
    <ActivityFrame {...{ place, activity, can }} baseUrl={env().BASE_URL} tab="prizes">
      <PrizeTable kind={activity.kind} {...{ place, pools, figures, timeZone }} now={new Date()} />
      <PoolTable kind={activity.kind} {...{ place, pools, passwords, mayAddStock }} />
    </ActivityFrame>
  );
}
