import { useLocale, useTranslations } from "next-intl";
import type { JobResult, JobStatus } from "@/lib/jobs/schema";

export type NamedJob = {
  readonly kind: string;
  readonly title: Readonly<Record<string, string | number>>;
};

export type CountedJob = {
  readonly status: JobStatus;
  readonly total: number | null;
  readonly done: number;
};

/** What is said of a job, in the tray and on its page. */
export function useJobWords() {
  const t = useTranslations("jobs");
  const locale = useLocale();
  const shown = (count: number) => new Intl.NumberFormat(locale).format(count);
  return {
    t,
    name: (job: NamedJob) => t(`kinds.${job.kind}` as never, job.title as never),
    progress: ({ done, total }: CountedJob) =>
      total === null
        ? t("progress.soFar", { done: shown(done) })
        : t("progress.of", { done: shown(done), total: shown(total) }),
    result: (result: JobResult | null) =>
      Object.entries(result?.counts ?? {})
        .map(([key, count]) => t(`counts.${key}`, { count, shown: shown(count) }))
        .join(" · "),
    error: (code: string | null) => t(`errors.${code && t.has(`errors.${code}`) ? code : "failed"}`),
    left: (seconds: number) => {
      const minutes = Math.round(seconds / 60);
      const [value, unit] = seconds < 90 ? [Math.max(1, Math.round(seconds)), "second"] : [minutes, "minute"];
      const time = new Intl.NumberFormat(locale, { style: "unit", unit: String(unit), unitDisplay: "long" });
      return t("progress.left", { time: time.format(Number(value)) });
    },
  };
}

/** Seconds until a job is done at the pace it went so far; null while nobody can tell. */
export function secondsLeft(
  job: CountedJob & { readonly startedAt: string | Date | null },
  now: string | Date,
) {
  const { startedAt, total, done, status } = job;
  if (status !== "running" || !startedAt || total === null || done <= 0 || done >= total) return null;
  const seconds = (new Date(now).getTime() - new Date(startedAt).getTime()) / 1000;
  return seconds < 2 ? null : (seconds / done) * (total - done);
}
