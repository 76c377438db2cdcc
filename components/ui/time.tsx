import { useFormatter, useLocale, useNow, useTimeZone } from "next-intl";

type TimeProps = { at: Date; timeZone: string; mode?: "relative" | "date" | "datetime"; className?: string };

/** A moment in words; the absolute time in its own zone is always in the title, and in the reader's where they like. */
export function Time({ at, timeZone, mode = "datetime", className }: TimeProps) {
  const locale = useLocale();
  const format = useFormatter();
  const now = useNow();
  const absolute = absoluteTime(at, timeZone, locale);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(at);
  const own = useTimeZone();
  const beside =
    own && own !== "UTC" && own !== timeZone ? ` · ${absoluteTime(at, own, locale)} (${own})` : "";
  const text = mode === "date" ? date : mode === "relative" ? format.relativeTime(at, now) : absolute;
  return (
    <time
      dateTime={at.toISOString()}
      title={`${absolute} (${timeZone})${beside}`}
      className={className ?? "whitespace-nowrap"}
    >
      {text}
    </time>
  );
}

function absoluteTime(at: Date, timeZone: string, locale: string): string {
  const style = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(at);
}
