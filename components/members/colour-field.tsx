"use client";

import { useTranslations } from "next-intl";
import { FormSelect } from "@/components/ui/form-fields";
import { labelColours } from "@/lib/members/schema";

/** The colour of a tag or tier, by its name. */
export function ColourField({ name, label }: { name: string; label?: string }) {
  const t = useTranslations("organise.colours");
  return (
    <FormSelect
      name={name}
      label={label ?? t("label")}
      options={labelColours.map((colour) => ({ value: colour, label: t(colour) }))}
    />
  );
}
