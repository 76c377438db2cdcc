import { useFormatter, useNow, useTranslations } from "next-intl";
import { JobButtons } from "@/components/jobs/job-buttons";
import { JobFiles } from "@/components/jobs/job-files";
import { JobState, JobStatusBadge } from "@/components/jobs/job-state";
import { RefreshWhile } from "@/components/jobs/refresh-while";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import { Link } from "@/components/ui/link";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import type { JobView } from "@/lib/jobs/queries";
import type { GivingView } from "@/lib/vouchers/queries/givings";
import { StartGiving } from "./start-giving";

type GivingCardProps = {
  giving: GivingView;
  /** The job that reads or gives; null when there is none, or none any more. */
  job: JobView | null;
  /** How many an audience reaches now, while nothing is given yet. */
  reached: { count: number; capped: boolean } | null;
  coupon: CouponRow;
  where: ActionPlace;
  path: string;
  isMine: boolean;
};

/** One giving: what will come of it, how far it is, or what came of it. */
export function GivingCard({ giving, job, reached, coupon, where, path, isMine }: GivingCardProps) {
  const t = useTranslations("coupon-giving");
  const format = useFormatter();
  const { waiting, given, refused, quantity } = giving;
  const atWork = job?.status === "queued" || job?.status === "running";
  const ready = giving.jobId === null && (giving.source === "audience" || giving.complete);
  const members = reached?.count ?? waiting;
  const left = coupon.quantity === null ? null : coupon.quantity - coupon.issued;
  const count = (value: number) => format.number(value);
  return (
    <Card
      title={t(giving.jobId ? "cardGiven" : "cardPreview", { quantity })}
      actions={
        <Link href={path} className="text-sm text-brand hover:underline">
          {t("another")}
        </Link>
      }
    >
      <RefreshWhile active={atWork} />
      <div className="grid gap-4">
        <KeyFigures>
          <KeyFigure
            label={t("waiting")}
            value={reached?.capped ? t("orMore", { count: count(members) }) : count(members)}
            definition={t("waitingMeans")}
          />
          <KeyFigure label={t("given")} value={count(given)} definition={t("givenMeans")} />
          <KeyFigure label={t("refused")} value={count(refused)} definition={t("refusedMeans")} />
          <KeyFigure label={t("copies")} value={count(members * quantity)} definition={t("copiesMeans")} />
        </KeyFigures>
        {ready && left !== null && left < members * quantity ? (
          <Banner tone="warning">{t("tooFew", { count: left })}</Banner>
        ) : null}
        {job ? <Work job={job} where={where} isMine={isMine} /> : null}
        {ready && isMine ? (
          <StartGiving
            givingId={giving.id}
            where={where}
            members={members}
            copies={members * quantity}
            coupon={coupon.name}
          />
        ) : null}
      </div>
    </Card>
  );
}

function Work({ job, where, isMine }: { job: JobView; where: ActionPlace; isMine: boolean }) {
  const now = useNow();
  return (
    <div className="grid gap-2" role="status">
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <JobStatusBadge job={job} />
        <JobState job={job} now={now} />
        {isMine ? <JobButtons place={where} job={job} /> : null}
      </div>
      <JobFiles place={where} files={job.files} />
    </div>
  );
}
