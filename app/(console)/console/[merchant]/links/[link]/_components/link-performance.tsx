import { useFormatter, useLocale, useTranslations } from "next-intl";
import { RangePicker } from "@/components/analytics/range-picker";
import { useDrawn } from "@/components/analytics/use-drawn";
import { Card } from "@/components/ui/card";
import { Chart } from "@/components/ui/chart";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import type { DayRange } from "@/lib/coupons/rules/range";
import { formatMoney } from "@/lib/kernel/money";
import { addDays } from "@/lib/kernel/time";
import type { LinkFigures } from "@/lib/links/queries/links";
import { conversionOf } from "@/lib/links/rules";

type LinkPerformanceProps = {
  /** Of all time: people open it on one day and claim on another. */
  link: { readonly visitors: number; readonly claimers: number };
  /** Of the range, and of what it stands beside. */
  figures: LinkFigures;
  before: LinkFigures;
  range: DayRange & { wrong: boolean };
  path: string;
  today: string;
  timeZone: string;
  /** The merchant's own: what was sold is told in it also where nothing was. */
  currency: string;
};

type Key = "clicks" | "visitors" | "claims" | "orders";
const sumOf = ({ days }: LinkFigures, key: Key) => days.reduce((sum, day) => sum + day[key], 0);

/** What came through a link in a range: all of it of the same days, each figure with its definition. */
export function LinkPerformance(props: LinkPerformanceProps) {
  const { link, figures, before, range, path, today, timeZone } = props;
  const t = useTranslations("links.detail");
  const words = useTranslations("coupon-data.figures");
  const { number } = useFormatter();
  const change = useChange(range);
  const percent = (part: number | null) =>
    part === null ? "–" : number(part, { style: "percent", maximumFractionDigits: 1 });
  const conversion = conversionOf(link);
  const counted = (key: Key) => (
    <KeyFigure
      key={key}
      label={t(key)}
      value={number(sumOf(figures, key))}
      definition={t(`${key}Help`)}
      hint={change(sumOf(figures, key), sumOf(before, key), number)}
    />
  );
  const zone = words("zone", { by: "day", zone: timeZone.replaceAll("_", " ") });
  return (
    <section aria-labelledby="range" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <RangePicker {...{ path, range, timeZone }} byHour={false} />
      <KeyFigures>
        {(["clicks", "visitors", "claims"] as const).map(counted)}
        <KeyFigure
          label={t("conversion")}
          value={percent(conversion)}
          definition={t("conversionHelp")}
          hint={t("sinceMade")}
        />
      </KeyFigures>
      <KeyFigures>
        {counted("orders")}
        <Sales {...props} />
      </KeyFigures>
      <Card footer={range.to === today ? `${zone} ${words("today")}` : zone}>
        <Days {...{ figures, range, timeZone }} />
      </Card>
    </section>
  );
}

/** How a figure stands to the one beside it, in words; nothing stands beside all there ever was. */
function useChange({ partsBefore }: DayRange) {
  const words = useTranslations("coupon-data.figures");
  const { number } = useFormatter();
  return (is: number, was: number, said: (value: number) => string) => {
    if (partsBefore === 0) return undefined;
    if (was <= 0) return words(is === 0 ? "same" : "fromNothing");
    const style = { style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" } as const;
    return words("change", { change: number((is - was) / was, style), before: said(was) });
  };
}

/** What was sold, in each currency there is. */
function Sales({ figures, before, range, currency: own }: LinkPerformanceProps) {
  const t = useTranslations("links.detail");
  const locale = useLocale();
  const change = useChange(range);
  const minor = ({ sales }: LinkFigures, of: string) =>
    sales.find(({ currency }) => currency === of)?.salesMinor ?? 0;
  const others = figures.sales.map(({ currency }) => currency).filter((one) => one !== own);
  return [own, ...others.sort()].map((currency) => {
    const said = (value: number) => formatMoney(value, currency, locale);
    return (
      <KeyFigure
        key={currency}
        label={others.length > 0 ? t("salesIn", { currency }) : t("sales")}
        value={said(minor(figures, currency))}
        definition={t("salesHelp")}
        hint={change(minor(figures, currency), minor(before, currency), said)}
      />
    );
  });
}

function Days({ figures, range, timeZone }: Pick<LinkPerformanceProps, "figures" | "range" | "timeZone">) {
  const t = useTranslations("links.detail");
  const known = new Map(figures.days.map((day) => [day.day, day]));
  const days: string[] = [];
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) days.push(day);
  const { by, axis, categories, sum } = useDrawn(range, days, timeZone);
  const series = (key: "clicks" | "visitors" | "claims") => ({
    key,
    label: t(key),
    values: sum(days.map((day) => known.get(day)?.[key] ?? 0)),
  });
  return (
    <Chart
      title={t("days", { by })}
      kind="line"
      {...{ axis, categories }}
      series={[series("clicks"), series("visitors"), series("claims")]}
    />
  );
}
