import { useTranslations } from "next-intl";
import { ShelfMenu } from "@/components/catalogue/shelf-menu";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { changeProductState } from "@/lib/catalogue/actions";

type ProductMenuProps = {
  place: ActionPlace;
  product: { id: string; name: string; archivedAt: Date | null };
  withEdit?: boolean;
};

export function ProductMenu({ place, product, withEdit }: ProductMenuProps) {
  const t = useTranslations("catalogue.productMenu");
  const { id, name } = product;
  const edit = {
    key: "edit",
    label: t("edit"),
    href: consolePath({ merchant: place.merchant }, "products", id, "edit"),
  };
  return (
    <ShelfMenu
      place={place}
      subject={{ productId: id }}
      archived={product.archivedAt !== null}
      action={changeProductState}
      items={withEdit ? [edit] : []}
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
