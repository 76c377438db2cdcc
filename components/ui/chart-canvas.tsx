"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Bar, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import type { ChartProps } from "./chart";
import {
  axisTicks,
  type ChartSeries,
  type ChartUnit,
  changeWords,
  colourOf,
  labelPlaces,
  MOST_DIRECT,
  MOST_SERIES,
  valueWords,
} from "./chart-data";

type CanvasProps = ChartProps & { unit: ChartUnit; height: number };

const AXIS_PX = 24;
const TOP_PX = 10;
/** Below this width lines are named in a legend: at their ends there is no room. */
const ROOMY_PX = 480;

function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const look = () => setWidth(box.clientWidth);
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);
  return [ref, width] as const;
}

/** The drawing of a chart; the only file that knows the library. */
export function ChartCanvas(props: CanvasProps) {
  const { title, kind, categories, unit, height } = props;
  const locale = useLocale();
  const t = useTranslations("chart");
  const [box, width] = useWidth();
  const series = props.series.slice(0, MOST_SERIES);
  const direct = kind === "line" && series.length <= MOST_DIRECT && width >= ROOMY_PX;
  const legend = !direct && (series.length > 1 || series.some(({ before }) => before));
  const dashed = direct && series.some(({ before }) => before);
  const wraps = width < ROOMY_PX && series.length > 1;
  const plotHeight = height - (legend || dashed ? (wraps ? 44 : 28) : 0);
  const most = Math.max(0, ...series.flatMap(({ values, before = [] }) => [...values, ...before]));
  const ticks = axisTicks(most, unit.type === "count");
  const top = ticks.at(-1) ?? 1;
  const data = categories.map((category, i) => ({
    ...category,
    ...Object.fromEntries(
      series.flatMap(({ key, values, before }) => [
        [key, values[i] ?? 0],
        ...(before ? [[`${key}:before`, before[i] ?? 0]] : []),
      ]),
    ),
  }));
  const widest = Math.max(...series.map(({ label }) => textWidth(label)));
  const right = direct ? widest + 12 : 8;
  return (
    <div ref={box} className="chart-canvas text-xs">
      {legend ? <Legend series={series} before={(name) => t("before", { name })} /> : null}
      {dashed ? <p className="h-7 text-xs text-ink-2">{t("dashed")}</p> : null}
      {width > 0 ? (
        <ComposedChart
          width={width}
          height={plotHeight}
          data={data}
          margin={{ top: TOP_PX, right, bottom: 0, left: 0 }}
          title={title}
          desc={t("keys")}
        >
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis
            dataKey="label"
            height={AXIS_PX}
            tickLine={false}
            axisLine={false}
            minTickGap={24}
            tick={{ fill: "var(--text-2)", fontSize: 11 }}
          />
          <YAxis
            width={44}
            ticks={ticks}
            domain={[0, top]}
            tickLine={false}
            axisLine={false}
            tick={{ fill: "var(--text-2)", fontSize: 11 }}
            tickFormatter={(value: number) => valueWords(value, unit, locale, true)}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={kind === "bar" ? { fill: "var(--sunken)" } : { stroke: "var(--border-strong)" }}
            content={({ active, label }) =>
              active ? <Card at={String(label)} {...props} series={series} /> : null
            }
          />
          {series.map((each, i) => marks(each, i, kind))}
          {direct ? <Names series={series} top={top} plot={{ width, height: plotHeight, right }} /> : null}
        </ComposedChart>
      ) : null}
    </div>
  );
}

// The library looks for its own elements among the chart's children, so these are no component.
function marks({ key, label, before }: ChartSeries, index: number, kind: "line" | "bar") {
  const colour = colourOf(index);
  const still = { isAnimationActive: false, name: label } as const;
  const line = { type: "linear", stroke: colour, strokeWidth: 2, dot: false, ...still } as const;
  const earlier = before ? (
    <Line key={`${key}:before`} {...line} dataKey={`${key}:before`} strokeDasharray="4 4" activeDot={false} />
  ) : null;
  const now =
    kind === "bar" ? (
      <Bar key={key} dataKey={key} fill={colour} radius={[3, 3, 0, 0]} maxBarSize={40} {...still} />
    ) : (
      <Line key={key} dataKey={key} {...line} activeDot={{ r: 4 }} />
    );
  return [earlier, now];
}

/** About how wide a text is on the axis. */
const textWidth = (text: string) =>
  [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 12.5 : 7.6), 0);

type NamesProps = {
  series: readonly ChartSeries[];
  top: number;
  plot: { width: number; height: number; right: number };
};

/** The names of lines at their last points. */
function Names({ series, top, plot }: NamesProps) {
  const inner = plot.height - TOP_PX - AXIS_PX;
  const points = series.map(({ values }) => TOP_PX + inner * (1 - (values.at(-1) ?? 0) / top));
  const places = labelPlaces(points, 14, TOP_PX + inner);
  return (
    <g>
      {series.map(({ key, label }, i) => (
        <text
          key={key}
          x={plot.width - plot.right + 6}
          y={places[i]}
          dy="0.32em"
          fill={colourOf(i)}
          fontSize={12}
          fontWeight={550}
        >
          {label}
        </text>
      ))}
    </g>
  );
}

type LegendProps = { series: readonly ChartSeries[]; before: (name: string) => string };

function Legend({ series, before }: LegendProps) {
  const entries = series.flatMap((each, i) => [
    { key: each.key, label: each.label, colour: colourOf(i), dash: undefined },
    ...(each.before
      ? [{ key: `${each.key}:before`, label: before(each.label), colour: colourOf(i), dash: "4 4" }]
      : []),
  ]);
  return (
    <ul className="flex min-h-7 flex-wrap content-start gap-x-4 gap-y-1 text-xs text-ink-2">
      {entries.map(({ key, label, colour, dash }) => (
        <li key={key} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width="16" height="4">
            <line x1="0" x2="16" y1="2" y2="2" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

function Card({ at, categories, series, unit }: CanvasProps & { at: string }) {
  const locale = useLocale();
  const t = useTranslations("chart");
  const index = categories.findIndex(({ label }) => label === at);
  const category = categories[index];
  if (!category) return null;
  return (
    <div className="rounded-lg border border-border bg-raised px-3 py-2 text-xs shadow-e2">
      <p className="mb-1 font-[550] text-ink">{category.full ?? category.label}</p>
      <dl className="grid gap-1">
        {series.map(({ key, label, values, before }, i) => {
          const value = values[index] ?? 0;
          const change = changeWords(value, before?.[index], locale);
          return (
            <div key={key} className="flex items-baseline gap-2">
              <span aria-hidden="true" className="size-2 rounded-full" style={{ background: colourOf(i) }} />
              <dt className="text-ink-2">{label}</dt>
              <dd className="tabular ml-auto pl-3 font-[550] text-ink">
                {valueWords(value, unit, locale)}
                {change ? (
                  <span className="block font-normal text-ink-2">{t("change", { change })}</span>
                ) : null}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
