"use client";

import { CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** Inside the frame: what breaks on a page takes its own place alone; navigation, view switch and tray stay. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("common.error");
  return (
    <section className="mx-auto grid max-w-lg justify-items-center gap-3 py-20 text-center">
      <CircleX aria-hidden="true" className="size-8 text-danger" />
      <h1 tabIndex={-1} className="text-xl font-[650]">
        {t("title")}
      </h1>
      <p className="text-sm text-ink-2">{t("text")}</p>
      <div className="mt-2">
        <Button variant="primary" onPress={reset}>
          {t("retry")}
        </Button>
      </div>
      {error.digest ? (
        <p className="font-mono text-xs text-ink-2">{t("reference", { digest: error.digest })}</p>
      ) : null}
    </section>
  );
}
