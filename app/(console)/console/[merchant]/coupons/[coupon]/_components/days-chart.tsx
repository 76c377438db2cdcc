import { useFormatter, useTranslations } from "next-intl";
import { Chart } from "@/components/ui/chart";
import type { CouponDay } from "@/lib/coupons/queries/days";

type DaysChartProps = { now: readonly CouponDay[]; before: readonly CouponDay[] };

/** Claims and uses day by day, the range before dashed behind them. */
export function DaysChart({ now, before }: DaysChartProps) {
  const t = useTranslations("coupon-data.figures");
  const axis = useTranslations("chart");
  const words = useTranslations("coupons.detail");
  const format = useFormatter();
  const date = (day: string, long: boolean) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), {
      day: "numeric",
      month: "short",
      timeZone: "UTC",
      ...(long ? { weekday: "short", year: "numeric" } : {}),
    });
  const series = (key: "claimed" | "used") => ({
    key,
    label: words(key),
    values: now.map((day) => day[key]),
    before: before.map((day) => day[key]),
  });
  return (
    <Chart
      title={t("chart")}
      kind="line"
      axis={axis("day")}
      categories={now.map((day) => ({
        key: day.date,
        label: date(day.date, false),
        full: date(day.date, true),
      }))}
      series={[series("claimed"), series("used")]}
    />
  );
}
