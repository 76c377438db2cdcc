import { sqlState } from "@/db/faults";
import { deleteSample, editedOf, forgetSample, listSample, type SampleThing } from "@/db/seed/sample";
import { inTransaction } from "@/db/transaction";
import type { RunningJob } from "@/lib/jobs/run-job";
import type { JobResult } from "@/lib/jobs/schema";
import { ok, type Result } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";

/** Something that is still there points at it, or it has a history that is never deleted. */
const HELD = new Set(["23503", "23001"]);

/**
 * Takes a merchant's sample data away, one thing after the other, what points at others first. What somebody edited since,
 * what the merchant's own things point at or name, and what members were given, stays and is the merchant's own from then on. Begun again, it
 * goes on with what is left.
 */
export async function removeSample(job: RunningJob<object>): Promise<Result<Partial<JobResult>>> {
  const { merchantId } = job.scope;
  const [things, edited] = await inTransaction(async (tx) => {
    const all = await listSample(tx, merchantId);
    return [all, await editedOf(tx, merchantId, all)] as const;
  });
  const kept: SampleThing[] = [];
  for (const [i, thing] of things.entries()) {
    if (edited.has(thing.id) || !(await isRemoved(merchantId, thing))) kept.push(thing);
    await job.progress(i + 1, things.length);
  }
  await inTransaction(async (tx) => {
    for (const thing of kept) await forgetSample(tx, merchantId, thing);
    const after = { removed: things.length - kept.length, kept: kept.map(({ id }) => id) };
    await recordAudit(tx, job.scope, [
      { action: "sample.remove", objectType: "merchant", objectId: merchantId, after },
    ]);
  });
  const counts = {
    removed: things.length - kept.length,
    ...(kept.length > 0 ? { skipped: kept.length } : {}),
  };
  return ok({ counts, notes: kept.length > 0 ? ["sample_kept"] : [] });
}

async function isRemoved(merchantId: string, thing: SampleThing): Promise<boolean> {
  try {
    return await inTransaction((tx) => deleteSample(tx, merchantId, thing));
  } catch (error) {
    if (HELD.has(sqlState(error) ?? "")) return false;
    throw error;
  }
}
