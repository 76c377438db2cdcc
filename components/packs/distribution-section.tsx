"use client";

import { useTranslations } from "next-intl";
import { ContentsField } from "@/components/packs/contents-field";
import { usePackDraft } from "@/components/packs/form-context";
import { NextDeliveries } from "@/components/packs/next-deliveries";
import { ScheduleFields } from "@/components/packs/schedule-fields";
import { FormRadio } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";

/** What is in the pack, and when it comes: once, or again and again (K2, K3). */
export function DistributionSection() {
  const t = useTranslations("packs.form");
  const { method, content, type } = usePackDraft();
  const isRecurring = method === "recurring";
  const isDifferent = isRecurring && content === "different";
  return (
    <FormSection id="contents" title={t("sections.contents")}>
      <FormRadio
        name="method"
        label={t("method.label")}
        variant="cards"
        options={(["one_time", "recurring"] as const).map((value) => ({
          value,
          label: t(`method.${value}`),
          description: t(`method.${value}Help`),
        }))}
      />
      {isRecurring ? (
        <>
          <ScheduleFields />
          <FormRadio
            name="content"
            label={t("content.label")}
            variant="cards"
            options={(["same", "different"] as const).map((value) => ({
              value,
              label: t(`content.${value}`),
              description: t(`content.${value}Help`),
            }))}
          />
        </>
      ) : null}
      {isDifferent ? (
        <ContentsField name="firstContents" label={t("contents.first")} help={t("contents.firstHelp")} />
      ) : null}
      <ContentsField
        name="contents"
        label={t(isDifferent ? "contents.later" : isRecurring ? "contents.each" : "contents.once")}
        help={t(type === "paid" ? "contents.helpPaid" : "contents.help")}
      />
      {isRecurring ? <NextDeliveries /> : null}
    </FormSection>
  );
}
