import { useFormatter, useTranslations } from "next-intl";
import { Chart } from "@/components/ui/chart";
import type { ActivityPerformance } from "@/lib/analytics/queries/activity";
import type { ActivityFigures } from "@/lib/analytics/schema";

type PerformanceChartsProps = {
  days: ActivityPerformance["days"];
  before: ActivityPerformance["days"];
  currency: string;
};

/** People, coupons and sales day by day: what differs by powers of ten stands in charts of its own. */
export function PerformanceCharts({ days, before, currency }: PerformanceChartsProps) {
  const t = useTranslations("activities.performance");
  const axis = useTranslations("chart");
  const format = useFormatter();
  const date = (day: string, long: boolean) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), {
      ...({ day: "numeric", month: "short", timeZone: "UTC" } as const),
      ...(long ? ({ weekday: "short", year: "numeric" } as const) : {}),
    });
  const categories = days.map(({ day }) => ({ key: day, label: date(day, false), full: date(day, true) }));
  const series = (key: keyof ActivityFigures) => ({
    key,
    label: t(`${key}.label`),
    values: days.map((day) => day[key]),
    before: before.map((day) => day[key]),
  });
  const shared = { kind: "line", axis: axis("day"), categories } as const;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Chart
        {...shared}
        title={t("peopleByDay")}
        series={[series("views"), series("visitors"), series("participants")]}
      />
      <Chart
        {...shared}
        title={t("couponsByDay")}
        series={[series("issued"), series("used"), series("orders")]}
      />
      <Chart
        {...shared}
        title={t("salesByDay", { currency })}
        unit={{ type: "money", currency }}
        series={[series("salesMinor")]}
        height={160}
      />
    </div>
  );
}
