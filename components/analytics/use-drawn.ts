import { useFormatter, useTranslations } from "next-intl";
import type { ChartCategory } from "@/components/ui/chart-data";
import { type DayRange, MOST_DAYS } from "@/lib/coupons/rules/range";

type Drawn = {
  /** What a point stands for; also for words that say so. */
  by: "hour" | "day" | "month";
  /** What the first column of a chart's table is called. */
  axis: string;
  categories: ChartCategory[];
  /** Values of the days or hours as they are drawn: added up where one point stands for many. */
  sum: (values: readonly number[]) => number[];
};

/** How the days or hours of a range are drawn: more days than a year holds are drawn by month. */
export function useDrawn(range: DayRange, keys: readonly string[], timeZone: string): Drawn {
  const t = useTranslations("chart");
  const format = useFormatter();
  const by = range.hours ? "hour" : keys.length > MOST_DAYS ? "month" : "day";
  const points = by === "month" ? [...new Set(keys.map((key) => key.slice(0, 7)))] : keys;
  const places = new Map(points.map((point, place) => [point, place]));
  const placeOf = keys.map((key) => places.get(by === "month" ? key.slice(0, 7) : key) ?? 0);
  const said = (point: string, long: boolean) => {
    if (by === "hour") {
      const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
      const day = long
        ? ({ day: "numeric", month: "short", weekday: "short", timeZoneName: "short" } as const)
        : {};
      return format.dateTime(new Date(point), { ...hour, ...day });
    }
    const month = { month: long && by === "month" ? "long" : "short", timeZone: "UTC" } as const;
    if (by === "month")
      return format.dateTime(new Date(`${point}-01T00:00:00Z`), { ...month, year: "numeric" });
    const year = long ? ({ weekday: "short", year: "numeric" } as const) : {};
    return format.dateTime(new Date(`${point}T00:00:00Z`), { ...month, day: "numeric", ...year });
  };
  return {
    by,
    axis: t(by),
    categories: points.map((key) => ({ key, label: said(key, false), full: said(key, true) })),
    sum: (values) => {
      const sums = points.map(() => 0);
      for (const [index, value] of values.entries()) {
        const place = placeOf[index] ?? 0;
        sums[place] = (sums[place] ?? 0) + value;
      }
      return sums;
    },
  };
}
