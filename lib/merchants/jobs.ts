import { listStores, type StoreRow } from "@/lib/merchants/queries";
import { type StoreFilter, storeFilterSchema } from "@/lib/merchants/schema";
import { EXPORT_PAGE, type ExportSpec, totalOf } from "@/lib/platform/export-spec";

/** The store list (C-72) as a file. Jobs come after this slice, so lib/worker.ts makes the job of it. */
export const storesExport: ExportSpec<StoreFilter, StoreRow> = {
  kind: "merchants.stores",
  filter: storeFilterSchema,
  name: ({ t }) => t("stores.list.title"),
  columns: [
    { header: ({ t }) => t("stores.list.name"), cell: (row) => row.name },
    { header: ({ t }) => t("stores.form.address"), cell: (row) => row.address },
    {
      header: ({ t }) => t("stores.list.status"),
      cell: (row, { t }) => t(row.archivedAt ? "stores.closed" : "stores.open"),
    },
    { header: ({ t }) => t("stores.list.currency"), cell: (row) => row.currency },
    { header: ({ t }) => t("stores.list.timeZone"), cell: (row) => row.timeZone },
    { header: ({ t }) => t("stores.list.regions"), cell: (row) => row.regions.join(", ") },
    { header: ({ t }) => t("stores.list.staff"), cell: (row) => row.staff },
    { header: ({ t }) => t("stores.list.created"), cell: (row, { at }) => at(row.createdAt) },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor) => {
    const page = await listStores(scope, { ...filter, cursor, size: EXPORT_PAGE });
    return { ...page, total: totalOf(page.total) };
  },
};
