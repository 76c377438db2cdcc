import { useFormatter, useTranslations } from "next-intl";
import { cx } from "@/components/ui/class-names";
import { Link } from "@/components/ui/link";
import { ShowCurrent } from "@/components/ui/show-current";
import { type DayRange, MOST_DAYS, type RangeName, rangeNames } from "@/lib/coupons/rules/range";
import { addDays } from "@/lib/kernel/time";
import { OwnDays } from "./own-days";

type RangePickerProps = {
  path: string;
  range: DayRange & { wrong: boolean };
  timeZone: string;
  /** Whether the figures are known by the hour, for the last 24. */
  byHour: boolean;
};

/** Which days are shown: presets are links, days of one's own a small form; all of it is in the address. */
export function RangePicker({ path, range, timeZone, byHour }: RangePickerProps) {
  const t = useTranslations("coupon-data.range");
  const format = useFormatter();
  const { name, beside, from, to, beforeFrom, beforeTo, wrong, hours } = range;
  const shown: RangeName = wrong ? "custom" : name;
  const words = (each: RangeName) =>
    /^\d+d$/.test(each) ? t("days", { count: Number.parseInt(each, 10) }) : t(each);
  const names = rangeNames.filter((each) => byHour || each !== "24h");
  const href = (each: RangeName, other = beside) => {
    const asked = new URLSearchParams();
    if (each !== "7d") asked.set("range", each);
    if (each === "custom") {
      // All there ever was may be more days than are shown by days of one's own.
      const earliest = addDays(to, 1 - MOST_DAYS);
      asked.set("from", from < earliest ? earliest : from);
      asked.set("to", to);
    }
    if (other === "year") asked.set("beside", other);
    return asked.size === 0 ? path : `${path}?${asked}`;
  };
  const date = (day: string) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
  const moment = (at: Date) =>
    format.dateTime(at, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone });
  const plainWords = t(hours ? "beforeHours" : "beforeAll");
  const besideWords = (
    <>
      {t("before", { from: date(beforeFrom), until: date(beforeTo) })}
      {" · "}
      <Link
        href={href(shown, beside === "year" ? "before" : "year")}
        scroll={false}
        className="whitespace-nowrap text-brand underline underline-offset-2"
      >
        {t(beside === "year" ? "toBefore" : "toYear")}
      </Link>
    </>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex min-w-0 flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div>
          <h2 id="range" className="text-lg font-semibold text-ink">
            {hours
              ? t("lastHours", { from: moment(hours.first) })
              : t("title", { from: date(from), until: date(to) })}
          </h2>
          <p className="text-xs text-ink-2">{range.partsBefore > 0 && !hours ? besideWords : plainWords}</p>
        </div>
        <nav aria-label={t("label")} className="max-w-full overflow-x-auto">
          <ul className="flex w-max gap-1 rounded-md bg-sunken p-0.5 sm:w-auto sm:flex-wrap">
            {names.map((each) => (
              <li key={each}>
                <Link
                  href={href(each)}
                  scroll={false}
                  aria-current={each === shown ? "true" : undefined}
                  className={cx(
                    "inline-flex h-7 items-center rounded px-2.5 text-xs font-medium whitespace-nowrap",
                    each === shown ? "bg-surface text-ink shadow-e1" : "text-ink-2 hover:text-ink",
                  )}
                >
                  {words(each)}
                </Link>
              </li>
            ))}
          </ul>
          <ShowCurrent of={shown} />
        </nav>
      </div>
      {shown === "custom" ? (
        <OwnDays
          key={`${from} ${to}`}
          path={path}
          beside={beside}
          from={from}
          to={to}
          timeZone={timeZone}
          error={wrong ? t("wrong", { count: MOST_DAYS }) : undefined}
        />
      ) : null}
    </div>
  );
}
