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
  const before = figures.days.slice(0, range.days);
  const now = figures.days.slice(range.days);
  const zone = t("zone", { zone: timeZone.replaceAll("_", " ") });
  const where = t(inStore ? "here" : "everywhere");
  const sum = (days: readonly DayFigures[], key: Key) => days.reduce((total, day) => total + day[key], 0);
  const rate = (days: readonly DayFigures[]) => {
    const claimed = sum(days, "claimed");
    return claimed === 0 ? null : sum(days, "used") / claimed;
  };
  const shown = (count: number) =>
    count >= LIVE_CAP ? t("more", { count: format.number(LIVE_CAP) }) : format.number(count);
  const percent = (part: number | null) =>
    part === null ? "–" : format.number(part, { style: "percent", maximumFractionDigits: 1 });
  const key = (name: Key) => ({
    label: t(name),
    value: name === "joined" ? shown(sum(now, name)) : format.number(sum(now, name)),
    definition: t(`${name}Means`, { where }),
    hint: <FigureHint now={sum(now, name)} before={sum(before, name)} course={now.map((day) => day[name])} />,
  });
  return (
    <section aria-labelledby="range" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <RangePicker path={path} range={range} timeZone={timeZone} />
      <KeyFigures>
        <KeyFigure {...key("claimed")} />
        <KeyFigure {...key("used")} />
        <KeyFigure
          label={t("rate")}
          value={percent(rate(now))}
          definition={t("rateMeans", { where })}
          hint={
            <FigureHint
              now={rate(now) ?? 0}
              before={rate(before) ?? 0}
              course={now.map((day) => (day.claimed === 0 ? 0 : day.used / day.claimed))}
            />
          }
        />
        <SalesFigures sales={props.sales} days={range.days} currency={props.currency} inStore={inStore} />
        <KeyFigure
          label={t("participants")}
          value={shown(figures.participants)}
          definition={t("participantsMeans", { where })}
          hint={
            <FigureHint
              now={figures.participants}
              before={figures.participantsBefore}
              course={now.map((day) => day.participants)}
            />
          }
        />
        <KeyFigure {...key("joined")} />
      </KeyFigures>
      <Card footer={range.to === today ? `${zone} ${t("today")}` : zone}>
        <DaysChart now={now} before={before} />
      </Card>
    </section>
  );
}

function DaysChart({ now, before }: { now: readonly DayFigures[]; before: readonly DayFigures[] }) {
  const t = useTranslations("home.figures");
  const axis = useTranslations("chart");
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
    label: t(key),
    values: now.map((day) => day[key]),
    before: before.map((day) => day[key]),
  });
  return (
    <Chart
      title={t("chart")}
      kind="line"
      axis={axis("day")}
      categories={now.map(({ day }) => ({ key: day, label: date(day, false), full: date(day, true) }))}
      series={[series("claimed"), series("used")]}
    />
  );
}
