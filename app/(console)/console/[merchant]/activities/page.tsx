import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActivityList, activityListSpec } from "@/components/activities/activity-list";
import { activitiesPath } from "@/components/activities/paths";
import { ExportButton } from "@/components/jobs/export-button";
import { ButtonLink } from "@/components/ui/button-link";
import { readListState, type SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { exportActivities } from "@/lib/activities/actions";
import { listActivities } from "@/lib/activities/queries/activities";
import { activityKinds, activitySorts, activityStatuses } from "@/lib/activities/schema";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activities.list");
  return { title: t("title") };
}

export default async function ActivitiesPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, can } = await staffGate(place, "activity.read");
  const t = await getTranslations("activities.list");
  const state = readListState(await searchParams, activityListSpec);
  const filter = {
    q: state.q,
    statuses: activityStatuses.filter((status) => state.filters.status?.includes(status)),
    kinds: activityKinds.filter((kind) => state.filters.kind?.includes(kind)),
    sort: activitySorts.find((sort) => sort === state.sortKey) ?? "created",
    descending: state.descending,
  };
  const page = await listActivities(scope, { ...filter, cursor: state.cursor, size: state.size });
  const rights = { write: can("activity.write"), publish: can("activity.publish") };
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <ExportButton place={place} action={exportActivities} filter={filter} />
            {rights.write ? (
              <ButtonLink href={activitiesPath(place, "new")} variant="primary">
                {t("create")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <ActivityList place={place} state={state} page={page} baseUrl={env().BASE_URL} rights={rights} />
    </>
  );
}
