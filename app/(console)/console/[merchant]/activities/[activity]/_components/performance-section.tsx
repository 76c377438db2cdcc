import { notFound } from "next/navigation";
import { activitiesPath, type ConsolePlace } from "@/components/activities/paths";
import { Performance } from "@/components/activities/performance";
import type { SearchParams } from "@/components/ui/list-state";
import { activityFigures } from "@/lib/analytics/queries/activity";
import { readRange } from "@/lib/coupons/rules/range";
import { localDate } from "@/lib/kernel/time";
import { listChannels } from "@/lib/links/queries/channels";
import type { Scope } from "@/lib/platform/auth/scope";

type PerformanceSectionProps = {
  scope: Scope;
  place: ConsolePlace;
  activityId: string;
  /** Of the merchant, whose days these are. */
  timeZone: string;
  asked: SearchParams;
};

/** What came of the activity in the range that the address asks for; it is read while the rest of the page is there. */
export async function PerformanceSection(props: PerformanceSectionProps) {
  const { scope, place, activityId, timeZone, asked } = props;
  const today = localDate(new Date(), timeZone);
  const range = readRange(asked, today);
  const [performance, before, own] = await Promise.all([
    activityFigures(scope, { activityId, from: range.from, to: range.to }),
    activityFigures(scope, { activityId, from: range.beforeFrom, to: range.beforeTo }),
    listChannels(scope),
  ]);
  if (!performance || !before) notFound();
  const path = activitiesPath(place, activityId);
  return <Performance {...{ performance, before, range, own, path, today, timeZone }} />;
}
