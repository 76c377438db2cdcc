"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { forgetEdit } from "@/components/ui/kept-edits";
import type { Page } from "@/lib/activities/schema/page";
import { type KeptPage, keptPages } from "./kept-pages";

type KeptBannerProps = {
  activityId: string;
  person: string;
  /** The page as it was opened. */
  page: Page;
  onTake: (kept: KeptPage) => void;
};

/** Offers what could not be saved before and was kept on this device, one after the other. */
export function KeptBanner({ activityId, person, page, onTake }: KeptBannerProps) {
  const t = useTranslations("page-editor");
  const [all, setAll] = useState<readonly KeptPage[]>(() => keptPages(person, activityId, page));
  const [kept, ...others] = all;
  if (!kept) return null;
  const drop = () => {
    forgetEdit(kept.key);
    setAll(others);
  };
  const take = () => {
    onTake(kept);
    setAll(others);
  };
  return (
    <Banner
      className="m-3"
      action={
        <span className="flex gap-2">
          <Button size="sm" onPress={drop}>
            {t("kept.drop")}
          </Button>
          <Button size="sm" variant="primary" onPress={take}>
            {t("kept.take")}
          </Button>
        </span>
      }
    >
      {t("kept.text")}
    </Banner>
  );
}
