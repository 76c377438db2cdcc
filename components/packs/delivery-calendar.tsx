import { useLocale, useTranslations } from "next-intl";
import { cx } from "@/components/ui/class-names";
import { addDays, type LocalDate } from "@/lib/kernel/time";

type DeliveryCalendarProps = {
  /** The days of the deliveries, in order, the first one first. */
  days: readonly LocalDate[];
  /** The number of the first of them; 1 = the pack's first delivery. */
  from?: number;
};

/** Days on a calendar, month by month, each delivery with its number; a month without one is left out. */
export function DeliveryCalendar({ days, from = 1 }: DeliveryCalendarProps) {
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-4">
      {months.map((month) => (
        <Month key={month} month={month} numbers={new Map(days.map((day, index) => [day, from + index]))} />
      ))}
    </div>
  );
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** A Monday. */
const MONDAY = "2024-01-01";
const utc = (day: LocalDate) => new Date(`${day}T00:00:00Z`);

/** 1 = Monday to 7 = Sunday. */
const weekdayOf = (day: LocalDate) => utc(day).getUTCDay() || 7;

function weeksOf(month: string): (LocalDate | null)[][] {
  const first = `${month}-01`;
  const days: (LocalDate | null)[] = Array.from({ length: weekdayOf(first) - 1 }, () => null);
  for (let day = first; day.startsWith(month); day = addDays(day, 1)) days.push(day);
  while (days.length % 7 > 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

function Month({ month, numbers }: { month: string; numbers: ReadonlyMap<LocalDate, number> }) {
  const t = useTranslations("packs.calendar");
  const locale = useLocale();
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const [short, long] = [format({ weekday: "narrow" }), format({ weekday: "long" })];
  return (
    <table className="tabular w-full table-fixed self-start text-center text-xs">
      <caption className="pb-1 text-left text-sm font-[550] text-ink">
        {format({ year: "numeric", month: "long" }).format(utc(`${month}-01`))}
      </caption>
      <thead>
        <tr>
          {weekdays.map((weekday) => {
            const day = utc(addDays(MONDAY, weekday - 1));
            return (
              <th key={weekday} scope="col" abbr={long.format(day)} className="pb-0.5 font-normal text-ink-2">
                {short.format(day)}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, index) => (
          <tr key={week.find((day) => day !== null) ?? index}>
            {week.map((day, at) => {
              const number = day ? numbers.get(day) : undefined;
              return (
                <td key={day ?? `blank-${at}`} className="p-0.5">
                  <span
                    className={cx(
                      "grid h-6 place-items-center rounded-md",
                      number ? "bg-brand font-semibold text-on-brand" : "text-ink-2",
                    )}
                  >
                    {day ? Number(day.slice(8)) : null}
                    {number ? <span className="sr-only">{t("delivery", { number })}</span> : null}
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
