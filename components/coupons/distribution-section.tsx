"use client";

import { useTranslations } from "next-intl";
import { useCouponDraft, useCouponFormFacts } from "@/components/coupons/form-context";
import { FormCheckboxGroup, FormMoney, FormNumber, FormRadio } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { distributionMethods } from "@/lib/coupons/schema";

/** How it is handed out and how much of it there is (C13). */
export function DistributionSection() {
  const t = useTranslations("coupons");
  const { issued } = useCouponFormFacts();
  const { distribution, currency, benefit } = useCouponDraft();
  return (
    <FormSection id="distribution" title={t("form.sections.distribution")}>
      <FormCheckboxGroup
        name="distribution.methods"
        label={t("form.methodsLabel")}
        help={t("form.methodsHelp")}
        row
        options={distributionMethods.map((value) => ({ value, label: t(`methods.${value}`) }))}
      />
      <FormRadio
        name="distribution.supply"
        label={t("form.supply")}
        variant="segments"
        options={[
          { value: "limited", label: t("form.limited") },
          { value: "unlimited", label: t("form.unlimited") },
        ]}
      />
      {distribution.supply === "limited" ? (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormNumber
            name="distribution.quantity"
            label={t("form.total")}
            isRequired
            help={issued > 0 ? t("form.totalIssued", { count: issued }) : undefined}
          />
        </div>
      ) : null}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormNumber name="distribution.claimLimit" label={t("form.claimLimit")} help={t("form.limitHelp")} />
        <FormNumber name="distribution.claimLimitPerDay" label={t("form.claimLimitPerDay")} />
      </div>
      {benefit.type === "generic" ? null : (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormMoney
            name="budgetMinor"
            label={t("form.budget")}
            help={t("form.budgetHelp")}
            currency={currency}
          />
        </div>
      )}
    </FormSection>
  );
}
