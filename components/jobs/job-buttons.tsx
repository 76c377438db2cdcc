"use client";

import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useRunAction } from "@/components/ui/use-run-action";
import { cancelJob, retryJob } from "@/lib/jobs/actions";
import type { JobStatus } from "@/lib/jobs/schema";
import { tellJobsChanged } from "./jobs-changed";
import { type NamedJob, useJobWords } from "./use-job-words";

type JobButtonsProps = {
  place: ActionPlace;
  job: NamedJob & { readonly id: string; readonly status: JobStatus; readonly isStopping: boolean };
  /** Told after each, for what else shows the job. */
  onDone?: () => void;
};

/** Stops a job, or has one go on that failed or was cancelled. */
export function JobButtons({ place, job, onDone }: JobButtonsProps) {
  const { t, name } = useJobWords();
  const stop = useRunAction(cancelJob, place);
  const again = useRunAction(retryJob, place);
  const then = async (work: Promise<unknown>) => {
    await work;
    tellJobsChanged();
    onDone?.();
  };
  if (job.status === "done" || job.isStopping) return null;
  const atWork = job.status === "queued" || job.status === "running";
  const { run, pending } = atWork ? stop : again;
  const words = t(atWork ? "cancel" : "retry");
  return (
    <Button
      size="sm"
      variant="ghost"
      isPending={pending}
      aria-label={`${words}: ${name(job)}`}
      onPress={() => void then(run({ jobId: job.id }))}
    >
      {words}
    </Button>
  );
}
