import type { FindFaults } from "@/components/jobs/use-faults";
import type { MemberImportMapping } from "@/lib/members/schema/import";

/** What the import will say of rows in themselves, by its own reading of them; `country` is that of phones without a code. */
export const findFaults: FindFaults<MemberImportMapping> = async (table, mapping, country) => {
  if (mapping.phone === null) return null;
  // Fetched once there is a file: phone numbers of all countries are much to carry.
  const { faultsOf, rowsOfTable } = await import("@/lib/members/read-import");
  return faultsOf(rowsOfTable(table, mapping, country));
};
