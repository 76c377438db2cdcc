import { z } from "zod";
import { faultOf, type ImportReason, type ImportRow } from "@/lib/members/rules/import";
import {
  type importFields,
  type MemberImportMapping,
  memberImportMappingSchema,
} from "@/lib/members/schema/import";
import { parsePhone } from "@/lib/platform/phone";
import type { Table } from "@/lib/platform/read-table";

/** What an import is started with. */
export const memberImportSchema = z.object({
  mapping: memberImportMappingSchema,
  tagIds: z.array(z.string()).max(20),
  despiteErasure: z.boolean(),
  locale: z.enum(["en", "zh-CN"]),
});
export type MemberImport = z.output<typeof memberImportSchema>;

export type { ImportRow };
export { faultOf };

/** Rows that cannot be taken whoever is there already, and why. */
export function faultsOf(rows: readonly ImportRow[]): (readonly [number, ImportReason])[] {
  return rows.flatMap((row) => {
    const reason = faultOf(row);
    return reason ? [[row.row, reason] as const] : [];
  });
}

/** The rows of a table by the columns that were chosen for each field; phones without a country code are of `country`. */
export function rowsOfTable(table: Table, mapping: MemberImportMapping, country: string): ImportRow[] {
  const last = new Map<string, number>();
  return table.rows.map(({ row, cells }) => {
    const cell = (field: (typeof importFields)[number]) => {
      const at = mapping[field];
      return at === null ? "" : (cells[at] ?? "").normalize("NFC").trim();
    };
    const typed = cell("phone");
    const phone = parsePhone(typed, country);
    const tags = cell("tags")
      .split(/[;,，；、\n]/)
      .map((tag) => tag.trim())
      .filter(Boolean);
    const read: ImportRow = {
      ...{ row, typed, phone, previous: phone === null ? null : (last.get(phone) ?? null) },
      ...{ name: cell("name"), nickname: cell("nickname"), email: cell("email"), tags: [...new Set(tags)] },
      ...{ birthday: cell("birthday"), externalId: cell("externalId"), store: cell("store") },
    };
    // One that cannot be taken keeps its phone from nobody.
    if (phone !== null && faultOf(read) === null) last.set(phone, row);
    return read;
  });
}
