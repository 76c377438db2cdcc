import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";
import type { JobView } from "@/lib/jobs/queries";
import { JobBar } from "./job-bar";
import { secondsLeft, useJobWords } from "./use-job-words";

const look = {
  queued: "scheduled",
  running: "reserved",
  done: "yes",
  failed: "rejected",
  cancelled: "cancelled",
} as const;

export function JobStatusBadge({ job }: { job: JobView }) {
  const t = useTranslations("jobs.status");
  return <StatusBadge status={look[job.status]} label={t(job.isStopping ? "stopping" : job.status)} />;
}

/** How far a job is, what it gave, or why it failed. */
export function JobState({ job, now }: { job: JobView; now: Date }) {
  const { t, name, progress, result, error, left } = useJobWords();
  if (job.status === "failed")
    return (
      <span>
        <span className="text-danger">{error(job.error)}</span>
        {job.result ? <span className="tabular block text-ink-2">{result(job.result)}</span> : null}
      </span>
    );
  if (job.status === "queued") return "–";
  if (job.status === "running") {
    const seconds = secondsLeft(job, now);
    return (
      <div className="grid min-w-36 gap-1 pt-1.5">
        <JobBar done={job.done} total={job.total} label={name(job)} />
        <span className="tabular text-xs text-ink-2">
          {[progress(job), ...(seconds === null ? [] : [left(seconds)])].join(" · ")}
        </span>
      </div>
    );
  }
  const notes = job.result?.notes ?? [];
  const words = result(job.result) || (job.status === "cancelled" && job.done > 0 ? progress(job) : "");
  return (
    <span className="tabular">
      {[words, ...notes.map((note) => t(`notes.${note}`))].filter(Boolean).join(" · ") || "–"}
    </span>
  );
}
