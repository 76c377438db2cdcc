"use client";

import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import type { ActivityFormValues } from "@/components/activities/form-values";
import type { ConsolePlace } from "@/components/activities/paths";
import { ShareCard, type ShareMerchant } from "@/components/activities/share-card";
import { FormImage } from "@/components/images/form-image";
import { FormSwitch } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { TranslatedLanguages, TranslatedText } from "@/components/ui/translated";

type FormSharingProps = { place: ConsolePlace; baseUrl: string; merchant: ShareMerchant };

export function FormSharing({ place, baseUrl, merchant }: FormSharingProps) {
  const t = useTranslations("activities.form.sharing");
  const { control } = useFormContext<ActivityFormValues>();
  const [sharing, name, description] = useWatch({ control, name: ["sharing", "name", "description"] });
  return (
    <FormSection id="sharing" title={t("title")}>
      <FormSwitch name="sharing.allowed" label={t("allowed")} help={t("allowedHelp")} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <div className="grid gap-4">
          <TranslatedLanguages />
          <TranslatedText
            field="shareTitle"
            label={t("shareTitle")}
            help={t("count", { used: [...sharing.title].length, max: 30 })}
            placeholder={name}
            maxLength={30}
          />
          <TranslatedText
            field="shareSubtitle"
            label={t("subtitle")}
            help={t("count", { used: [...sharing.subtitle].length, max: 60 })}
            placeholder={description}
            multiline
            rows={2}
            maxLength={60}
          />
          <FormImage
            name="sharing.image"
            label={t("image")}
            help={t("imageHelp")}
            place={place}
            shape="card"
          />
        </div>
        <div className="grid gap-1.5">
          <span className="text-sm font-[550] text-ink">{t("preview")}</span>
          <ShareCard
            title={sharing.title.trim() || name.trim() || t("untitled")}
            subtitle={sharing.subtitle.trim() || description.trim()}
            host={new URL(baseUrl).host}
            merchant={merchant}
            image={sharing.image}
          />
          <span className="text-xs text-ink-2">{sharing.allowed ? t("previewHelp") : t("notAllowed")}</span>
        </div>
      </div>
    </FormSection>
  );
}
