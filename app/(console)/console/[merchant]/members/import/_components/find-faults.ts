import type { FindFaults } from "@/components/jobs/use-faults";
import type { MemberImportMapping } from "@/lib/members/schema/import";

/** What the import will say of rows in themselves, by its own reading of them; `country` is that of phones without a code. */
export const findFaults: FindFaults<MemberImportMapping> = async (table, mapping, country) => {
  if (mapping.phone === null) return null;
  // Fetched once there is a file: phone numbers of all countries are much to carry.
  const { faultOf, rowsOfTable } = await import("@/lib/members/read-import");
  return rowsOfTable(table, mapping, country).flatMap((row) => {
    // The one before it is not refused for anything that the file alone tells.
    const reason = faultOf(row) ?? (row.previous === null ? null : "repeated");
    return reason ? [[row.row, reason] as const] : [];
  });
};
