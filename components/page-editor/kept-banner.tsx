"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { readPage } from "@/lib/activities/rules/page-upgrades";
import type { Page } from "@/lib/activities/schema/page";
import { forgetKept, keptPage } from "./use-autosave";

type KeptBannerProps = { activityId: string; version: number; onTake: (page: Page) => void };

/** Offers what could not be sent the last time and was kept on this device. */
export function KeptBanner({ activityId, version, onTake }: KeptBannerProps) {
  const t = useTranslations("page-editor");
  const [kept, setKept] = useState<Page | null>(null);
  useEffect(() => {
    const found = keptPage(activityId);
    setKept(found && found.version >= version ? readPage(found.page) : null);
  }, [activityId, version]);
  if (!kept) return null;
  const done = (take: boolean) => {
    if (take) onTake(kept);
    forgetKept(activityId);
    setKept(null);
  };
  return (
    <Banner
      className="m-3"
      action={
        <span className="flex gap-2">
          <Button size="sm" onPress={() => done(false)}>
            {t("kept.drop")}
          </Button>
          <Button size="sm" variant="primary" onPress={() => done(true)}>
            {t("kept.take")}
          </Button>
        </span>
      }
    >
      {t("kept.text")}
    </Banner>
  );
}
