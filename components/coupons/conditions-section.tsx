"use client";

import { useTranslations } from "next-intl";
import { CouponAudienceField } from "@/components/coupons/coupon-audience-field";
import { useCouponDraft } from "@/components/coupons/form-context";
import { HoursFields } from "@/components/coupons/hours-fields";
import { StoresFields } from "@/components/coupons/stores-fields";
import { FormCheckboxGroup, FormNumber } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { isCredit } from "@/lib/coupons/schema";

const channels = ["online", "till"] as const;
const devices = ["mobile", "desktop", "till"] as const;
const weekdays = ["1", "2", "3", "4", "5", "6", "7"] as const;

/** Where, when and for whom it works (C9, C10); each condition is one clause of the sentence in the rail. */
export function ConditionsSection() {
  const t = useTranslations("coupons");
  const { benefit, conditions } = useCouponDraft();
  return (
    <FormSection id="conditions" title={t("form.sections.conditions")}>
      <StoresFields />
      {isCredit(benefit.type) ? null : (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormCheckboxGroup
            name="conditions.channels"
            label={t("form.channels")}
            row
            options={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
          />
          <FormCheckboxGroup
            name="conditions.devices"
            label={t("form.devices")}
            row
            options={devices.map((value) => ({ value, label: t(`devices.${value}`) }))}
          />
        </div>
      )}
      <FormCheckboxGroup
        name="conditions.weekdays"
        label={t("form.weekdays")}
        row
        options={weekdays.map((value) => ({ value, label: t(`weekdays.${value}`) }))}
      />
      <HoursFields count={conditions.hours.length} />
      <CouponAudienceField />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormNumber
          name="conditions.maxUsesPerMember"
          label={t("form.maxUses")}
          help={t("form.maxUsesHelp")}
        />
      </div>
    </FormSection>
  );
}
