"use client";

import { useTranslations } from "next-intl";
import { FormImage } from "@/components/images/form-image";
import { usePackDraft, usePackFormFacts } from "@/components/packs/form-context";
import { FormSection } from "@/components/ui/form-page";
import { TranslatedFields, TranslatedLanguages, TranslatedText } from "@/components/ui/translated";

/** The words that members read, each by the name of its field. */
const texts = { name: "name", description: "description" };

export function BasicsSection() {
  const t = useTranslations("packs.form");
  const { name, description } = usePackDraft();
  const { where } = usePackFormFacts();
  return (
    <FormSection id="basics" title={t("sections.basics")}>
      <TranslatedFields fields={texts}>
        <TranslatedLanguages />
        <TranslatedText
          field="name"
          label={t("name")}
          isRequired
          maxLength={40}
          help={t("nameHelp", { left: 40 - name.length })}
        />
        <TranslatedText
          field="description"
          label={t("description")}
          multiline
          rows={4}
          maxLength={500}
          help={t("descriptionHelp", { left: 500 - description.length })}
        />
        <FormImage name="image" label={t("image")} help={t("imageHelp")} place={where} shape="square" />
      </TranslatedFields>
    </FormSection>
  );
}
