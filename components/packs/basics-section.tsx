"use client";

import { useTranslations } from "next-intl";
import { FormImage } from "@/components/images/form-image";
import { usePackDraft, usePackFormFacts } from "@/components/packs/form-context";
import { FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";

export function BasicsSection() {
  const t = useTranslations("packs.form");
  const { name, description } = usePackDraft();
  const { where } = usePackFormFacts();
  return (
    <FormSection id="basics" title={t("sections.basics")}>
      <FormText
        name="name"
        label={t("name")}
        isRequired
        maxLength={40}
        help={t("nameHelp", { left: 40 - name.length })}
      />
      <FormText
        name="description"
        label={t("description")}
        multiline
        rows={4}
        maxLength={500}
        help={t("descriptionHelp", { left: 500 - description.length })}
      />
      <FormImage name="image" label={t("image")} help={t("imageHelp")} place={where} shape="square" />
    </FormSection>
  );
}
