import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import type { Scope } from "@/lib/platform/auth/scope";
import type { Table } from "@/lib/platform/read-table";
import { keepLines } from "@/lib/vouchers/prepare-giving";
import { lockGiving, updateGiving } from "@/lib/vouchers/repository/givings";
import type { ListLine } from "@/lib/vouchers/rules/giving";

/** What a column of phones or members is called in the files that people have. */
const named = /phone|mobile|member|手机|电话|会员/i;

/** The lines of a file: of its column of phones or members, or of its first; a header that is a phone is a line, too. */
export function linesOfTable({ header, rows }: Table): ListLine[] {
  const found = header.findIndex((label) => named.test(label));
  const column = Math.max(0, found);
  const first = (header[column] ?? "").trim();
  const headed = /^(mbr_\w+|[+\d][\d\s()-]{5,})$/.test(first) ? [{ line: 1, value: first.slice(0, 64) }] : [];
  const lines = rows.map(({ row, cells }) => ({
    line: row,
    value: (cells[column] ?? "").trim().slice(0, 64),
  }));
  return [...headed, ...lines].filter(({ value }) => value !== "");
}

/** Keeps lines of a file in a giving; with the last the giving is complete. Throws `not_found`. */
export async function readLines(
  tx: Tx,
  scope: Scope,
  givingId: string,
  { lines, isLast }: { readonly lines: readonly ListLine[]; readonly isLast: boolean },
): Promise<void> {
  const giving = await lockGiving(tx, scope, givingId);
  if (!giving) throw new AppError("not_found");
  await keepLines(tx, scope, givingId, lines);
  if (isLast) await updateGiving(tx, scope, givingId, { complete: true });
}
