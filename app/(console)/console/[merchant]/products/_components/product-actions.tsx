import { useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { exportProducts } from "@/lib/catalogue/actions";
import type { ProductFilter } from "@/lib/catalogue/schema";

type ProductActionsProps = {
  place: ActionPlace;
  /** What is in view. */
  filter: ProductFilter;
  /** The columns in view; null = as the product has them. */
  columns: readonly string[] | null;
  canWrite: boolean;
};

/** What the product list offers above it. */
export function ProductActions({ place, filter, columns, canWrite }: ProductActionsProps) {
  const t = useTranslations("catalogue.products");
  const { merchant, store } = place;
  return (
    <>
      <ExportButton {...{ place, filter, columns }} action={exportProducts} />
      {canWrite && !store ? (
        <ButtonLink href={consolePath(place, "products", "import")}>{t("import")}</ButtonLink>
      ) : null}
      {canWrite ? (
        <ButtonLink href={consolePath({ merchant }, "products", "new")} variant="primary" data-key="c">
          {t("create")}
        </ButtonLink>
      ) : null}
    </>
  );
}
