import { type SQL, sql } from "drizzle-orm";
import { addDays, addHours, type Instant, type LocalDate, startOfDay } from "@/lib/kernel/time";

/** Days from `from` to `to`, both included, by the clock of `timeZone`; or, where `hours` is given, the hours between. */
export type Span = {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly timeZone: string;
  readonly hours?: { readonly from: Instant; readonly until: Instant } | null | undefined;
};

/** The days or hours of a span: when they begin and end, their keys, and how a query tells them apart. */
export type Parts = {
  readonly since: Instant;
  readonly until: Instant;
  /** "2026-03-15", or "2026-03-15T05:00Z"; oldest first. */
  readonly keys: readonly string[];
  /** Into which day or hour the moment of a column falls. */
  readonly part: (column: string) => SQL;
  /** Its key, of a column that holds what `part` gives. */
  readonly said: (column: string) => SQL;
  /** What `part` gives, of a key. */
  readonly of: (key: string) => SQL;
};

const hourKey = (at: Instant) => `${at.toISOString().slice(0, 16)}Z`;

export function partsOf({ from, to, timeZone, hours }: Span): Parts {
  const keys: string[] = [];
  if (hours) {
    for (let at = hours.from; at < hours.until; at = addHours(at, 1)) keys.push(hourKey(at));
    return {
      since: hours.from,
      until: hours.until,
      keys,
      part: (column) => sql`date_trunc('hour', ${sql.raw(column)} at time zone 'UTC')`,
      said: (column) => sql`to_char(${sql.raw(column)}, 'YYYY-MM-DD"T"HH24:MI"Z"')`,
      of: (key) => sql`${key.slice(0, 16)}::timestamp`,
    };
  }
  for (let day = from; day <= to; day = addDays(day, 1)) keys.push(day);
  return {
    since: startOfDay(from, timeZone),
    until: startOfDay(addDays(to, 1), timeZone),
    keys,
    part: (column) => sql`(${sql.raw(column)} at time zone ${timeZone})::date`,
    said: (column) => sql`${sql.raw(column)}::text`,
    of: (key) => sql`${key}::date`,
  };
}
