import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ActivityFigures } from "@/components/activities/activity-figures";
import { ActivityFrame } from "@/components/activities/activity-frame";
import { ActivitySummary } from "@/components/activities/activity-summary";
import { LinkCard } from "@/components/activities/link-card";
import { PoolTable } from "@/components/activities/pool-table";
import { SavedBanner } from "@/components/activities/saved-banner";
import type { SearchParams } from "@/components/ui/list-state";
import { SkeletonTable } from "@/components/ui/skeleton";
import { getActivity } from "@/lib/activities/queries/activities";
import { listPools, prizeFigures, readPasswords } from "@/lib/activities/queries/prizes";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";
import { PerformanceSection } from "./_components/performance-section";

type Props = {
  params: Promise<{ merchant: string; store?: string; activity: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { activity: id, ...place } = await params;
  const { scope } = await staffGate(place, "activity.read");
  return { title: (await getActivity(scope, id))?.name };
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const { activity: id, ...place } = await params;
  const { scope, merchant, can } = await staffGate(place, "activity.read");
  const activity = await getActivity(scope, id);
  if (!activity) notFound();
  const [pools, figures, passwords] = await Promise.all([
    listPools(scope, id),
    prizeFigures(scope, id),
    can("activity.write") ? readPasswords(scope, id) : null,
  ]);
  const baseUrl = env().BASE_URL;
  const mayAddStock = can("activity.stock") && activity.steerable && activity.status !== "archived";
  const asked = await searchParams;
  return (
    <ActivityFrame
      {...{ place, activity, can, baseUrl }}
      tab="overview"
      aside={<ActivitySummary activity={activity} pools={pools} />}
    >
      {asked.new ? <SavedBanner activity={activity} /> : null}
      <LinkCard {...{ activity, baseUrl }} />
      <ActivityFigures activity={activity} pools={pools} issued={figures.issued} />
      <Suspense key={JSON.stringify(asked)} fallback={<SkeletonTable />}>
        <PerformanceSection {...{ scope, place, asked }} activityId={id} timeZone={merchant.timeZone} />
      </Suspense>
      <PoolTable kind={activity.kind} {...{ place, pools, passwords, mayAddStock }} />
    </ActivityFrame>
  );
}
