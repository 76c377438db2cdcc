"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldArray, useFormContext } from "react-hook-form";
import type { CouponForm } from "@/components/coupons/form-values";
import { Button } from "@/components/ui/button";
import { FormSelect } from "@/components/ui/form-fields";

const clock = (half: number) => `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 ? "30" : "00"}`;
const halves = Array.from({ length: 49 }, (_, half) => clock(half));

/** The hours of the day it works in, half hours to choose from and whatever was set over the API. */
export function HoursFields({ count }: { count: number }) {
  const t = useTranslations("coupons.form");
  const { control, getValues } = useFormContext<CouponForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "conditions.hours" });
  const choices = (own: string | undefined, end: boolean) => {
    const times = halves.filter((time) => (end ? time !== "00:00" : time !== "24:00"));
    return [...new Set([...times, ...(own ? [own] : [])])].sort().map((value) => ({ value, label: value }));
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-sm font-[550] text-ink">{t("hours")}</legend>
      {count === 0 ? <p className="text-sm text-ink">{t("allDay")}</p> : null}
      {fields.map((field, index) => {
        const own = getValues(`conditions.hours.${index}`);
        return (
          <div key={field.id} className="grid max-w-md grid-cols-[1fr_1fr_2.5rem] items-start gap-3">
            <FormSelect
              name={`conditions.hours.${index}.from`}
              label={t("hoursFrom")}
              options={choices(own?.from, false)}
            />
            <FormSelect
              name={`conditions.hours.${index}.to`}
              label={t("hoursTo")}
              options={choices(own?.to, true)}
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
        );
      })}
      {fields.length < 12 ? (
        <Button size="sm" className="w-fit" onPress={() => append({ from: "11:00", to: "14:00" })}>
          <Plus aria-hidden="true" className="size-4" />
          {t("addHours")}
        </Button>
      ) : null}
      <p className="text-xs text-ink-2">{t("hoursHelp")}</p>
    </fieldset>
  );
}
