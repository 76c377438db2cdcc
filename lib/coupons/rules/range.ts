import {
  addDays,
  addHours,
  dayOfMonth,
  type Instant,
  isLocalDate,
  type LocalDate,
  localDate,
} from "@/lib/kernel/time";

/** Most days that figures are shown for at once by days of one's own; all there ever was may be more. */
export const MOST_DAYS = 366;

/**
 * The last 24 hours, by hour; today; the last days, today among them; the month, quarter and year so far; the last whole
 * month; twelve months; all there ever was; one's own.
 */
export const rangeNames = [
  "24h",
  "today",
  "7d",
  "30d",
  "90d",
  "12m",
  "month",
  "last_month",
  "quarter",
  "year",
  "all",
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
  /** How many days, at least 1; of the last 24 hours, how many hours. */
  readonly parts: number;
  /** As many stand beside it; 0 beside all there ever was. */
  readonly partsBefore: number;
  /** Of the last 24 hours: from the beginning of the first to the end of the one that runs. Null = it goes by days. */
  readonly hours: { readonly first: Instant; readonly until: Instant } | null;
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
  const sizes = { parts: days, partsBefore: days, hours: null };
  return { name, beside, from, to, beforeFrom, beforeTo: addDays(beforeFrom, days - 1), ...sizes };
}

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** The hour that runs and the 23 before it, beside the 24 before those. Hours are the same everywhere and skip nothing. */
function lastHours({ now, timeZone }: Clock): DayRange {
  const until = new Date((Math.floor(now.getTime() / HOUR_MS) + 1) * HOUR_MS);
  const first = addHours(until, -HOURS);
  const before = addHours(first, -HOURS);
  const day = (at: Instant) => localDate(at, timeZone);
  const days = { from: day(first), to: day(now), beforeFrom: day(before), beforeTo: day(first) };
  const sizes = { parts: HOURS, partsBefore: HOURS, hours: { first, until } };
  return { name: "24h", beside: "before", ...days, ...sizes };
}

/** From the first day there was anything; there is nothing beside it. */
function everything(first: LocalDate, today: LocalDate): DayRange {
  const from = first < today ? first : today;
  const sizes = { parts: daysIn(from, today), partsBefore: 0, hours: null };
  return {
    name: "all",
    beside: "before",
    from,
    to: today,
    beforeFrom: from,
    beforeTo: addDays(from, -1),
    ...sizes,
  };
}

function preset(
  name: Exclude<RangeName, "24h" | "all" | "custom">,
  today: LocalDate,
): [LocalDate, LocalDate] {
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

/** The moment it is, and by whose clock its day is said. */
type Clock = { readonly now: Instant; readonly timeZone: string };

/**
 * The range that an address asks for: a preset up to `today`, or days of one's own, beside the days before or a year
 * earlier. The last 24 hours need a `clock`, and all there ever was its `first` day: without it they are no range here.
 * `wrong` says that what was asked is no range; the last seven days stand in for it.
 */
export function readRange(
  asked: {
    readonly range?: unknown;
    readonly from?: unknown;
    readonly to?: unknown;
    readonly beside?: unknown;
  },
  today: LocalDate,
  { clock, first: begun }: { readonly clock?: Clock; readonly first?: LocalDate } = {},
): DayRange & { readonly wrong: boolean } {
  const wanted = rangeNames.find((one) => one === asked.range) ?? "7d";
  if (wanted === "24h" && clock) return { ...lastHours(clock), wrong: false };
  if (wanted === "all" && begun) return { ...everything(begun, today), wrong: false };
  const name = wanted === "24h" || wanted === "all" ? "7d" : wanted;
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
