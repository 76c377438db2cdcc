"use client";

import { Rows3, Rows4 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { rememberPreference } from "./preference-cookie";

export function DensitySwitch() {
  const t = useTranslations("ui.list");
  const [compact, setCompact] = useState(false);
  useEffect(() => setCompact(document.documentElement.dataset.density === "compact"), []);
  const toggle = () => {
    const next = compact ? "comfortable" : "compact";
    document.documentElement.dataset.density = next;
    rememberPreference("density", next);
    setCompact(!compact);
  };
  return (
    <Button
      variant="ghost"
      size="sm"
      iconOnly
      className="max-sm:hidden"
      aria-label={t("compact")}
      aria-pressed={compact}
      onPress={toggle}
    >
      {compact ? <Rows4 aria-hidden="true" /> : <Rows3 aria-hidden="true" />}
    </Button>
  );
}
