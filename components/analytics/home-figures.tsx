import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Chart } from "@/components/ui/chart";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import type { HomeDays } from "@/lib/analytics/queries";
import type { HomeSales } from "@/lib/analytics/queries/sales";
import { type DayFigures, LIVE_CAP } from "@/lib/analytics/schema";
import type { DayRange } from "@/lib/coupons/rules/range";
import { FigureHint } from "./figure-hint";
import { RangePicker } from "./range-picker";
import { SalesFigures } from "./sales-figures";
import { useDrawn } from "./use-drawn";

type HomeFiguresProps = {
  figures: HomeDays;
  sales: HomeSales;
  /** Of the merchant, ISO 4217. */
  currency: string;
  range: DayRange & { wrong: boolean };
  today: string;
  /** Where Home is, for the other ranges. */
  path: string;
  /** In a store view the figures are those of its coupons and members. */
  inStore: boolean;
  timeZone: string;
};

type Key = "claimed" | "used" | "joined";

/** What the range brought, beside the range before. */
export function HomeFigures(props: HomeFiguresProps) {
  const { figures, range, today, path, inStore, timeZone } = props;
  const t = useTranslations("home.figures");
  const format = useFormatter();
  const before = figures.days.slice(0, range.partsBefore);
  const now = figures.days.slice(range.partsBefore);
  const drawn = useDrawn(
    range,
    now.map(({ day }) => day),
    timeZone,
  );
  const course = (name: keyof Omit<DayFigures, "day">) => drawn.sum(now.map((day) => day[name]));
  const isAll = range.partsBefore === 0;
  const zone = t("zone", { by: drawn.by, zone: timeZone.replaceAll("_", " ") });
  const where = t(inStore ? "here" : "everywhere");
  const sum = (days: readonly DayFigures[], key: Key) => days.reduce((total, day) => total + day[key], 0);
  const rate = (days: readonly DayFigures[]) => {
    const claimed = sum(days, "claimed");
    return claimed === 0 ? null : sum(days, "used") / claimed;
  };
  const shown = (count: number) =>
    count >= LIVE_CAP ? t("more", { count: format.number(LIVE_CAP) }) : format.number(count);
  const counted = (name: "claimed" | "used") => {
    const count = format.number(sum(now, name));
    return figures.isWhole[name] ? count : t("more", { count });
  };
  const isWhole = figures.isWhole.claimed && figures.isWhole.used;
  const percent = (part: number | null) =>
    part === null ? "–" : format.number(part, { style: "percent", maximumFractionDigits: 1 });
  const key = (name: Key) => ({
    label: t(name),
    value: name === "joined" ? shown(sum(now, name)) : counted(name),
    definition: t(`${name}Means`, { where }),
    hint: (
      <FigureHint now={sum(now, name)} before={isAll ? undefined : sum(before, name)} course={course(name)} />
    ),
  });
  return (
    <section aria-labelledby="range" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <RangePicker path={path} range={range} timeZone={timeZone} byHour />
      <KeyFigures>
        <KeyFigure {...key("claimed")} />
        <KeyFigure {...key("used")} />
        <KeyFigure
          label={t("rate")}
          value={isWhole ? percent(rate(now)) : "–"}
          definition={t("rateMeans", { where })}
          hint={
            <FigureHint
              now={rate(now) ?? 0}
              before={isAll ? undefined : (rate(before) ?? 0)}
              course={course("used").map(
                (used, at) => used / (course("claimed")[at] || Number.POSITIVE_INFINITY),
              )}
            />
          }
        />
        <SalesFigures
          sales={props.sales}
          partsBefore={range.partsBefore}
          sum={drawn.sum}
          currency={props.currency}
          inStore={inStore}
        />
        <KeyFigure
          label={t("participants")}
          value={shown(figures.participants)}
          definition={t("participantsMeans", { where })}
          hint={
            <FigureHint
              now={figures.participants}
              before={isAll ? undefined : figures.participantsBefore}
              course={course("participants")}
            />
          }
        />
        <KeyFigure {...key("joined")} />
      </KeyFigures>
      {isWhole ? null : (
        <p role="note" className="text-xs text-ink-2">
          {t("newestOnly", { count: LIVE_CAP })}
        </p>
      )}
      <Card footer={range.to === today && !range.hours ? `${zone} ${t("today")}` : zone}>
        <DaysChart now={now} before={before} drawn={drawn} />
      </Card>
    </section>
  );
}

type DaysChartProps = {
  now: readonly DayFigures[];
  before: readonly DayFigures[];
  drawn: ReturnType<typeof useDrawn>;
};

function DaysChart({ now, before, drawn: { by, axis, categories, sum } }: DaysChartProps) {
  const t = useTranslations("home.figures");
  const series = (key: "claimed" | "used") => ({
    key,
    label: t(key),
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
