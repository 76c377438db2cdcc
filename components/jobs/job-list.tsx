import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec } from "@/components/ui/list-state";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import type { JobView, listJobs } from "@/lib/jobs/queries";
import { jobStatuses } from "@/lib/jobs/schema";
import { jobKinds } from "@/lib/platform/auth/job-kinds";
import { JobFiles } from "./job-files";
import { JobRowButtons } from "./job-row-buttons";
import { JobState, JobStatusBadge } from "./job-state";
import { RefreshWhile } from "./refresh-while";

const kinds = Object.keys(jobKinds);

export const jobListSpec = {
  filters: { status: jobStatuses, kind: kinds, mine: ["yes"] },
  sorts: ["created"],
  defaultSort: "-created",
  views: { all: {}, active: { status: ["queued", "running"] }, failed: { status: ["failed"] } },
} satisfies ListSpec;

type JobListProps = {
  place: ActionPlace;
  list: OpenList;
  page: Awaited<ReturnType<typeof listJobs>>;
  timeZone: string;
  /** Whether the list holds other people's jobs, too. */
  seesAll: boolean;
  now: Date;
};

/** C-126: what was started, how far it is, what it gave and until when. */
export function JobList({ place, list, page, timeZone, seesAll, now }: JobListProps) {
  const t = useTranslations("jobs");
  const atWork = page.rows.some(({ status }) => status === "queued" || status === "running");
  return (
    <>
      <RefreshWhile active={atWork} />
      <WorkspaceIndex
        list={list}
        where={place}
        label={t("title")}
        columns={[
          { key: "job", label: t("list.job"), card: "title" },
          { key: "status", label: t("list.status"), card: "badge" },
          { key: "result", label: t("list.result"), card: "metric" },
          { key: "by", label: t("list.by"), card: "metric" },
          { key: "created", label: t("list.started"), card: "none" },
          { key: "files", label: t("list.files"), card: "metric" },
        ]}
        rows={page.rows.map((job) => rowOf(job, place, timeZone, now))}
        total={page.total}
        nextCursor={page.nextCursor}
        filters={[
          {
            key: "status",
            label: t("list.status"),
            multiple: true,
            options: jobStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
          },
          {
            key: "kind",
            label: t("list.kind"),
            options: kinds.map((value) => ({ value, label: t(`kindNames.${value}`) })),
          },
          ...(seesAll
            ? [{ key: "mine", label: t("list.whose"), options: [{ value: "yes", label: t("list.mine") }] }]
            : []),
        ]}
        views={(["all", "active", "failed"] as const).map((key) => ({
          key,
          label: t(`list.views.${key}`),
          filters: Object.fromEntries(
            Object.entries(jobListSpec.views[key]).map(([name, values]) => [name, [...values]]),
          ),
        }))}
        empty={
          <EmptyState
            icon={<ListChecks className="size-6" />}
            title={t("list.empty")}
            text={t("list.emptyText")}
          />
        }
      />
    </>
  );
}

function rowOf(job: JobView, place: ActionPlace, timeZone: string, now: Date) {
  return {
    id: job.id,
    cells: {
      job: <JobName job={job} />,
      status: <JobStatusBadge job={job} />,
      result: <JobState job={job} now={now} />,
      by: <span className="wrap-anywhere">{job.by ?? "–"}</span>,
      created: <Time at={job.createdAt} timeZone={timeZone} />,
      files: <FilesCell job={job} place={place} timeZone={timeZone} />,
    },
    actions: <JobRowButtons place={place} job={buttonsOf(job)} />,
  };
}

const buttonsOf = ({ id, kind, title, status, isStopping }: JobView) => ({
  id,
  kind,
  title,
  status,
  isStopping,
});

function JobName({ job }: { job: JobView }) {
  const t = useTranslations("jobs");
  return <span className="wrap-anywhere">{t(`kinds.${job.kind}`, { ...job.title })}</span>;
}

function FilesCell({ job, place, timeZone }: { job: JobView; place: ActionPlace; timeZone: string }) {
  const t = useTranslations("jobs");
  if (job.files.length === 0) return "–";
  return (
    <div className="grid gap-0.5">
      <JobFiles place={place} files={job.files} />
      <span className="text-xs text-ink-2">
        {t.rich("list.until", { at: () => <Time at={job.expiresAt} timeZone={timeZone} mode="date" /> })}
      </span>
    </div>
  );
}
