"use client";

import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import { stopPreview } from "@/components/merchants/preview-cookie";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { Role } from "@/lib/platform/auth/scope";

type PreviewBannerProps = { merchant: string; role: Role; store: string | null };

/** Says on every page that somebody looks as another role, and leads back. */
export function PreviewBanner({ merchant, role, store }: PreviewBannerProps) {
  const t = useTranslations("staff.viewAs");
  const words = useTranslations("common.roles");
  const stop = () => {
    stopPreview();
    location.assign(consolePath({ merchant }, "settings", "staff", "roles"));
  };
  return (
    <Banner
      tone="warning"
      className="rounded-none! border-x-0! border-t-0!"
      action={
        <Button size="sm" onPress={stop}>
          {t("stop")}
        </Button>
      }
    >
      {store ? t("nowIn", { role: words(role), store }) : t("now", { role: words(role) })}
    </Banner>
  );
}
