import { addDays, dayOfMonth, isLocalDate, type LocalDate } from "@/lib/kernel/time";

/** Most days that figures are shown for at once. */
export const MOST_DAYS = 366;

/** Today; the last days, today among them; the month, quarter and year so far; the last whole month; twelve months; one's own. */
export const rangeNames = [
  "today",
  "7d",
  "30d",
  "90d",
  "12m",
  "month",
  "last_month",
  "quarter",
  "year",
  "custom",
] as const;
export type RangeName = (typeof rangeNames)[number];

/** What a range stands beside: the days right before it, or those a year earlier. */
export type Beside = "before" | "year";

/** Days of the merchant's clock, both ends included, and as many before them or a year earlier. */
export type DayRange = {
  readonly name: RangeName;
  readonly beside: Beside;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly beforeFrom: LocalDate;
  readonly beforeTo: LocalDate;
  /** How many days, at least 1. */
  readonly days: number;
};

const dayNumber = (date: LocalDate) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 8)}01`;

/** The same day of the year before; 28 February for 29. */
const yearBefore = (date: LocalDate): LocalDate => dayOfMonth(date, -12, Number(date.slice(8)));

/** How many days that are, both included; less than 1 where `to` is before `from`. */
export const daysIn = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from) + 1;

/** From `from` to `to`, both included, and what it stands beside; null when that is no range of 1 to `MOST_DAYS` days. */
function between(name: RangeName, from: LocalDate, to: LocalDate, beside: Beside): DayRange | null {
  const days = daysIn(from, to);
  if (days < 1 || days > MOST_DAYS || from < "1904-01-01") return null;
  const beforeFrom = beside === "year" ? yearBefore(from) : addDays(from, -days);
  return { name, beside, from, to, beforeFrom, beforeTo: addDays(beforeFrom, days - 1), days };
}

function preset(name: Exclude<RangeName, "custom">, today: LocalDate): [LocalDate, LocalDate] {
  if (name === "today") return [today, today];
  const month = firstOfMonth(today);
  if (name === "month") return [month, today];
  if (name === "quarter") return [dayOfMonth(month, -((Number(month.slice(5, 7)) - 1) % 3), 1), today];
  if (name === "year") return [`${today.slice(0, 4)}-01-01`, today];
  if (name === "12m") return [addDays(yearBefore(today), 1), today];
  if (name === "last_month") {
    const last = addDays(month, -1);
    return [firstOfMonth(last), last];
  }
  return [addDays(today, 1 - Number.parseInt(name, 10)), today];
}

/**
 * The range that an address asks for: a preset up to `today`, or days of one's own, beside the days before or a year
 * earlier. `wrong` says that what was asked is no range; the last seven days stand in for it.
 */
export function readRange(
  asked: {
    readonly range?: unknown;
    readonly from?: unknown;
    readonly to?: unknown;
    readonly beside?: unknown;
  },
  today: LocalDate,
): DayRange & { readonly wrong: boolean } {
  const name = rangeNames.find((one) => one === asked.range) ?? "7d";
  const { from, to } = asked;
  const beside = asked.beside === "year" ? "year" : "before";
  const own = typeof from === "string" && typeof to === "string" && isLocalDate(from) && isLocalDate(to);
  const [first, last] =
    name === "custom" ? (own ? [from, to] : [today, addDays(today, -1)]) : preset(name, today);
  const range = between(name, first, last, beside);
  if (range) return { ...range, wrong: false };
  const [since, until] = preset("7d", today);
  const week = between(name, since, until, beside);
  if (!week) throw new Error("seven days are a range");
  // Asked for days of one's own and none given yet: the form is shown, filled with the last seven.
  return { ...week, wrong: from !== undefined || to !== undefined };
}
