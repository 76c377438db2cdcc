import type { useTranslations } from "next-intl";
import { readDays, readNumbers } from "@/lib/kernel/list-filter";
import type { ListFilter } from "./resource-index";

type Words = ReturnType<typeof useTranslations<"ui.list">>;
type Asked = {
  readonly filter: ListFilter;
  /** Whether the value is left out. */
  readonly isNot: boolean;
  readonly value: string;
  readonly locale: string;
};

/** What a filter asks, in words: its name, its operator and its value. */
export function filterWords(t: Words, { filter, isNot, value, locale }: Asked): string {
  const { label: name, range } = filter;
  if (range) return t("is", { name, value: rangeWords(t, range, value, locale) });
  const said = labelOf(filter, value) ?? t("unlisted");
  return isNot ? t("isNot", { name, value: said }) : t("is", { name, value: said });
}

/** What a chosen value is called; null = it is the id of something that is gone or not listed. */
function labelOf(filter: ListFilter, value: string): string | null {
  const found = filter.options.find((option) => option.value === value);
  return found?.label ?? (/^[a-z]{3}_/.test(value) ? null : value);
}

function rangeWords(
  t: Words,
  range: NonNullable<ListFilter["range"]>,
  value: string,
  locale: string,
): string {
  if (range.of === "numbers") {
    const { least = null, most = null } = readNumbers(value) ?? {};
    const { currency } = range;
    const style = currency ? ({ style: "currency", currency, maximumFractionDigits: 0 } as const) : {};
    const words = new Intl.NumberFormat(locale, style);
    const said = (bound: number | null) => (bound === null ? "" : words.format(bound));
    if (least !== null && most !== null) return t("between", { from: said(least), to: said(most) });
    return least === null ? t("atMost", { value: said(most) }) : t("atLeast", { value: said(least) });
  }
  const days = readDays(value);
  if (days && "last" in days) return t("lastDays", { count: days.last });
  const words = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const said = (day: string | null | undefined) => (day ? words.format(new Date(`${day}T00:00:00Z`)) : "");
  const [from, to] = [said(days?.from), said(days?.until)];
  if (from !== "" && to !== "") return t("between", { from, to });
  return from === "" ? t("untilDay", { day: to }) : t("fromDay", { day: from });
}
