import type { FindFaults } from "@/components/jobs/use-faults";
import type { ProductMapping } from "@/lib/catalogue/schema";

/** What the import will say of rows in themselves, by its own reading of them; a price without a currency is in `currency`. */
export const findFaults: FindFaults<ProductMapping> = async (table, mapping, currency) => {
  if (mapping.sku === null) return null;
  const { faultsOf, rowsOfTable } = await import("@/lib/catalogue/read-import");
  return faultsOf(rowsOfTable(table, mapping, currency));
};
