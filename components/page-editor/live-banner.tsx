"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";

/** Leads to the page that was just published, where members see it. */
export function LiveBanner({ url }: { url: string }) {
  const t = useTranslations("page-editor.publish");
  return (
    <Banner
      tone="success"
      className="m-3"
      action={
        <span className="flex flex-wrap gap-2">
          <CopyButton size="sm" text={url} label={t("copy")} />
          <ButtonLink size="sm" href={url} external>
            {t("view")}
          </ButtonLink>
        </span>
      }
    >
      {t("seen")}
    </Banner>
  );
}
