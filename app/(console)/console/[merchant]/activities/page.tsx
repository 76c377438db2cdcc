import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { ActivityList, activityFilter, activityListSpec } from "@/components/activities/activity-list";
import { activitiesPath } from "@/components/activities/paths";
import { ExportButton } from "@/components/jobs/export-button";
import { ButtonLink } from "@/components/ui/button-link";
import { ListSkeleton } from "@/components/ui/list-skeleton";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { columnsOf, openList } from "@/components/workspace/open-list";
import { exportActivities } from "@/lib/activities/actions";
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
  const basePath = activitiesPath(place);
  const list = await openList(scope, "activities", { spec: activityListSpec, basePath }, searchParams);
  const rights = { write: can("activity.write"), publish: can("activity.publish") };
  const columns = columnsOf(list);
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <ExportButton
              {...{ place, columns }}
              action={exportActivities}
              filter={activityFilter(list.state)}
            />
            {rights.write ? (
              <ButtonLink href={activitiesPath(place, "new")} variant="primary" data-key="c">
                {t("create")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <Suspense fallback={<ListSkeleton path={basePath} columns={6} />}>
        <ActivityList {...{ scope, place, list, rights }} baseUrl={env().BASE_URL} />
      </Suspense>
    </>
  );
}
