import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActivityFrame } from "@/components/activities/activity-frame";
import { ActivityHistory } from "@/components/activities/activity-history";
import { activityHistory, getActivity } from "@/lib/activities/queries/activities";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";

type Props = { params: Promise<{ merchant: string; store?: string; activity: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activities.tabs");
  return { title: t("history") };
}

export default async function ActivityHistoryPage({ params }: Props) {
  const { activity: id, ...place } = await params;
  const { scope, can } = await staffGate(place, "activity.read");
  const activity = await getActivity(scope, id);
  if (!activity) notFound();
  const entries = await activityHistory(scope, id);
  return (
    <ActivityFrame {...{ place, activity, can }} baseUrl={env().BASE_URL} tab="history">
      <ActivityHistory entries={entries} timeZone={activity.timeZone} />
    </ActivityFrame>
  );
}
