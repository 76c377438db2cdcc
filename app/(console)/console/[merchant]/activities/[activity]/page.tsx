import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActivityFigures } from "@/components/activities/activity-figures";
import { ActivityFrame } from "@/components/activities/activity-frame";
import { ActivitySummary } from "@/components/activities/activity-summary";
import { LinkCard } from "@/components/activities/link-card";
import { PoolTable } from "@/components/activities/pool-table";
import { SavedBanner } from "@/components/activities/saved-banner";
import { ChannelFigures } from "@/components/links/channel-figures";
import { getActivity } from "@/lib/activities/queries/activities";
import { listPools, prizeFigures, readPasswords } from "@/lib/activities/queries/prizes";
import { listChannels } from "@/lib/links/queries/channels";
import { activityChannels } from "@/lib/links/queries/links";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";

type Props = {
  params: Promise<{ merchant: string; store?: string; activity: string }>;
  searchParams: Promise<{ new?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { activity: id, ...place } = await params;
  const { scope } = await staffGate(place, "activity.read");
  return { title: (await getActivity(scope, id))?.name };
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const { activity: id, ...place } = await params;
  const { scope, can } = await staffGate(place, "activity.read");
  const activity = await getActivity(scope, id);
  if (!activity) notFound();
  const [pools, figures, passwords, channels, own] = await Promise.all([
    listPools(scope, id),
    prizeFigures(scope, id),
    can("activity.write") ? readPasswords(scope, id) : null,
    activityChannels(scope, id),
    listChannels(scope),
  ]);
  const baseUrl = env().BASE_URL;
  const mayAddStock = can("activity.stock") && activity.steerable && activity.status !== "archived";
  return (
    <ActivityFrame
      {...{ place, activity, can, baseUrl }}
      tab="overview"
      aside={<ActivitySummary activity={activity} pools={pools} />}
    >
      {(await searchParams).new ? <SavedBanner activity={activity} /> : null}
      <LinkCard {...{ activity, baseUrl }} />
      <ActivityFigures activity={activity} pools={pools} issued={figures.issued} />
      <ChannelFigures rows={channels} own={own} />
      <PoolTable kind={activity.kind} {...{ place, pools, passwords, mayAddStock }} />
    </ActivityFrame>
  );
}
