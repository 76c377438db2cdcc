import { type ChartCategory, type ChartSeries, type ChartUnit, valueWords } from "./chart-data";

export type TableWords = {
  /** What the categories are, e.g. "Day". */
  readonly axis: string;
  /** The name of a series' column of the range before. */
  readonly before: (name: string) => string;
};

/** Every value of a chart, a row for each category; what the table and the file show. */
export function tableOf(
  categories: readonly ChartCategory[],
  series: readonly ChartSeries[],
  words: TableWords,
): { head: string[]; rows: (string | number)[][] } {
  const columns = series.flatMap(({ label, values, before }) => [
    { label, values },
    ...(before ? [{ label: words.before(label), values: before }] : []),
  ]);
  return {
    head: [words.axis, ...columns.map(({ label }) => label)],
    rows: categories.map(({ label, full }, i) => [
      full ?? label,
      ...columns.map(({ values }) => values[i] ?? 0),
    ]),
  };
}

type ChartTableProps = {
  title: string;
  categories: readonly ChartCategory[];
  series: readonly ChartSeries[];
  unit: ChartUnit;
  words: TableWords;
  locale: string;
};

export function ChartTable({ title, categories, series, unit, words, locale }: ChartTableProps) {
  const { head, rows } = tableOf(categories, series, words);
  return (
    <section
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-md border border-border"
    >
      <table className="w-full text-sm">
        <caption className="sr-only">{title}</caption>
        <thead className="sticky top-0 bg-sunken text-xs text-ink-2">
          <tr>
            {head.map((label, i) => (
              <th
                key={label}
                scope="col"
                className={`px-3 py-2 font-[550] ${i === 0 ? "text-left" : "text-right"}`}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values], i) => (
            <tr key={categories[i]?.key} className="border-t border-border">
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                {name}
              </th>
              {values.map((value, column) => (
                <td key={head[column + 1]} className="tabular px-3 py-1.5 text-right">
                  {valueWords(Number(value), unit, locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
