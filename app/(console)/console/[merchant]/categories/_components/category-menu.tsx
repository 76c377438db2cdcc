"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ShelfMenu } from "@/components/catalogue/shelf-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { changeCategoryState } from "@/lib/catalogue/actions";
import { RenameCategory } from "./category-dialog";

type CategoryMenuProps = {
  place: ActionPlace;
  category: { id: string; name: string };
  archived: boolean;
};

export function CategoryMenu({ place, category, archived }: CategoryMenuProps) {
  const t = useTranslations("catalogue.categoryMenu");
  const [renaming, setRenaming] = useState(false);
  const { name } = category;
  return (
    <>
      <ShelfMenu
        place={place}
        subject={{ categoryId: category.id }}
        archived={archived}
        action={changeCategoryState}
        items={[{ key: "rename", label: t("rename"), onAction: () => setRenaming(true) }]}
        words={{
          menu: t("label", { name }),
          archive: t("archive"),
          restore: t("restore"),
          archiveTitle: t("archiveTitle", { name }),
          archiveText: t("archiveText"),
          archived: t("archived", { name }),
          restored: t("restored", { name }),
        }}
      />
      <RenameCategory place={place} category={category} isOpen={renaming} onOpenChange={setRenaming} />
    </>
  );
}
