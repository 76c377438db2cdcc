"use client";

import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { useCouponDraft, useCouponFormFacts } from "@/components/coupons/form-context";
import {
  FormCheckbox,
  FormCheckboxGroup,
  FormMoney,
  FormNumber,
  FormRadio,
} from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { distributionMethods, isCredit, isGiftable } from "@/lib/coupons/schema";
import { formatMoney } from "@/lib/kernel/money";

const PromoCodeFields = dynamic(
  () => import("@/components/coupons/promo-code-fields").then((part) => part.PromoCodeFields),
  { ssr: false },
);

/** How it is handed out and how much of it there is (C13, C15, C20). */
export function DistributionSection() {
  const t = useTranslations("coupons");
  const { distribution, currency, benefit } = useCouponDraft();
  const { spentMinor } = useCouponFormFacts();
  const spent = formatMoney(spentMinor, currency, useLocale(), { trim: true });
  const hasBudget = benefit.type !== "generic" && !isCredit(benefit.type);
  return (
    <FormSection id="distribution" title={t("form.sections.distribution")}>
      <FormCheckboxGroup
        name="distribution.methods"
        label={t("form.methodsLabel")}
        help={t("form.methodsHelp")}
        row
        options={distributionMethods.map((value) => ({ value, label: t(`methods.${value}`) }))}
      />
      {distribution.methods.includes("code") ? <PromoCodeFields /> : null}
      <SupplyFields />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormNumber name="distribution.claimLimit" label={t("form.claimLimit")} help={t("form.limitHelp")} />
        <FormNumber name="distribution.claimLimitPerDay" label={t("form.claimLimitPerDay")} />
      </div>
      {hasBudget ? (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormMoney
            name="budgetMinor"
            label={t("form.budget")}
            help={spentMinor > 0 ? t("form.budgetSpent", { spent }) : t("form.budgetHelp")}
            currency={currency}
          />
        </div>
      ) : null}
      {isGiftable(benefit.type) ? <FormCheckbox name="giftable" label={t("form.giftable")} /> : null}
    </FormSection>
  );
}

/** How many there are; of a cash coupon that exists it stays as it was made. */
function SupplyFields() {
  const t = useTranslations("coupons.form");
  const { issued, exists } = useCouponFormFacts();
  const { distribution, benefit } = useCouponDraft();
  const isFixed = exists && benefit.type === "cash";
  const help = isFixed ? t("cashFixed") : issued > 0 ? t("totalIssued", { count: issued }) : undefined;
  return (
    <>
      <FormRadio
        name="distribution.supply"
        label={t("supply")}
        variant="segments"
        isDisabled={isFixed}
        options={[
          { value: "limited", label: t("limited") },
          { value: "unlimited", label: t("unlimited") },
        ]}
      />
      {distribution.supply === "limited" ? (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormNumber
            name="distribution.quantity"
            label={t("total")}
            isRequired
            isDisabled={isFixed}
            help={help}
          />
        </div>
      ) : null}
    </>
  );
}
