"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** Says that something could not be read, and reads it again. */
export function NotRead({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("page-editor");
  return (
    <p role="alert" className="flex flex-wrap items-center gap-3 text-sm text-danger">
      {t("notRead")}
      <Button size="sm" onPress={onRetry}>
        {t("again")}
      </Button>
    </p>
  );
}
