"use client";

import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { useCouponDraft } from "@/components/coupons/form-context";
import type { CouponForm } from "@/components/coupons/form-values";
import { FormCheckbox, FormNumber, FormRadio, FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { RadioGroup } from "@/components/ui/radio-group";

/** What it stands together with on one order (C11), and what a refund does to it. */
export function StackingSection() {
  const t = useTranslations("coupons.form");
  const { stacking, conditions, benefit } = useCouponDraft();
  const { setValue } = useFormContext<CouponForm>();
  const measured = benefit.type === "threshold_off" || Boolean(conditions.minSpendMinor);
  return (
    <FormSection id="stacking" title={t("sections.stacking")}>
      <RadioGroup
        label={t("stackingMode")}
        variant="cards"
        value={stacking.exclusive ? "exclusive" : "many"}
        onChange={(mode) => setValue("stacking.exclusive", mode === "exclusive", { shouldDirty: true })}
        options={[
          { value: "many", label: t("stackingMany"), description: t("stackingManyHelp") },
          { value: "exclusive", label: t("stackingExclusive"), description: t("stackingExclusiveHelp") },
        ]}
      />
      {stacking.exclusive ? null : (
        <>
          <FormRadio
            name="stacking.withGroups"
            label={t("withGroups")}
            variant="segments"
            options={[
              { value: "all", label: t("withAll") },
              { value: "named", label: t("withNamed") },
            ]}
          />
          {stacking.withGroups === "named" ? (
            <FormText name="stacking.stacksWith" label={t("stacksWith")} help={t("stacksWithHelp")} />
          ) : null}
        </>
      )}
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <FormText name="stacking.group" label={t("group")} help={t("groupHelp")} maxLength={40} />
        <FormText
          name="stacking.priority"
          label={t("priority")}
          help={t("priorityHelp")}
          inputMode="numeric"
        />
        <FormNumber name="stacking.maxPerOrder" label={t("maxPerOrder")} help={t("maxPerOrderHelp")} />
      </div>
      {measured ? (
        <FormRadio
          name="conditions.basis"
          label={t("basis")}
          options={[
            { value: "original", label: t("basisOriginal") },
            { value: "current", label: t("basisCurrent") },
          ]}
        />
      ) : null}
      <div className="grid gap-1">
        <FormCheckbox name="conditions.combinesWithOffers" label={t("combines")} />
        <FormCheckbox name="conditions.notIfFree" label={t("notIfFree")} />
        <FormCheckbox name="refund.returnWhenAllRefunded" label={t("onRefund")} />
      </div>
    </FormSection>
  );
}
