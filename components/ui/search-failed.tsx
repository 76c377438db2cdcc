"use client";

import { useTranslations } from "next-intl";
import { Button } from "./button";

/** Says that a search was not answered, which is not that nothing was found, and asks again. */
export function SearchFailed({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("ui.search");
  return (
    <p role="alert" className="flex flex-wrap items-center gap-3 text-sm text-danger">
      {t("failed")}
      <Button size="sm" onPress={onRetry}>
        {t("retry")}
      </Button>
    </p>
  );
}
