import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActivityList, activityListSpec } from "@/components/activities/activity-list";
import { activitiesPath } from "@/components/activities/paths";
import { ButtonLink } from "@/components/ui/button-link";
import { readListState, type SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { listActivities } from "@/lib/activities/queries/activities";
import { activityKinds, activityStatuses } from "@/lib/activities/schema";
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

const sorts = ["created", "name", "start"] as const;

export default async function ActivitiesPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, can } = await staffGate(place, "activity.read");
  const t = await getTranslations("activities.list");
  const state = readListState(await searchParams, activityListSpec);
  const page = await listActivities(scope, {
    q: state.q,
    statuses: activityStatuses.filter((status) => state.filters.status?.includes(status)),
    kinds: activityKinds.filter((kind) => state.filters.kind?.includes(kind)),
    sort: sorts.find((sort) => sort === state.sortKey),
    descending: state.descending,
    cursor: state.cursor,
    size: state.size,
  });
  const rights = { write: can("activity.write"), publish: can("activity.publish") };
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          rights.write ? (
            <ButtonLink href={activitiesPath(place, "new")} variant="primary">
              {t("create")}
            </ButtonLink>
          ) : undefined
        }
      />
      <ActivityList place={place} state={state} page={page} baseUrl={env().BASE_URL} rights={rights} />
    </>
  );
}
