import { useTranslations } from "next-intl";
import type { useDrawn } from "@/components/analytics/use-drawn";
import { Chart } from "@/components/ui/chart";
import type { ActivityPerformance } from "@/lib/analytics/queries/activity";
import type { ActivityFigures } from "@/lib/analytics/schema";

type PerformanceChartsProps = {
  days: ActivityPerformance["days"];
  before: ActivityPerformance["days"];
  currency: string;
  drawn: ReturnType<typeof useDrawn>;
};

/** People, coupons and sales in their course: what differs by powers of ten stands in charts of its own. */
export function PerformanceCharts({ days, before, currency, drawn }: PerformanceChartsProps) {
  const { by, axis, categories, sum } = drawn;
  const t = useTranslations("activities.performance");
  const series = (key: keyof ActivityFigures) => ({
    key,
    label: t(`${key}.label`),
    values: sum(days.map((day) => day[key])),
    ...(before.length > 0 ? { before: sum(before.map((day) => day[key])) } : {}),
  });
  const shared = { kind: "line", axis, categories } as const;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Chart
        {...shared}
        title={t("peopleByDay", { by })}
        series={[series("views"), series("visitors"), series("participants")]}
      />
      <Chart
        {...shared}
        title={t("couponsByDay", { by })}
        series={[series("issued"), series("used"), series("orders")]}
      />
      <Chart
        {...shared}
        title={t("salesByDay", { by, currency })}
        unit={{ type: "money", currency }}
        series={[series("salesMinor")]}
        height={160}
      />
    </div>
  );
}
