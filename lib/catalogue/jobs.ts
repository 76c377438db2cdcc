import { importProducts } from "@/lib/catalogue/import-products";
import { type CategoryRow, listCategories } from "@/lib/catalogue/queries/categories";
import { listProducts, type ProductRow } from "@/lib/catalogue/queries/products";
import {
  faultsOf,
  type ProductRow as ImportRow,
  type ProductImport,
  productImportSchema,
  rowsOfTable,
} from "@/lib/catalogue/read-import";
import {
  type CategoryFilter,
  categoryFilterSchema,
  type ProductFilter,
  productFilterSchema,
} from "@/lib/catalogue/schema";
import { exportJob } from "@/lib/jobs/export-rows";
import { type RunningJob, trackedJob } from "@/lib/jobs/run-job";
import type { RefusedRow } from "@/lib/jobs/schema";
import { ok } from "@/lib/kernel/result";
import { BYTE_ORDER_MARK, csvText } from "@/lib/platform/csv-file";
import { EXPORT_PAGE, totalOf } from "@/lib/platform/export-spec";
import { fileWords } from "@/lib/platform/file-words";

/** The product list (C-70) as a file, with the filter in view. Prices as `HKD 12.5`, one after the other. */
export const exportProducts = exportJob<ProductFilter, ProductRow>({
  kind: "catalogue.export",
  filter: productFilterSchema,
  name: ({ t }) => t("catalogue.products.title"),
  columns: [
    { header: ({ t }) => t("catalogue.products.name"), cell: (row) => row.name },
    { header: ({ t }) => t("catalogue.product.sku"), cell: (row) => row.sku },
    {
      of: "categories",
      header: ({ t }) => t("catalogue.products.categories"),
      cell: (row) => row.categories.map(({ name }) => name).join(", "),
    },
    {
      of: "price",
      header: ({ t }) => t("catalogue.products.price"),
      cell: (row, { amount }) =>
        row.prices
          .map(({ currency, priceMinor }) => `${currency} ${amount(priceMinor, currency)}`)
          .join(", "),
    },
    {
      of: "price",
      header: ({ t }) => t("catalogue.products.onOffer"),
      // Said where there is none, too: a blank would change nothing when it is imported again.
      cell: (row, { t }) =>
        row.prices
          .filter(({ onOffer }) => onOffer)
          .map(({ currency }) => currency)
          .join(", ") || t("catalogue.products.noOffer"),
    },
    {
      of: "stores",
      header: ({ t }) => t("catalogue.products.stores"),
      cell: (row, { t }) =>
        row.allStores ? t("catalogue.products.allStores") : row.stores.map(({ name }) => name).join(", "),
    },
    {
      of: "status",
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

/** The list of categories (C-71) as a file, each with how many products on sale stand in it. */
export const exportCategories = exportJob<CategoryFilter, CategoryRow>({
  kind: "catalogue.categories",
  filter: categoryFilterSchema,
  name: ({ t }) => t("catalogue.categories.title"),
  columns: [
    { header: ({ t }) => t("catalogue.categories.name"), cell: (row) => row.name },
    {
      of: "status",
      header: ({ t }) => t("catalogue.categories.status"),
      cell: (row, { t }) => t(`catalogue.categories.${row.archivedAt ? "archived" : "inUse"}`),
    },
    { of: "products", header: ({ t }) => t("catalogue.categories.products"), cell: (row) => row.products },
    {
      of: "created",
      header: ({ t }) => t("catalogue.categories.created"),
      cell: (row, { at }) => at(row.createdAt),
    },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor) => {
    const page = await listCategories(scope, { ...filter, cursor, size: EXPORT_PAGE });
    return { ...page, total: totalOf(page.total) };
  },
});

/** Rows that one transaction takes. */
const AT_ONCE = 200;

type Place = {
  /** How many of the rows that can be taken in themselves are done. */
  readonly done: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** What was refused for what stood in the way: row and reason. What is wrong in itself is seen in the file again. */
  readonly refused: readonly (readonly [number, string])[];
};
const START: Place = { done: 0, created: 0, updated: 0, unchanged: 0, refused: [] };

/** Products out of a file (P1): 200 rows to a transaction, what was refused in a file of its own with the reasons. */
export const importProductFile = trackedJob<ProductImport, Place>({
  kind: "catalogue.import",
  input: productImportSchema,
  told: ({ created, updated, unchanged, refused }) => ({
    counts: { created, updated, unchanged, refused: refused.length },
  }),
  run: async (job) => {
    const { mapping, currency } = job.input;
    const rows = rowsOfTable(await job.readInput(), mapping, currency);
    const faults = faultsOf(rows);
    const wrong = new Set(faults.map(([row]) => row));
    const good = rows.filter((row) => !wrong.has(row.row));
    const place = await importRows(job, good, faults.length);
    const skus = new Map(rows.map((row) => [row.row, row.sku.slice(0, 40)]));
    const refused = [...faults, ...place.refused]
      .sort(([a], [b]) => a - b)
      .map(([row, reason]) => ({ row, value: skus.get(row) ?? "", reason }));
    if (refused.length > 0) await writeRefused(job, refused);
    const { created, updated, unchanged } = place;
    const counts = { created, updated, unchanged, refused: refused.length };
    return ok({ counts, refused: refused.slice(0, 20) });
  },
});

type ImportRun = RunningJob<ProductImport>;

async function importRows(job: ImportRun, rows: readonly ImportRow[], wrong: number): Promise<Place> {
  let place = START;
  do {
    place = await job.step<Place>(
      async (tx, kept) => {
        const before = kept ?? START;
        const chunk = rows.slice(before.done, before.done + AT_ONCE);
        const came = await importProducts(tx, job.scope, chunk);
        return {
          done: before.done + chunk.length,
          created: before.created + came.created,
          updated: before.updated + came.updated,
          unchanged: before.unchanged + came.unchanged,
          refused: [...before.refused, ...came.refused.map(({ row, reason }) => [row, reason] as const)],
        };
      },
      ({ done }) => ({ done: done + wrong, total: rows.length + wrong }),
    );
  } while (place.done < rows.length);
  return place;
}

async function writeRefused(job: ImportRun, refused: readonly RefusedRow[]): Promise<void> {
  const { t } = await fileWords(job.input.locale, "UTC");
  const lines = async function* () {
    const header = [t("catalogue.import.row"), t("catalogue.product.sku"), t("catalogue.import.reason")];
    yield BYTE_ORDER_MARK + csvText([header]);
    for (let at = 0; at < refused.length; at += 1000) {
      const part = refused.slice(at, at + 1000);
      yield csvText(part.map(({ row, value, reason }) => [row, value, t(`jobs.reasons.${reason}`)]));
    }
  };
  const name = `${t("catalogue.import.refusedFile")}.csv`;
  await job.writeFile({ role: "refused", name, type: "csv" }, lines());
}
