import { useTranslations } from "next-intl";
import { ShelfMenu } from "@/components/catalogue/shelf-menu";
import type { ActionMenuItem } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { changeStoreState } from "@/lib/merchants/actions";

type StoreMenuProps = {
  place: ActionPlace;
  store: { id: string; name: string; archivedAt: Date | null };
  items?: readonly ActionMenuItem[];
};

export function StoreMenu({ place, store, items }: StoreMenuProps) {
  const t = useTranslations("stores.menu");
  const { name } = store;
  return (
    <ShelfMenu
      place={place}
      subject={{ storeId: store.id }}
      archived={store.archivedAt !== null}
      action={changeStoreState}
      items={items}
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
  );
}
