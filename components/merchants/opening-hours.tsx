import { useLocale, useTranslations } from "next-intl";
import { hoursToday } from "@/lib/merchants/rules/opening";

type Hours = { days: readonly number[]; from: string; until: string };

/** The days of a week from Monday on, in the reader's language. */
export function useWeekdays(style: "short" | "long"): string[] {
  const locale = useLocale();
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" });
  // 1 January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)));
}

/** When a store is open, a line for each row; nothing where nothing is told. */
export function OpeningHoursText({ hours }: { hours: readonly Hours[] }) {
  const t = useTranslations("stores.form");
  const weekdays = useWeekdays("short");
  if (hours.length === 0) return t("none");
  return (
    <span className="grid">
      {hours.map(({ days, from, until }) => (
        <span key={`${days.join()} ${from}`} className="tabular">
          {days.map((day) => weekdays[day - 1]).join(" ")} {from}–{until}
        </span>
      ))}
    </span>
  );
}

type HoursTodayProps = { store: { hours: readonly Hours[]; timeZone: string; archivedAt: Date | null } };

/** When a store opens today, by its own clock; one that is archived does not. */
export function HoursToday({ store: { hours, timeZone, archivedAt } }: HoursTodayProps) {
  const t = useTranslations("stores.list");
  const spans = archivedAt ? null : hoursToday(hours, new Date(), timeZone);
  if (spans === null) return "–";
  if (spans.length === 0) return <span className="text-ink-2">{t("closedToday")}</span>;
  if (spans.some(({ from, until }) => from === "00:00" && until === "24:00")) return t("allDay");
  return (
    <span className="grid">
      {spans.map(({ from, until }) => (
        <span key={`${from}-${until}`} className="tabular whitespace-nowrap">
          {from === null ? t("openUntil", { time: until }) : `${from}–${until}`}
        </span>
      ))}
    </span>
  );
}
