"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Look } from "@/components/merchants/member-look";
import { RadioGroup } from "@/components/ui/radio-group";

/** On which ground this page is shown itself. */
const ownLook = (): Look => {
  const { theme } = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") return theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
};

/** Light or dark, as members' devices are; at first as the console is. Only where no server renders it. */
export function useLook(): [Look, (look: Look) => void] {
  return useState<Look>(ownLook);
}

export function LookSwitch({ look, onChange }: { look: Look; onChange: (look: Look) => void }) {
  const t = useTranslations("ui.theme");
  return (
    <RadioGroup
      label={t("label")}
      labelHidden
      variant="segments"
      value={look}
      onChange={(next) => onChange(next === "dark" ? "dark" : "light")}
      options={[
        { value: "light", label: t("light") },
        { value: "dark", label: t("dark") },
      ]}
    />
  );
}
