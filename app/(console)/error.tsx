"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { PageMessage } from "./page-message";

export default function ConsoleError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("common.error");
  return (
    <PageMessage
      title={t("title")}
      text={t("text")}
      note={error.digest ? t("reference", { digest: error.digest }) : undefined}
      action={
        <>
          <Button variant="primary" onPress={reset}>
            {t("retry")}
          </Button>
          <ButtonLink href="/console">{t("home")}</ButtonLink>
        </>
      }
    />
  );
}
