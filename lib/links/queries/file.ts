import type { LinkRow } from "@/lib/links/queries/links";
import { conversionOf, leadsOn } from "@/lib/links/rules";

/**
 * What a file tells of a link beside its figures: whether it leads on, who claimed of those who opened it, and what a channel
 * of the merchant's own is called by `names`.
 */
export function linkFileRow(row: LinkRow, now: Date, names: ReadonlyMap<string, string>) {
  const part = conversionOf(row);
  // A part of one, to four places, as spreadsheets count with it.
  const conversion = part === null ? null : Math.round(part * 10_000) / 10_000;
  const channelName = names.get(row.channel) ?? row.channel;
  return { ...row, channelName, conversion, isLive: leadsOn(row, now) };
}
export type LinkFileRow = ReturnType<typeof linkFileRow>;
