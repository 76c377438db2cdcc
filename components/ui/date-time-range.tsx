"use client";

import { type CalendarDate, endOfMonth, startOfMonth, today } from "@internationalized/date";
import { useTranslations } from "next-intl";
import { Button } from "./button";
import { DateTimeField } from "./date-time";
import type { FieldProps } from "./field";
import { ZoneLabel } from "./zone-label";

export type LocalRange = { from: string | null; until: string | null };

export type DateTimeRangeProps = FieldProps<LocalRange> & {
  timeZone: string;
  granularity?: "day" | "minute";
  presets?: boolean;
  fromError?: string;
  untilError?: string;
};

/** From and until on the wall clock of one zone; with days, the last day is wholly inside. */
export function DateTimeRange(props: DateTimeRangeProps) {
  const {
    label,
    help,
    error,
    value,
    onChange,
    onBlur,
    timeZone,
    granularity = "minute",
    presets = true,
  } = props;
  const t = useTranslations("ui.dates");
  const shared = {
    timeZone,
    granularity,
    onBlur,
    zoneHidden: true,
    isRequired: props.isRequired,
    isDisabled: props.isDisabled,
  };
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <legend className="mb-1 text-sm font-[550] text-ink">{label}</legend>
      {/* Two days stand beside each other wherever they have room for their words. */}
      <div
        className={
          granularity === "day"
            ? "grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-3"
            : "grid gap-3 sm:grid-cols-2"
        }
      >
        <DateTimeField
          {...shared}
          label={t("from")}
          value={value.from}
          error={props.fromError ?? error}
          inputRef={props.inputRef}
          onChange={(from) => onChange({ ...value, from })}
        />
        <DateTimeField
          {...shared}
          label={t("until")}
          value={value.until}
          error={props.untilError}
          onChange={(until) => onChange({ ...value, until })}
        />
      </div>
      {presets ? (
        <Presets
          granularity={granularity}
          timeZone={timeZone}
          onChange={onChange}
          isDisabled={props.isDisabled}
        />
      ) : null}
      <p className="text-xs text-ink-2">
        {help ? <>{help} </> : null}
        <ZoneLabel timeZone={timeZone} />
      </p>
    </fieldset>
  );
}

type PresetsProps = Pick<DateTimeRangeProps, "granularity" | "timeZone" | "onChange" | "isDisabled">;

function Presets({ granularity, timeZone, onChange, isDisabled }: PresetsProps) {
  const t = useTranslations("ui.dates");
  const choose = (range: (day: CalendarDate) => [CalendarDate, CalendarDate]) => () => {
    const [from, until] = range(today(timeZone));
    const whole = granularity === "day";
    onChange({
      from: whole ? from.toString() : `${from.toString()}T00:00`,
      until: whole ? until.toString() : `${until.toString()}T23:59`,
    });
  };
  const presets: [string, () => void][] = [
    [t("today"), choose((day) => [day, day])],
    [t("days7"), choose((day) => [day, day.add({ days: 6 })])],
    [t("days30"), choose((day) => [day, day.add({ days: 29 })])],
    [t("thisMonth"), choose((day) => [startOfMonth(day), endOfMonth(day)])],
    [t("toYearEnd"), choose((day) => [day, day.set({ month: 12, day: 31 })])],
  ];
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1.5" aria-label={t("presets")}>
      {presets.map(([label, onPress]) => (
        <Button key={label} size="sm" onPress={onPress} isDisabled={isDisabled}>
          {label}
        </Button>
      ))}
    </fieldset>
  );
}
