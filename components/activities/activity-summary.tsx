import { useLocale, useTranslations } from "next-intl";
import { summaryLines } from "@/components/activities/summary-lines";
import { valuesOf } from "@/components/activities/values-of";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import type { ActivityDetail } from "@/lib/activities/queries/activities";
import type { Pool } from "@/lib/activities/queries/prizes";

/** Beside an activity: what it is in sentences, and who made it when. */
export function ActivitySummary({ activity, pools }: { activity: ActivityDetail; pools: readonly Pool[] }) {
  const t = useTranslations("activities");
  const locale = useLocale();
  const { timeZone } = activity;
  const lines = summaryLines(valuesOf(activity, pools, null), locale, (key, params) =>
    t(`summary.${key}`, params),
  );
  const moments = [
    { label: t("facts.created"), at: activity.createdAt },
    { label: t("facts.published"), at: activity.publishedAt },
    { label: t("facts.paused"), at: activity.pausedAt },
    { label: t("facts.archived"), at: activity.archivedAt },
  ];
  return (
    <>
      <Card title={t("summary.title")}>
        <ul className="grid gap-1.5 text-sm text-ink">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Card>
      <Card title={t("facts.title")}>
        <SummaryList
          items={[
            ...(activity.createdBy ? [{ label: t("facts.by"), value: activity.createdBy }] : []),
            ...moments.flatMap(({ label, at }) =>
              at ? [{ label, value: <Time at={at} timeZone={timeZone} mode="datetime" /> }] : [],
            ),
          ]}
        />
      </Card>
    </>
  );
}
