"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { rememberPreference } from "./preference-cookie";
import { singleKeysOn } from "./single-keys";
import { Switch } from "./switch";

/** Turns shortcuts of a single key on and off in this browser (WCAG 2.1.4). */
export function SingleKeysSwitch() {
  const t = useTranslations("ui.keys");
  const [on, setOn] = useState(singleKeysOn);
  const change = (next: boolean) => {
    document.documentElement.dataset.keys = next ? "on" : "off";
    rememberPreference("keys", next ? "on" : "off");
    setOn(next);
  };
  return <Switch label={t("single")} help={t("singleHelp")} value={on} onChange={change} />;
}
