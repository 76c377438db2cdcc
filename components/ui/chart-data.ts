import { currencyDecimals } from "@/lib/kernel/minor-units";
import { safeCell } from "@/lib/kernel/safe-cell";

export type ChartSeries = {
  /** Also its place in the order of colours. */
  readonly key: string;
  readonly label: string;
  /** One for each category. */
  readonly values: readonly number[];
  /** The same of the range before, drawn dashed in the same colour. */
  readonly before?: readonly number[];
};

export type ChartCategory = {
  readonly key: string;
  /** On the axis: short. */
  readonly label: string;
  /** In the tooltip, the table and the file. */
  readonly full?: string;
};

/** How values are said: counts, money in minor units of a currency, or basis points as a percentage. */
export type ChartUnit =
  | { readonly type: "count" }
  | { readonly type: "money"; readonly currency: string }
  | { readonly type: "bps" };

/** At most five series are drawn. */
export const MOST_SERIES = 5;
/** Up to so many are named at their lines; more get a legend. */
export const MOST_DIRECT = 3;

export const colourOf = (index: number) => `var(--chart-${(index % 8) + 1})`;

/** A value in words; `short` for axes, where money and large counts are abbreviated. */
export function valueWords(value: number, unit: ChartUnit, locale: string, short = false): string {
  const brief = short ? ({ notation: "compact", maximumFractionDigits: 1 } as const) : {};
  if (unit.type === "bps") {
    const options = { style: "percent", maximumFractionDigits: short ? 0 : 1 } as const;
    return new Intl.NumberFormat(locale, options).format(value / 10_000);
  }
  if (unit.type === "count") return new Intl.NumberFormat(locale, brief).format(value);
  const { currency } = unit;
  const money = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
  const digits = currencyDecimals(currency);
  const exact = short ? brief : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, { ...money, ...exact }).format(value / 10 ** digits);
}

/** How much more or less `now` is than `before`, with its sign; null where there was nothing to compare with. */
export function changeWords(now: number, before: number | undefined, locale: string): string | null {
  if (!before) return null;
  const options = { style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" } as const;
  return new Intl.NumberFormat(locale, options).format((now - before) / before);
}

/** The top of the axis and its marks: from 0 in four steps or fewer, round, and whole for counts. */
export function axisTicks(most: number, whole: boolean): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const even = whole ? Math.max(1, Math.ceil(step)) : step;
  return Array.from({ length: Math.ceil(most / even) + 1 }, (_, i) => i * even);
}

/**
 * Where the names of lines stand, so that no two lie upon each other: as near to the lines' last points as may be,
 * `gap` pixels apart, within 0 and `height`.
 */
export function labelPlaces(points: readonly number[], gap: number, height: number): number[] {
  const order = points.map((_, index) => index).sort((a, b) => (points[a] ?? 0) - (points[b] ?? 0));
  const places = [...points];
  let above = -gap;
  for (const index of order) {
    const place = Math.max(points[index] ?? 0, above + gap);
    places[index] = place;
    above = place;
  }
  let below = height + gap;
  for (const index of order.reverse()) {
    const place = Math.min(places[index] ?? 0, below - gap);
    places[index] = place;
    below = place;
  }
  return places;
}

/** The chart's table as CSV, for a spreadsheet: texts that begin like a formula are none. */
export function chartCsv(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    const text = typeof value === "number" ? String(value) : safeCell(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${[head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}
