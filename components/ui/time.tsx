import { useFormatter, useLocale, useNow, useTimeZone } from "next-intl";
import { useId } from "react";
import { TimeCopy } from "./time-copy";

type TimeProps = { at: Date; timeZone: string; mode?: "relative" | "date" | "datetime"; className?: string };

/**
 * A moment in words; the absolute time in its own zone is always in the title, and in the reader's where they like. One that
 * is told as "3 days ago" can be pressed: a finger and a keyboard have no title.
 */
export function Time({ at, timeZone, mode = "datetime", className }: TimeProps) {
  const locale = useLocale();
  const format = useFormatter();
  const now = useNow();
  const absolute = absoluteTime(at, timeZone, locale);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(at);
  const own = useTimeZone();
  const beside =
    own && own !== "UTC" && own !== timeZone ? `${absoluteTime(at, own, locale)} (${own})` : null;
  const whole = [`${absolute} (${timeZone})`, ...(beside ? [beside] : [])];
  const text = mode === "date" ? date : mode === "relative" ? format.relativeTime(at, now) : absolute;
  const time = (
    <time dateTime={at.toISOString()} title={whole.join(" · ")} className={className ?? "whitespace-nowrap"}>
      {text}
    </time>
  );
  return mode === "relative" ? <Pressed {...{ at, whole }}>{time}</Pressed> : time;
}

type PressedProps = { at: Date; whole: readonly string[]; children: React.ReactNode };

/** By the browser's own popover, so that it weighs nothing where nobody presses. */
function Pressed({ at, whole, children }: PressedProps) {
  const id = useId();
  return (
    <>
      <button type="button" popoverTarget={id} className="time-told">
        {children}
      </button>
      <span id={id} popover="auto" className="time-whole">
        {whole.map((line) => (
          <span key={line} className="whitespace-nowrap tabular-nums">
            {line}
          </span>
        ))}
        <TimeCopy at={at} />
      </span>
    </>
  );
}

function absoluteTime(at: Date, timeZone: string, locale: string): string {
  const style = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(at);
}
