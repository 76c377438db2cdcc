"use client";

import { Calendar, DateField, DatePicker, Label } from "@heroui/react";
import { type CalendarDate, type CalendarDateTime, parseDate, parseDateTime } from "@internationalized/date";
import { FieldNote, type FieldProps } from "./field";
import { ZoneLabel } from "./zone-label";

export type DateTimeFieldProps = FieldProps<string | null> & {
  timeZone: string;
  granularity?: "day" | "minute";
  minValue?: string;
  zoneHidden?: boolean;
};

/** A moment on the wall clock of `timeZone`: "YYYY-MM-DD" or "YYYY-MM-DDTHH:mm" in and out, null when empty. */
export function DateTimeField(props: DateTimeFieldProps) {
  const {
    label,
    help,
    error,
    value,
    onChange,
    timeZone,
    granularity = "minute",
    minValue,
    zoneHidden,
    inputRef,
    ...root
  } = props;
  const note = zoneHidden ? help : <ZoneNote help={help} timeZone={timeZone} />;
  return (
    <DatePicker
      className="w-full min-w-0"
      validationBehavior="aria"
      granularity={granularity}
      hideTimeZone
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={Boolean(error)}
      value={read(value, granularity)}
      minValue={read(minValue ?? null, granularity) ?? undefined}
      onChange={(next) =>
        onChange(next === null ? null : next.toString().slice(0, granularity === "day" ? 10 : 16))
      }
      {...root}
    >
      <Label>{label}</Label>
      <DateField.Group fullWidth>
        <DateField.Input>{(segment) => <DateField.Segment segment={segment} />}</DateField.Input>
        <DateField.Suffix>
          <DatePicker.Trigger ref={inputRef}>
            <DatePicker.TriggerIndicator />
          </DatePicker.Trigger>
        </DateField.Suffix>
      </DateField.Group>
      <FieldNote help={note} error={error} />
      <DatePicker.Popover>
        <MonthCalendar label={label} />
      </DatePicker.Popover>
    </DatePicker>
  );
}

function ZoneNote({ help, timeZone }: { help: React.ReactNode; timeZone: string }) {
  return (
    <>
      {help ? <>{help} </> : null}
      <ZoneLabel timeZone={timeZone} />
    </>
  );
}

function MonthCalendar({ label }: { label: string }) {
  return (
    <Calendar aria-label={label}>
      <Calendar.Header>
        <Calendar.Heading />
        <Calendar.NavButton slot="previous" />
        <Calendar.NavButton slot="next" />
      </Calendar.Header>
      <Calendar.Grid>
        <Calendar.GridHeader>{(day) => <Calendar.HeaderCell>{day}</Calendar.HeaderCell>}</Calendar.GridHeader>
        <Calendar.GridBody>{(date) => <Calendar.Cell date={date} />}</Calendar.GridBody>
      </Calendar.Grid>
    </Calendar>
  );
}

function read(value: string | null, granularity: "day" | "minute"): CalendarDate | CalendarDateTime | null {
  if (!value) return null;
  try {
    return granularity === "day" ? parseDate(value.slice(0, 10)) : parseDateTime(value.slice(0, 16));
  } catch {
    return null;
  }
}
