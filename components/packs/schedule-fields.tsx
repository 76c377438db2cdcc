"use client";

import { useLocale, useTranslations } from "next-intl";
import { usePackDraft } from "@/components/packs/form-context";
import { weekdayName } from "@/components/packs/pack-words";
import { FormCheckboxGroup, FormNumber, FormRadio, FormSelect } from "@/components/ui/form-fields";

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const monthDays = Array.from({ length: 31 }, (_, index) => index + 1);

/** How often a pack comes, on which day, and how many times (K3). */
export function ScheduleFields() {
  const t = useTranslations("packs.form.schedule");
  const locale = useLocale();
  const { every, dayOfMonth } = usePackDraft();
  return (
    <>
      <FormRadio
        name="every"
        label={t("every")}
        variant="segments"
        options={(["day", "week", "month"] as const).map((value) => ({ value, label: t(`unit.${value}`) }))}
      />
      {every === "week" ? (
        <FormCheckboxGroup
          name="weekdays"
          label={t("weekdays")}
          row
          options={weekdays.map((day) => ({ value: String(day), label: weekdayName(day, locale) }))}
        />
      ) : null}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {every === "month" ? (
          <FormSelect
            name="dayOfMonth"
            label={t("dayOfMonth")}
            help={Number(dayOfMonth) > 28 ? t("lastDay") : undefined}
            options={monthDays.map((day) => ({
              value: String(day),
              label: day === 31 ? t("day31") : t("day", { day }),
            }))}
          />
        ) : null}
        <FormNumber
          name="cycles"
          label={t("cycles")}
          suffix={t("cyclesSuffix")}
          help={t("cyclesHelp")}
          isRequired
        />
      </div>
    </>
  );
}
