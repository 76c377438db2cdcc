"use client";

import { useTranslations } from "next-intl";
import { FormNumber } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";

export function FormLimits({ used }: { used: number }) {
  const t = useTranslations("activities.form");
  const shared = { placeholder: t("noLimit"), suffix: t("times") };
  return (
    <FormSection id="limits" title={t("limits.title")} help={t("limits.help")}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormNumber
          {...shared}
          name="limits.perMember"
          label={t("limits.perMember")}
          help={t("limits.perMemberHelp")}
        />
        <FormNumber
          {...shared}
          name="limits.perMemberPerDay"
          label={t("limits.perDay")}
          help={t("limits.perDayHelp")}
        />
        <FormNumber
          {...shared}
          name="limits.total"
          label={t("limits.total")}
          help={used > 0 ? t("limits.totalUsed", { used }) : t("limits.totalHelp")}
        />
      </div>
    </FormSection>
  );
}
