import { notFound } from "next/navigation";
import { activitiesPath, type ConsolePlace } from "@/components/activities/paths";
import { Performance } from "@/components/activities/performance";
import type { SearchParams } from "@/components/ui/list-state";
import { activityFigures } from "@/lib/analytics/queries/activity";
import { listChannels } from "@/lib/links/queries/channels";
import type { Scope } from "@/lib/platform/auth/scope";
import { askedRange } from "../../../_components/asked-range";

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
  // What of it is kept is kept by the day.
  const { range, today } = await askedRange(scope, { asked, timeZone, of: { activityId }, byHour: false });
  const [performance, before, own] = await Promise.all([
    activityFigures(scope, { activityId, from: range.from, to: range.to }),
    range.partsBefore > 0
      ? activityFigures(scope, { activityId, from: range.beforeFrom, to: range.beforeTo })
      : null,
    listChannels(scope),
  ]);
  if (!performance) notFound();
  const path = activitiesPath(place, activityId);
  return <Performance {...{ performance, before, range, own, path, today, timeZone }} />;
}
