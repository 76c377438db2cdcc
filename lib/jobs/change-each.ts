import type { z } from "zod";
import type { Tx } from "@/db/client";
import { type RunningJob, type TrackedJob, trackedJob } from "@/lib/jobs/run-job";
import type { JobResult, RefusedRow } from "@/lib/jobs/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import type { JobKind } from "@/lib/platform/auth/job-kinds";
import type { Scope } from "@/lib/platform/auth/scope";
import { BYTE_ORDER_MARK, csvText } from "@/lib/platform/csv-file";
import type { Named } from "@/lib/platform/each-one";
import { fileWords } from "@/lib/platform/file-words";

/** Things of one transaction: others who want one of them wait as long. */
const AT_ONCE = 50;
/** More than so many are not counted beforehand. */
const COUNTED = 10_000;
/** The first that were refused stand at the job; all are in its file. */
const TOLD = 20;

type Page = { readonly after: string | null; readonly most: number; readonly now: Date };

export type EachSpec<I extends { readonly locale: "en" | "zh-CN" }> = {
  readonly kind: JobKind;
  readonly input: z.ZodType<I>;
  /** Id and name of what the filter leaves behind `after`, in the order of the ids. */
  readonly find: (scope: Scope, input: I, page: Page) => Promise<readonly Named[]>;
  /** Changes one in the step's transaction; with a refusal nothing is written. */
  readonly change: (tx: Tx, scope: Scope, id: string, input: I) => Promise<Result<unknown>>;
};

type Place = {
  readonly after: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly refused: readonly RefusedRow[];
  readonly isOver: boolean;
};

/** The words of `jobs.reasons`: a state that has some is a reason of its own. */
function reasonOf({ code, params }: Refusal): string {
  if (code !== "wrong_state") return code;
  const state = String(params?.state ?? params?.status);
  return state === "ended" || state === "archived" ? state : code;
}

async function changeOne(work: () => Promise<Result<unknown>>): Promise<Result<unknown>> {
  try {
    return await work();
  } catch (error) {
    // Deleted since it was found: its own outcome, and nothing was written of it.
    if (error instanceof AppError && error.code === "not_found") return refuse("not_found");
    throw error;
  }
}

const resultOf = ({ done, refused }: Place): Partial<JobResult> => ({
  counts: { updated: done - refused.length, refused: refused.length },
  refused: refused.slice(0, TOLD),
});

/**
 * The job that makes one change of all that a filter leaves, in the order of their ids and each with its own outcome: what
 * one refuses stops no other. Cut off, it goes on from where it was; stopped, it tells what it did.
 */
export function eachJob<I extends { readonly locale: "en" | "zh-CN" }>(spec: EachSpec<I>): TrackedJob {
  return trackedJob<I, Place>({
    kind: spec.kind,
    input: spec.input,
    told: resultOf,
    run: async (job) => {
      const place = await changeAll(spec, job);
      if (place.refused.length > 0) await writeRefused(job, place.refused);
      return ok(resultOf(place));
    },
  });
}

async function changeAll<I extends { readonly locale: "en" | "zh-CN" }>(
  spec: EachSpec<I>,
  job: RunningJob<I>,
): Promise<Place> {
  const { scope, input, startedAt: now } = job;
  const find = (after: string | null, most: number) => spec.find(scope, input, { after, most, now });
  const progress = ({ done, total }: Place) => ({
    done,
    total: total === null ? null : Math.max(total, done),
  });
  const count = (await find(null, COUNTED + 1)).length;
  const total = count > COUNTED ? null : count;
  let place = await job.step<Place>(
    async (_, kept) => kept ?? { after: null, done: 0, total, refused: [], isOver: false },
    progress,
  );
  while (!place.isOver) {
    // What the filter leaves is read before the step, which holds the job: the place cannot move between the two.
    const found = await find(place.after, AT_ONCE);
    place = await job.step<Place>(async (tx, kept) => {
      const before = kept ?? place;
      const refused: RefusedRow[] = [];
      for (const [at, { id, name }] of found.entries()) {
        const came = await changeOne(() => spec.change(tx, scope, id, input));
        if (!came.ok)
          refused.push({ row: before.done + at + 1, value: name, reason: reasonOf(came.refusal) });
      }
      return {
        ...before,
        after: found.at(-1)?.id ?? before.after,
        done: before.done + found.length,
        refused: [...before.refused, ...refused],
        isOver: found.length < AT_ONCE,
      };
    }, progress);
  }
  return place;
}

async function writeRefused(
  job: RunningJob<{ readonly locale: "en" | "zh-CN" }>,
  refused: readonly RefusedRow[],
): Promise<void> {
  const { t } = await fileWords(job.input.locale, "UTC");
  const lines = async function* () {
    yield BYTE_ORDER_MARK + csvText([[t("jobs.columns.name"), t("jobs.columns.reason")]]);
    yield csvText(refused.map(({ value, reason }) => [value, t(`jobs.reasons.${reason}`)]));
  };
  await job.writeFile({ role: "refused", name: `${t("jobs.refusedName")}.csv`, type: "csv" }, lines());
}
