"use client";

import { useLocale, useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { FaceColourField } from "@/components/coupons/face-colour-field";
import { useCouponDraft, useCouponFormFacts } from "@/components/coupons/form-context";
import type { CouponForm } from "@/components/coupons/form-values";
import { useDraftSentence } from "@/components/coupons/use-draft-sentence";
import { FormImage } from "@/components/images/form-image";
import { Button } from "@/components/ui/button";
import { FormSelect } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { TranslatedLanguages, TranslatedText } from "@/components/ui/translated";

export function BasicsSection() {
  const t = useTranslations("coupons.form");
  const locale = useLocale();
  const { options, issued, where } = useCouponFormFacts();
  const { name, currency } = useCouponDraft();
  const { getValues, setValue } = useFormContext<CouponForm>();
  const sentence = useDraftSentence();
  const currencies = [...new Set([...options.currencies, currency])];
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  const left = 60 - name.length;
  const writeRules = () => {
    const own = getValues("usageRules").trim();
    if (sentence) setValue("usageRules", [own, sentence].filter(Boolean).join("\n"), { shouldDirty: true });
  };
  return (
    <FormSection id="basics" title={t("sections.basics")}>
      <TranslatedLanguages />
      <TranslatedText
        field="name"
        label={t("name")}
        isRequired
        maxLength={60}
        help={
          <span className={left < 40 ? "text-warning" : undefined}>
            {t(left < 40 ? "nameLong" : "nameHelp", { left })}
          </span>
        }
      />
      <TranslatedText
        field="description"
        label={t("description")}
        help={t("descriptionHelp")}
        maxLength={200}
      />
      {currencies.length > 1 ? (
        <FormSelect
          name="currency"
          label={t("currency")}
          help={issued > 0 ? t("currencyFixed") : t("currencyHelp")}
          isDisabled={issued > 0}
          options={currencies.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))}
        />
      ) : null}
      <FaceColourField />
      <FormImage name="image" label={t("image")} help={t("imageHelp")} place={where} shape="square" />
      <div className="grid gap-2">
        <TranslatedText
          field="usageRules"
          label={t("usageRules")}
          help={t("usageRulesHelp")}
          multiline
          rows={4}
          maxLength={5000}
        />
        <Button size="sm" className="w-fit" isDisabled={!sentence} onPress={writeRules}>
          {t("writeRules")}
        </Button>
      </div>
    </FormSection>
  );
}
