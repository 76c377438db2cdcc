import { makeSample } from "@/db/seed/sample";
import type { RunningJob } from "@/lib/jobs/run-job";
import type { JobResult } from "@/lib/jobs/schema";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";

/** Some hundred rows, one after the other. */
const WITHIN_MS = 60_000;

/**
 * Makes the sample data of a merchant, all of it or nothing, once. Refusal: `sample_phone_taken`, when a member of the
 * merchant's own has a phone of the sample's.
 */
export async function loadSample(job: RunningJob<object>): Promise<Result<Partial<JobResult>>> {
  const { merchantId, actor } = job.scope;
  const place = await job.step<{ readonly made: number | null }>(
    async (tx, before) => {
      if (before) return before;
      const made = await makeSample(tx, merchantId, actor.id ?? "", job.startedAt);
      if (made !== null) {
        await recordAudit(tx, job.scope, [
          { action: "sample.load", objectType: "merchant", objectId: merchantId, after: { things: made } },
        ]);
      }
      return { made };
    },
    ({ made }) => ({ done: made ?? 0, total: made }),
    { withinMs: WITHIN_MS },
  );
  return place.made === null ? refuse("sample_phone_taken") : ok({ counts: { created: place.made } });
}
