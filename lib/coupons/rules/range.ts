import { addDays, isLocalDate, type LocalDate } from "@/lib/kernel/time";

/** Most days that figures are shown for at once. */
export const MOST_DAYS = 366;

export const rangeNames = ["7d", "30d", "90d", "month", "last_month", "custom"] as const;
export type RangeName = (typeof rangeNames)[number];

/** Days of the merchant's clock, both ends included, and as many right before them. */
export type DayRange = {
  readonly name: RangeName;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly beforeFrom: LocalDate;
  readonly beforeTo: LocalDate;
  /** How many days, at least 1. */
  readonly days: number;
};

const dayNumber = (date: LocalDate) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 8)}01`;

/** From `from` to `to`, both included, with the range before; null when that is no range of 1 to `MOST_DAYS` days. */
function between(name: RangeName, from: LocalDate, to: LocalDate): DayRange | null {
  const days = dayNumber(to) - dayNumber(from) + 1;
  if (days < 1 || days > MOST_DAYS || from < "1902-01-01") return null;
  return { name, from, to, beforeFrom: addDays(from, -days), beforeTo: addDays(from, -1), days };
}

function preset(name: Exclude<RangeName, "custom">, today: LocalDate): [LocalDate, LocalDate] {
  if (name === "month") return [firstOfMonth(today), today];
  if (name === "last_month") {
    const last = addDays(firstOfMonth(today), -1);
    return [firstOfMonth(last), last];
  }
  return [addDays(today, 1 - Number.parseInt(name, 10)), today];
}

/**
 * The range that an address asks for: a preset up to `today`, or days of one's own. `wrong` says that what was asked is
 * no range; the last seven days stand in for it.
 */
export function readRange(
  asked: { readonly range?: unknown; readonly from?: unknown; readonly to?: unknown },
  today: LocalDate,
): DayRange & { readonly wrong: boolean } {
  const name = rangeNames.find((one) => one === asked.range) ?? "7d";
  const { from, to } = asked;
  const own = typeof from === "string" && typeof to === "string" && isLocalDate(from) && isLocalDate(to);
  const [first, last] =
    name === "custom" ? (own ? [from, to] : [today, addDays(today, -1)]) : preset(name, today);
  const range = between(name, first, last);
  if (range) return { ...range, wrong: false };
  const [since, until] = preset("7d", today);
  const week = between(name, since, until);
  if (!week) throw new Error("seven days are a range");
  // Asked for days of one's own and none given yet: the form is shown, filled with the last seven.
  return { ...week, wrong: from !== undefined || to !== undefined };
}
