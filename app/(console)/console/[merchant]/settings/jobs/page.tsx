import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { JobList, jobListSpec } from "@/components/jobs/job-list";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListLater } from "@/components/workspace/list-later";
import { openList } from "@/components/workspace/open-list";
import { listJobs } from "@/lib/jobs/queries";
import { jobStatuses } from "@/lib/jobs/schema";
import { staffGate } from "@/lib/platform/auth/gates";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("jobs");
  return { title: t("title") };
}

export default async function JobsPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant, staff } = await staffGate(place, "job.read");
  const t = await getTranslations("jobs");
  const shape = { spec: jobListSpec, basePath: consolePath(place, "settings", "jobs") };
  const list = await openList(scope, "jobs", shape, searchParams);
  const { state } = list;
  const { status = [], kind = [], mine } = state.filters;
  const asked = {
    statuses: jobStatuses.filter((each) => status.includes(each)),
    kinds: kind,
    mine: mine !== undefined,
    cursor: state.cursor,
    size: state.size,
  };
  return (
    <>
      <PageHeader title={t("title")} meta={t("help")} />
      <ListLater path={shape.basePath} columns={5} load={() => listJobs(scope, asked)}>
        {(page) => (
          <JobList
            {...{ place, list, page }}
            timeZone={merchant.timeZone}
            seesAll={staff.role === "group_admin"}
            now={new Date()}
          />
        )}
      </ListLater>
    </>
  );
}
