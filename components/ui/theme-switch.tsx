"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Theme } from "./display-preferences";
import { rememberPreference } from "./preference-cookie";
import { RadioGroup } from "./radio-group";

/** Light, dark or as on the device; kept in a cookie so that the server paints it right. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const t = useTranslations("ui.theme");
  const [theme, setTheme] = useState<string>(initial);
  const choose = (next: string) => {
    setTheme(next);
    rememberPreference("theme", next);
    document.documentElement.dataset.theme = next;
  };
  return (
    <RadioGroup
      label={t("label")}
      variant="list"
      value={theme}
      onChange={choose}
      options={[
        { value: "light", label: t("light") },
        { value: "dark", label: t("dark") },
        { value: "system", label: t("system") },
      ]}
    />
  );
}
