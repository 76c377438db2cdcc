import { listProducts, type ProductRow } from "@/lib/catalogue/queries/products";
import { type ProductFilter, productFilterSchema } from "@/lib/catalogue/schema";
import { exportJob } from "@/lib/jobs/export-rows";
import { EXPORT_PAGE, totalOf } from "@/lib/platform/export-spec";

/** The product list (C-70) as a file, with the filter in view. Prices as `HKD 12.5`, one after the other. */
export const exportProducts = exportJob<ProductFilter, ProductRow>({
  kind: "catalogue.export",
  filter: productFilterSchema,
  name: ({ t }) => t("catalogue.products.title"),
  columns: [
    { header: ({ t }) => t("catalogue.products.name"), cell: (row) => row.name },
    { header: ({ t }) => t("catalogue.product.sku"), cell: (row) => row.sku },
    {
      header: ({ t }) => t("catalogue.products.categories"),
      cell: (row) => row.categories.map(({ name }) => name).join(", "),
    },
    {
      header: ({ t }) => t("catalogue.products.price"),
      cell: (row, { amount }) =>
        row.prices
          .map(({ currency, priceMinor }) => `${currency} ${amount(priceMinor, currency)}`)
          .join(", "),
    },
    {
      header: ({ t }) => t("catalogue.products.stores"),
      cell: (row, { t }) =>
        row.allStores ? t("catalogue.products.allStores") : row.stores.map(({ name }) => name).join(", "),
    },
    {
      header: ({ t }) => t("catalogue.products.status"),
      cell: (row, { t }) => t(`catalogue.products.${row.archivedAt ? "archived" : "onSale"}`),
    },
    { header: ({ t }) => t("jobs.columns.created"), cell: (row, { at }) => at(row.createdAt) },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor) => {
    const page = await listProducts(scope, { ...filter, cursor, size: EXPORT_PAGE });
    return { ...page, total: totalOf(page.total) };
  },
});
