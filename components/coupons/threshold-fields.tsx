"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldArray, useFormContext } from "react-hook-form";
import { useCouponDraft } from "@/components/coupons/form-context";
import type { CouponForm } from "@/components/coupons/form-values";
import { Button } from "@/components/ui/button";
import { FormMoney, FormNumber } from "@/components/ui/form-fields";
import { RadioGroup } from "@/components/ui/radio-group";

const MOST = 10;

/** Spend X, get Y off: in rising steps, or again for every X (C2). */
export function ThresholdFields() {
  const t = useTranslations("coupons.form.threshold");
  const { benefit, currency } = useCouponDraft();
  const { setValue } = useFormContext<CouponForm>();
  return (
    <>
      <RadioGroup
        label={t("kind")}
        variant="cards"
        value={benefit.repeats ? "every" : "tiers"}
        onChange={(kind) => setValue("benefit.repeats", kind === "every", { shouldDirty: true })}
        options={[
          { value: "tiers", label: t("tiers"), description: t("tiersHelp") },
          { value: "every", label: t("every"), description: t("everyHelp") },
        ]}
      />
      {benefit.repeats ? (
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <FormMoney name="benefit.every.spendMinor" label={t("everySpend")} currency={currency} isRequired />
          <FormMoney name="benefit.every.offMinor" label={t("off")} currency={currency} isRequired />
          <FormNumber name="benefit.every.maxTimes" label={t("times")} suffix={t("timesSuffix")} isRequired />
        </div>
      ) : (
        <Tiers currency={currency} />
      )}
    </>
  );
}

function Tiers({ currency }: { currency: string }) {
  const t = useTranslations("coupons.form.threshold");
  const { control } = useFormContext<CouponForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "benefit.tiers" });
  const full = fields.length >= MOST;
  return (
    <div className="grid gap-3">
      <ol className="grid gap-3">
        {fields.map((field, index) => (
          <li key={field.id} className="grid grid-cols-[1fr_1fr_2.5rem] items-start gap-3">
            <FormMoney
              name={`benefit.tiers.${index}.spendMinor`}
              label={index === 0 ? t("spend") : `${t("spend")} (${t("step", { number: index + 1 })})`}
              currency={currency}
              isRequired
            />
            <FormMoney
              name={`benefit.tiers.${index}.offMinor`}
              label={index === 0 ? t("off") : `${t("off")} (${t("step", { number: index + 1 })})`}
              currency={currency}
              isRequired
            />
            {fields.length > 1 ? (
              <Button
                variant="ghost"
                iconOnly
                className="mt-6"
                aria-label={t("removeStep", { number: index + 1 })}
                onPress={() => remove(index)}
              >
                <X aria-hidden="true" className="size-4" />
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          size="sm"
          className="w-fit"
          isDisabled={full}
          onPress={() => append({ spendMinor: null, offMinor: null })}
        >
          <Plus aria-hidden="true" className="size-4" />
          {t("addStep")}
        </Button>
        {full ? <span className="text-xs text-ink-2">{t("addStepFull")}</span> : null}
      </div>
    </div>
  );
}
