import { useFormatter, useLocale, useTranslations } from "next-intl";
import { RangePicker } from "@/components/analytics/range-picker";
import { useDrawn } from "@/components/analytics/use-drawn";
import { ChannelChip, type NamedChannel } from "@/components/links/channel-chip";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import type { ActivityPerformance } from "@/lib/analytics/queries/activity";
import type { ActivityFigures } from "@/lib/analytics/schema";
import type { DayRange } from "@/lib/coupons/rules/range";
import { formatMoney } from "@/lib/kernel/money";
import { PerformanceCharts } from "./performance-charts";

// Each row of figures is full: people, and what came of them.
const groups = [
  ["views", "visitors", "participants"],
  ["issued", "used", "orders", "salesMinor"],
] as const;
const keys = groups.flat();

type PerformanceProps = {
  performance: ActivityPerformance;
  /** Null = there is nothing before the range. */
  before: ActivityPerformance | null;
  range: DayRange & { wrong: boolean };
  own: readonly NamedChannel[];
  path: string;
  today: string;
  timeZone: string;
};

const sumOf = (days: readonly ActivityFigures[], key: (typeof keys)[number]) =>
  days.reduce((total, day) => total + day[key], 0);

/** What came of an activity in a range, by day and by channel, each figure with its definition (A13). */
export function Performance({ performance, before, range, own, path, today, timeZone }: PerformanceProps) {
  const t = useTranslations("activities.performance");
  const words = useTranslations("coupon-data.figures");
  const locale = useLocale();
  const format = useFormatter();
  const { days, currency } = performance;
  const said = (key: (typeof keys)[number], value: number) =>
    key === "salesMinor" ? formatMoney(value, currency, locale, { trim: true }) : format.number(value);
  const hint = (key: (typeof keys)[number]) => {
    if (!before) return undefined;
    const [is, was] = [sumOf(days, key), sumOf(before.days, key)];
    if (was === 0) return words(is === 0 ? "same" : "fromNothing");
    const options = { style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" } as const;
    return words("change", { change: format.number((is - was) / was, options), before: said(key, was) });
  };
  const drawn = useDrawn(
    range,
    days.map(({ day }) => day),
    timeZone,
  );
  const zone = words("zone", { by: drawn.by, zone: timeZone.replaceAll("_", " ") });
  return (
    <section aria-labelledby="range" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <RangePicker path={path} range={range} timeZone={timeZone} byHour={false} />
      {groups.map((group) => (
        <KeyFigures key={group[0]}>
          {group.map((key) => (
            <KeyFigure
              key={key}
              label={t(`${key}.label`)}
              value={said(key, sumOf(days, key))}
              definition={t(`${key}.definition`, { currency })}
              {...(before ? { hint: hint(key) } : {})}
            />
          ))}
        </KeyFigures>
      ))}
      <Card footer={range.to === today ? `${zone} ${words("today")}` : zone}>
        <PerformanceCharts days={days} before={before?.days ?? []} currency={currency} drawn={drawn} />
      </Card>
      <ByChannel {...{ performance, own, said }} />
    </section>
  );
}

type ByChannelProps = Pick<PerformanceProps, "performance" | "own"> & {
  said: (key: (typeof keys)[number], value: number) => string;
};

function ByChannel({ performance: { channels }, own, said }: ByChannelProps) {
  const t = useTranslations("activities.performance");
  return (
    <Card title={t("byChannel")} footer={t("byChannelMeans")} padded={channels.length === 0}>
      {channels.length === 0 ? (
        <p className="text-sm text-ink-2">{t("none")}</p>
      ) : (
        <DataTable
          bare
          label={t("byChannel")}
          columns={[
            { key: "channel", label: t("channel"), card: "title" },
            ...keys.map((key) => ({ key, label: t(`${key}.label`), align: "end", card: "metric" }) as const),
          ]}
          rows={channels.map(({ channel, ...figures }) => ({
            id: channel || "-",
            cells: {
              channel: channel === "" ? t("direct") : <ChannelChip code={channel} own={own} />,
              ...Object.fromEntries(
                keys.map((key) => [
                  key,
                  <span key={key} className="tabular whitespace-nowrap">
                    {said(key, figures[key])}
                  </span>,
                ]),
              ),
            },
          }))}
        />
      )}
    </Card>
  );
}
