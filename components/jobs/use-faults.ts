import { useEffect, useState } from "react";
import type { FilePreview } from "@/components/jobs/preview-file";
import type { ImportReason as ProductReason } from "@/lib/catalogue/rules/import";
import type { ImportReason as MemberReason } from "@/lib/members/rules/import";

/** Why a row cannot be imported whatever is there already. */
export type Fault = MemberReason | ProductReason;
type Table = { header: string[]; rows: { row: number; cells: string[] }[] };
/**
 * Looks at rows as the import will, by the columns chosen; `setting` is what else it goes by: a country, a currency. Null
 * where the column that tells rows apart is not chosen yet.
 */
export type FindFaults<Mapping> = (
  table: Table,
  mapping: Mapping,
  setting: string,
) => Promise<readonly (readonly [number, Fault])[] | null>;

/** What is wrong in the rows of a preview, by their place in it; null until that is known. */
export function useFaults<Mapping>(
  { header, rows }: FilePreview,
  mapping: Mapping,
  setting: string,
  find: FindFaults<Mapping>,
): ReadonlyMap<number, Fault> | null {
  const [faults, setFaults] = useState<ReadonlyMap<number, Fault> | null>(null);
  useEffect(() => {
    let current = true;
    const numbered = rows.map((cells, row) => ({ row, cells }));
    find({ header, rows: numbered }, mapping, setting).then(
      (found) => {
        if (current) setFaults(found && new Map(found));
      },
      // Without it the rows are shown unmarked: the import itself looks again.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [header, rows, mapping, setting, find]);
  return faults;
}
