"use client";

import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import type { ActionPlace } from "@/components/ui/action-result";
import { JobBar } from "./job-bar";
import { JobButtons } from "./job-buttons";
import { JobFiles } from "./job-files";
import { secondsLeft, useJobWords } from "./use-job-words";
import { isAtWork, type TrayJob } from "./use-tray";

type TrayItemProps = { place: ActionPlace; job: TrayJob; now: string };

/** One job of the tray: what it is, how far it is, what it gave. */
export function TrayItem({ place, job, now }: TrayItemProps) {
  const { name } = useJobWords();
  return (
    <li className="grid gap-1.5 px-4 py-3">
      <div className="flex items-start justify-between gap-2">
        <span className="flex min-w-0 items-start gap-2 text-sm font-[550] text-ink">
          <Mark job={job} />
          <span className="wrap-anywhere">{name(job)}</span>
        </span>
        <JobButtons place={place} job={job} />
      </div>
      {isAtWork(job) ? <AtWork job={job} now={now} /> : <Over job={job} />}
      <JobFiles place={place} files={job.files} />
    </li>
  );
}

function Mark({ job: { status } }: { job: TrayJob }) {
  const size = "mt-0.5 size-4 shrink-0";
  if (status === "done") return <CircleCheck aria-hidden="true" className={`${size} text-success`} />;
  if (status === "failed") return <TriangleAlert aria-hidden="true" className={`${size} text-danger`} />;
  if (status === "cancelled") return <CircleX aria-hidden="true" className={`${size} text-ink-2`} />;
  return null;
}

function AtWork({ job, now }: { job: TrayJob; now: string }) {
  const { t, name, progress, left } = useJobWords();
  const seconds = secondsLeft(job, now);
  const words = job.isStopping
    ? t("status.stopping")
    : job.status === "queued"
      ? t("status.queued")
      : [progress(job), ...(seconds === null ? [] : [left(seconds)])].join(" · ");
  return (
    <>
      <JobBar done={job.done} total={job.status === "queued" ? 1 : job.total} label={name(job)} />
      <p className="tabular text-xs text-ink-2">{words}</p>
    </>
  );
}

function Over({ job }: { job: TrayJob }) {
  const { t, result, error } = useJobWords();
  if (job.status === "failed") return <p className="text-xs text-danger">{error(job.error)}</p>;
  const words = [t(`status.${job.status}`), result(job.result)].filter(Boolean).join(" · ");
  const notes = job.result?.notes ?? [];
  return (
    <p className="text-xs text-ink-2">{[words, ...notes.map((note) => t(`notes.${note}`))].join(" · ")}</p>
  );
}
