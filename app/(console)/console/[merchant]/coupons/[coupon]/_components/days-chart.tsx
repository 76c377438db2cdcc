import { useTranslations } from "next-intl";
import type { useDrawn } from "@/components/analytics/use-drawn";
import { Chart } from "@/components/ui/chart";
import type { CouponDay } from "@/lib/coupons/queries/days";

type DaysChartProps = {
  now: readonly CouponDay[];
  before: readonly CouponDay[];
  drawn: ReturnType<typeof useDrawn>;
};

/** Claims and uses in their course, the range before dashed behind them. */
export function DaysChart({ now, before, drawn: { by, axis, categories, sum } }: DaysChartProps) {
  const t = useTranslations("coupon-data.figures");
  const words = useTranslations("coupons.detail");
  const series = (key: "claimed" | "used") => ({
    key,
    label: words(key),
    values: sum(now.map((day) => day[key])),
    ...(before.length > 0 ? { before: sum(before.map((day) => day[key])) } : {}),
  });
  return (
    <Chart
      title={t("chart", { by })}
      kind="line"
      axis={axis}
      categories={categories}
      series={[series("claimed"), series("used")]}
    />
  );
}
