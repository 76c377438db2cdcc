"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { rememberPreference } from "./preference-cookie";
import { RadioGroup } from "./radio-group";

export function LanguageSwitch() {
  const t = useTranslations("ui.language");
  const names = useTranslations("common.languages");
  const locale = useLocale();
  const router = useRouter();
  return (
    <RadioGroup
      label={t("label")}
      value={locale}
      onChange={(next) => {
        rememberPreference("locale", next);
        document.documentElement.lang = next;
        router.refresh();
      }}
      options={["en", "zh-CN"].map((value) => ({ value, label: names(value) }))}
    />
  );
}
