"use client";

import { Download, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "./button";
import { type ChartCategory, type ChartSeries, type ChartUnit, chartCsv } from "./chart-data";
import { ChartTable, tableOf } from "./chart-table";

export type ChartProps = {
  /** What it shows; also the name of its file. */
  title: string;
  kind: "line" | "bar";
  /** What the categories are, e.g. "Day": the head of the table's first column. */
  axis: string;
  categories: readonly ChartCategory[];
  series: readonly ChartSeries[];
  unit?: ChartUnit;
  /** Pixels; the room is kept while it loads. */
  height?: number;
};

const room = "rounded-md bg-sunken motion-safe:animate-pulse";

// Drawn in the browser only, and its library is loaded only where there is a chart.
const ChartCanvas = dynamic(() => import("./chart-canvas").then((file) => file.ChartCanvas), {
  ssr: false,
  loading: () => <div aria-hidden="true" className={`size-full ${room}`} />,
});

/** A chart with everything it shows as a table and as a file beside it. */
export function Chart(props: ChartProps) {
  const { title, axis, categories, series, unit = { type: "count" }, height = 240 } = props;
  const t = useTranslations("chart");
  const locale = useLocale();
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const words = { axis, before: (name: string) => t("before", { name }) };
  const download = () => {
    const { head, rows } = tableOf(categories, series, words);
    const url = URL.createObjectURL(new Blob([chartCsv(head, rows)], { type: "text/csv;charset=utf-8" }));
    const link = Object.assign(document.createElement("a"), { href: url, download: `${title}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <figure aria-labelledby={id} className="grid min-w-0 gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <figcaption id={id} className="text-sm font-[550] text-ink">
          {title}
        </figcaption>
        <div className="flex gap-1">
          <Button size="sm" variant="ghost" aria-pressed={asTable} onPress={() => setAsTable(!asTable)}>
            <Table2 aria-hidden="true" className="size-4" />
            {t(asTable ? "showChart" : "showTable")}
          </Button>
          <Button size="sm" variant="ghost" onPress={download}>
            <Download aria-hidden="true" className="size-4" />
            {t("csv")}
          </Button>
        </div>
      </div>
      {asTable ? (
        <ChartTable
          title={title}
          categories={categories}
          series={series}
          unit={unit}
          words={words}
          locale={locale}
        />
      ) : (
        <div style={{ height }} className="min-w-0">
          <ChartCanvas {...props} unit={unit} height={height} />
        </div>
      )}
    </figure>
  );
}
