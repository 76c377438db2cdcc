"use client";

import { useTranslations } from "next-intl";
import { useController } from "react-hook-form";
import type { ActivityFormValues } from "@/components/activities/form-values";
import type { ConsolePlace } from "@/components/activities/paths";
import { AudiencePicker } from "@/components/members/audience-picker";
import { FormSection } from "@/components/ui/form-page";

export function AudienceField({ place }: { place: ConsolePlace }) {
  const t = useTranslations("activities.form.audience");
  const { field, fieldState } = useController<ActivityFormValues, "audience">({ name: "audience" });
  return (
    <FormSection id="audience" title={t("title")} help={t("help")}>
      <AudiencePicker
        label={t("who")}
        error={fieldState.error?.message}
        value={field.value}
        onChange={field.onChange}
        merchant={place.merchant}
        store={place.store ?? null}
      />
    </FormSection>
  );
}
