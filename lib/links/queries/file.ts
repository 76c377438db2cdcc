import type { LinkRow } from "@/lib/links/queries/links";
import { conversionOf, leadsOn } from "@/lib/links/rules";

/** What a file tells of a link beside its figures: whether it leads on, and who claimed of those who opened it. */
export function linkFileRow(row: LinkRow, now: Date) {
  const part = conversionOf(row);
  // A part of one, to four places, as spreadsheets count with it.
  const conversion = part === null ? null : Math.round(part * 10_000) / 10_000;
  return { ...row, conversion, isLive: leadsOn(row, now) };
}
export type LinkFileRow = ReturnType<typeof linkFileRow>;
