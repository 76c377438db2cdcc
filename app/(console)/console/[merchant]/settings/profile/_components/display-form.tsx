"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { FormRadio } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { SaveBar } from "@/components/ui/save-bar";
import { savePreferences } from "@/lib/merchants/actions/account";
import { type Preferences, preferencesSchema } from "@/lib/merchants/schema";

const schema = z.object({ preferences: preferencesSchema });

/** How the console looks to this person, in every browser they sign in with. */
export function DisplayForm({ place, preferences }: { place: ActionPlace; preferences: Preferences }) {
  const t = useTranslations("account.display");
  const languages = useTranslations("common.languages");
  const themes = useTranslations("ui.theme");
  const router = useRouter();
  const [own, setOwn] = useState<string | null>(preferences.zone === "place" ? null : preferences.zone);
  useEffect(() => setOwn((known) => known ?? Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const form = useActionForm({
    schema,
    defaultValues: { preferences },
    action: savePreferences,
    where: place,
    success: t("saved"),
    onSuccess: (saved) => {
      const { dataset } = document.documentElement;
      dataset.theme = saved.theme;
      dataset.density = saved.density;
      dataset.keys = saved.keys;
      document.documentElement.lang = saved.locale;
      router.refresh();
    },
  });
  // The browser's own is known a moment later: its line stands there before, so that nothing below moves under a finger.
  const zones = [
    { value: "place", label: t("zonePlace"), description: t("zonePlaceHelp") },
    { value: own ?? "unknown", label: t("zoneOwn", { zone: own?.replaceAll("_", " ") ?? "…" }) },
  ];
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormSection id="display" title={t("title")} help={t("help")}>
        <FormRadio
          name="preferences.locale"
          label={t("language")}
          options={(["en", "zh-CN"] as const).map((value) => ({ value, label: languages(value) }))}
        />
        <FormRadio
          name="preferences.theme"
          label={themes("label")}
          options={(["light", "dark", "system"] as const).map((value) => ({ value, label: themes(value) }))}
        />
        <FormRadio
          name="preferences.density"
          label={t("density")}
          options={(["comfortable", "compact"] as const).map((value) => ({ value, label: t(value) }))}
        />
        <FormRadio name="preferences.zone" label={t("zone")} options={zones} />
        <FormRadio
          name="preferences.keys"
          label={t("keys")}
          help={t("keysHelp")}
          options={(["on", "off"] as const).map((value) => ({ value, label: t(`keys_${value}`) }))}
        />
      </FormSection>
      <SaveBar />
    </ActionForm>
  );
}
