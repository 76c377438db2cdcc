import { runJob, type TrackedJob } from "@/lib/jobs/run-job";
import { jobToRun } from "@/lib/jobs/schema";
import { type AnyJob, defineJob } from "@/lib/platform/jobs";

/** Does every tracked job there is, two at once in one worker. */
export function trackedJobs(kinds: readonly TrackedJob[]): AnyJob {
  return defineJob({
    ...jobToRun,
    concurrency: 2,
    handle: async (message, signal) => {
      await runJob(kinds, message, signal);
      return undefined;
    },
  });
}
