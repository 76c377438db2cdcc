"use client";

import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { FormNumber, FormSelect } from "@/components/ui/form-fields";

type ItemFieldsProps = {
  /** Where in the form the row is. */
  name: `${"contents" | "firstContents"}.${number}`;
  coupon: string;
};

/** How many of a coupon, when they become good, and for how long (K2). */
export function ItemFields({ name, coupon }: ItemFieldsProps) {
  const t = useTranslations("packs.form.contents");
  const { control } = useFormContext();
  const starts: unknown = useWatch({ control, name: `${name}.starts` });
  const isLater = starts === "hours" || starts === "days";
  return (
    <fieldset className="grid grid-cols-2 items-start gap-x-3 gap-y-2 sm:grid-cols-[5.5rem_minmax(0,1fr)_6.5rem_7rem]">
      <legend className="sr-only">{coupon}</legend>
      <FormNumber name={`${name}.quantity`} label={t("quantity")} prefix="×" />
      <FormSelect
        name={`${name}.starts`}
        label={t("starts")}
        options={(["at_once", "hours", "days"] as const).map((value) => ({
          value,
          label: t(`start.${value}`),
        }))}
      />
      {isLater ? (
        <FormNumber
          name={`${name}.startsAfter`}
          label={t("after")}
          suffix={t(starts === "hours" ? "hours" : "days")}
        />
      ) : (
        <span aria-hidden="true" className="max-sm:hidden" />
      )}
      <FormNumber name={`${name}.validDays`} label={t("validDays")} suffix={t("days")} />
    </fieldset>
  );
}
