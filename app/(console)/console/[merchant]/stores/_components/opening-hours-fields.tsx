"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useController, useFieldArray, useFormContext } from "react-hook-form";
import { useWeekdays } from "@/components/merchants/opening-hours";
import { Button } from "@/components/ui/button";
import { CheckboxGroup } from "@/components/ui/checkbox";
import { FormSelect } from "@/components/ui/form-fields";

const clock = (half: number) => `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 ? "30" : "00"}`;
const halves = Array.from({ length: 49 }, (_, half) => clock(half));

type Row = { days: number[]; from: string; until: string };

/** When the store is open: some days and their hours, as many rows as it takes. */
export function OpeningHoursFields() {
  const t = useTranslations("stores.form");
  const { control, getValues } = useFormContext<{ store: { hours: Row[] } }>();
  const { fields, append, remove } = useFieldArray({ control, name: "store.hours" });
  const choices = (own: string | undefined, end: boolean) => {
    const times = halves.filter((time) => (end ? time !== "00:00" : time !== "24:00"));
    return [...new Set([...times, ...(own ? [own] : [])])].sort().map((value) => ({ value, label: value }));
  };
  return (
    <div className="grid gap-4">
      {fields.length === 0 ? <p className="text-sm text-ink-2">{t("noHours")}</p> : null}
      {fields.map((field, index) => {
        const own = getValues(`store.hours.${index}`);
        return (
          <div key={field.id} className="grid gap-3 border-b border-border pb-4 last:border-0 last:pb-0">
            <Days name={`store.hours.${index}.days`} label={t("days")} />
            <div className="grid max-w-md grid-cols-[1fr_1fr_2.5rem] items-start gap-3">
              <FormSelect
                name={`store.hours.${index}.from`}
                label={t("opens")}
                options={choices(own?.from, false)}
              />
              <FormSelect
                name={`store.hours.${index}.until`}
                label={t("closes")}
                options={choices(own?.until, true)}
              />
              <Button
                variant="ghost"
                iconOnly
                className="mt-6"
                aria-label={t("removeHours", { number: index + 1 })}
                onPress={() => remove(index)}
              >
                <X aria-hidden="true" className="size-4" />
              </Button>
            </div>
          </div>
        );
      })}
      {fields.length < 14 ? (
        <Button
          size="sm"
          className="w-fit"
          onPress={() =>
            append({ days: fields.length === 0 ? [1, 2, 3, 4, 5] : [6, 7], from: "10:00", until: "22:00" })
          }
        >
          <Plus aria-hidden="true" className="size-4" />
          {t("addHours")}
        </Button>
      ) : null}
    </div>
  );
}

/** The days of the week as boxes; the form holds numbers, the boxes their names. */
function Days({ name, label }: { name: string; label: string }) {
  const weekdays = useWeekdays("short");
  const { field, fieldState } = useController({ name });
  const days: number[] = field.value ?? [];
  return (
    <CheckboxGroup
      row
      label={label}
      value={days.map(String)}
      error={fieldState.error?.message}
      inputRef={field.ref}
      onBlur={field.onBlur}
      onChange={(values) => field.onChange(values.map(Number).sort((a, b) => a - b))}
      options={weekdays.map((day, index) => ({ value: String(index + 1), label: day }))}
    />
  );
}
