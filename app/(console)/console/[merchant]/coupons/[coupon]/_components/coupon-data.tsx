import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import type { CouponDay } from "@/lib/coupons/queries/history";

type CouponDataProps = { coupon: CouponRow; days: readonly CouponDay[]; timeZone: string };

/** What came of a coupon: its figures, each with its definition, and the last days one by one. */
export function CouponData({ coupon, days, timeZone }: CouponDataProps) {
  const t = useTranslations("coupons.detail");
  const locale = useLocale();
  const { quantity, issued, used } = coupon;
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  const rate = (part: number, whole: number | null) =>
    whole
      ? new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(part / whole)
      : t("none");
  return (
    <>
      <KeyFigures>
        <KeyFigure label={t("claimed")} value={count(issued)} definition={t("claimedMeans")} />
        <KeyFigure label={t("used")} value={count(used)} definition={t("usedMeans")} />
        <KeyFigure label={t("usageRate")} value={rate(used, issued)} definition={t("usageRateMeans")} />
        <KeyFigure label={t("claimRate")} value={rate(issued, quantity)} definition={t("claimRateMeans")} />
        <KeyFigure
          label={t("left")}
          value={quantity === null ? t("unlimited") : count(quantity - issued)}
          definition={t("leftMeans")}
        />
      </KeyFigures>
      <LastDays days={days} timeZone={timeZone} />
    </>
  );
}

function LastDays({ days, timeZone }: Pick<CouponDataProps, "days" | "timeZone">) {
  const t = useTranslations("coupons.detail");
  const locale = useLocale();
  const most = Math.max(1, ...days.map((day) => Math.max(day.claimed, day.used)));
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const quiet = days.every((day) => day.claimed === 0 && day.used === 0);
  return (
    <Card title={t("lastDays")} footer={t("lastDaysMeta", { zone: timeZone })}>
      {quiet ? <p className="mb-3 text-sm text-ink-2">{t("noClaims")}</p> : null}
      <table className="w-full table-fixed text-sm">
        <caption className="sr-only">{t("lastDays")}</caption>
        <thead>
          <tr className="text-left text-xs text-ink-2">
            <th scope="col" className="w-[36%] py-1.5 font-[550] sm:w-40">
              {t("day")}
            </th>
            <th scope="col" className="py-1.5 font-[550]">
              <Key className="bg-brand" label={t("claimed")} />
            </th>
            <th scope="col" className="py-1.5 font-[550]">
              <Key className="bg-info" label={t("used")} />
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day, index) => (
            <tr key={day.date} className="border-t border-border">
              <th scope="row" className="tabular py-2 text-left font-normal">
                {format.format(new Date(`${day.date}T00:00:00Z`))}
                {index === days.length - 1 ? <span className="text-ink-2"> · {t("today")}</span> : null}
              </th>
              <BarCell value={day.claimed} most={most} className="fill-brand" />
              <BarCell value={day.used} most={most} className="fill-info" />
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Key({ className, label }: { className: string; label: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={`size-2 rounded-full ${className}`} />
      {label}
    </span>
  );
}

function BarCell({ value, most, className }: { value: number; most: number; className: string }) {
  const locale = useLocale();
  return (
    <td className="py-2 pr-3 sm:pr-4">
      <span className="flex items-center gap-2">
        <span className="tabular min-w-6 text-right sm:w-10">
          {new Intl.NumberFormat(locale).format(value)}
        </span>
        <svg
          viewBox="0 0 100 8"
          preserveAspectRatio="none"
          aria-hidden="true"
          className="h-2 w-full min-w-0 rounded-full"
        >
          <rect width="100" height="8" className="fill-sunken" />
          <rect width={(100 * value) / most} height="8" className={className} />
        </svg>
      </span>
    </td>
  );
}
