"use client";

import { ChevronDown, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionMenu } from "@/components/ui/action-menu";

const kinds = ["coupon", "pack", "activity", "distribution", "gift", "product", "store"] as const;

type CreateMenuProps = {
  /** Where each is made, for what this person may make here. */
  hrefs: Partial<Record<(typeof kinds)[number], string>>;
};

/** What can be created from Home. */
export function CreateMenu({ hrefs }: CreateMenuProps) {
  const t = useTranslations("home.create");
  const items = kinds.flatMap((key) => {
    const href = hrefs[key];
    return href ? [{ key, label: t(key), href }] : [];
  });
  if (items.length === 0) return null;
  return (
    <ActionMenu
      label={t("label")}
      variant="primary"
      size="md"
      shortcut="C"
      trigger={
        <>
          <Plus aria-hidden="true" className="size-4" />
          {t("label")}
          <ChevronDown aria-hidden="true" className="size-4" />
        </>
      }
      items={items}
    />
  );
}
