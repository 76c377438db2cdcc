import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RangePicker } from "@/components/analytics/range-picker";
import { useDrawn } from "@/components/analytics/use-drawn";
import { Card } from "@/components/ui/card";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import type { CouponDay } from "@/lib/coupons/queries/days";
import type { DayRange } from "@/lib/coupons/rules/range";
import { DaysChart } from "./days-chart";
import { RangeFigures } from "./range-figures";

type CouponDataProps = {
  coupon: CouponRow;
  range: DayRange & { wrong: boolean };
  /** The days or hours of the range before and of the range, oldest first. */
  days: readonly CouponDay[];
  path: string;
  /** The way to promote it, for those who may. */
  promote?: ReactNode;
  today: string;
  timeZone: string;
};

/** What came of a coupon: figures of a range beside the range before, each with its definition, and those of all time. */
export function CouponData({ coupon, range, days, path, promote, today, timeZone }: CouponDataProps) {
  const t = useTranslations("coupon-data");
  const before = days.slice(0, range.partsBefore);
  const now = days.slice(range.partsBefore);
  const drawn = useDrawn(
    range,
    now.map(({ date }) => date),
    timeZone,
  );
  const quiet = days.every((day) => day.claimed === 0 && day.used === 0);
  const zone = t("figures.zone", { by: drawn.by, zone: timeZone.replaceAll("_", " ") });
  return (
    <>
      <section aria-labelledby="range" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <RangePicker path={path} range={range} timeZone={timeZone} byHour />
        <RangeFigures now={now} before={before} />
        <Card footer={range.to === today && !range.hours ? `${zone} ${t("figures.today")}` : zone}>
          {quiet ? (
            <div className="mb-3 flex flex-wrap items-center justify-between gap-3 text-sm text-ink-2">
              <p>{t(coupon.issued === 0 ? "figures.noClaims" : "figures.quiet")}</p>
              {coupon.issued === 0 ? promote : null}
            </div>
          ) : null}
          <DaysChart now={now} before={before} drawn={drawn} />
        </Card>
      </section>
      <AllTime coupon={coupon} />
    </>
  );
}

function AllTime({ coupon }: { coupon: CouponRow }) {
  const t = useTranslations("coupons.detail");
  const data = useTranslations("coupon-data.figures");
  const format = useFormatter();
  const { quantity, issued, used } = coupon;
  const rate = (part: number, whole: number | null) =>
    whole ? format.number(part / whole, { style: "percent", maximumFractionDigits: 1 }) : t("none");
  return (
    <section aria-labelledby="all-time" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="all-time" className="text-lg font-semibold text-ink">
        {data("allTime")}
      </h2>
      <KeyFigures>
        <KeyFigure label={t("claimed")} value={format.number(issued)} definition={t("claimedMeans")} />
        <KeyFigure label={t("used")} value={format.number(used)} definition={t("usedMeans")} />
        <KeyFigure label={t("usageRate")} value={rate(used, issued)} definition={t("usageRateMeans")} />
        <KeyFigure label={t("claimRate")} value={rate(issued, quantity)} definition={t("claimRateMeans")} />
        <KeyFigure
          label={t("left")}
          value={quantity === null ? t("unlimited") : format.number(quantity - issued)}
          definition={t("leftMeans")}
        />
      </KeyFigures>
    </section>
  );
}
