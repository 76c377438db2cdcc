import { z } from "zod";
import { faultOf, type ImportReason, type ProductRow, type TypedPrice } from "@/lib/catalogue/rules/import";
import { type ProductMapping, productMappingSchema } from "@/lib/catalogue/schema";
import type { Table } from "@/lib/platform/read-table";

/** What an import is started with. */
export const productImportSchema = z.object({
  mapping: productMappingSchema,
  /** The merchant's own: what a price without a currency is in. */
  currency: z.string(),
  locale: z.enum(["en", "zh-CN"]),
});
export type ProductImport = z.output<typeof productImportSchema>;

export type { ProductRow };

/** Rows that cannot be taken whatever is there already, and why. */
export function faultsOf(rows: readonly ProductRow[]): (readonly [number, ImportReason])[] {
  return rows.flatMap((row) => {
    const reason = faultOf(row);
    return reason ? [[row.row, reason] as const] : [];
  });
}

/** What a cell says where a product is sold in all stores, as our exports write it. */
const all = new Set(["all", "all stores", "全部", "全部门店", "*"]);

/** What a cell says where every price is on offer, or none; else it names their currencies. */
const yes = new Set(["yes", "y", "true", "1", "all", "是", "全部"]);
const no = new Set(["no", "n", "false", "0", "none", "否", "无"]);

function offersIn(cell: string): ProductRow["offers"] {
  if (cell === "") return null;
  if (yes.has(cell.toLowerCase())) return "all";
  return no.has(cell.toLowerCase()) ? [] : listOf(cell).map((currency) => currency.toUpperCase());
}

const listOf = (cell: string) => [
  ...new Map(
    cell
      .split(/[;,，；、\n]/)
      .map((part) => part.trim())
      .filter(Boolean)
      .map((part) => [part.toLowerCase(), part]),
  ).values(),
];

/** "HKD 12.5, JPY 300" as our exports write prices, or one amount in `currency`. */
function pricesIn(cell: string, currency: string): TypedPrice[] {
  if (!/^[A-Za-z]{3}\s/.test(cell)) return cell === "" ? [] : [{ currency, typed: cell }];
  return cell.split(/,\s+|[;；]/).map((part) => {
    const [, code = "", typed = ""] = /^\s*([A-Za-z]{3})\s+(.*?)\s*$/.exec(part) ?? [];
    return { currency: code.toUpperCase() || currency, typed };
  });
}

/** The rows of a table by the columns that were chosen for each field; a price without a currency is in `currency`. */
export function rowsOfTable(table: Table, mapping: ProductMapping, currency: string): ProductRow[] {
  const seen = new Set<string>();
  return table.rows.map(({ row, cells }) => {
    const cell = (at: number | null) => (at === null ? "" : (cells[at] ?? "").normalize("NFC").trim());
    const sku = cell(mapping.sku);
    const repeated = sku !== "" && seen.has(sku);
    if (sku) seen.add(sku);
    const stores = cell(mapping.stores);
    return {
      ...{ row, sku, repeated, name: cell(mapping.name) },
      categories: listOf(cell(mapping.categories)),
      stores: all.has(stores.toLowerCase()) ? "all" : listOf(stores),
      offers: offersIn(cell(mapping.offers)),
      prices: [
        ...pricesIn(cell(mapping.price), currency),
        ...mapping.prices.flatMap(({ currency: code, column }) =>
          cell(column) === "" ? [] : [{ currency: code, typed: cell(column) }],
        ),
      ],
    };
  });
}
