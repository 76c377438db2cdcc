import { isLocalDate, type LocalDate } from "@/lib/kernel/local-date";

/** At least and at most so much, as people write it; null = no bound. One of them is there. */
export type Numbers = { readonly least: number | null; readonly most: number | null };

/** The last so many days; or from one day to another, both included, null = no bound. */
export type Days =
  | { readonly last: number }
  | { readonly from: LocalDate | null; readonly until: LocalDate | null };

const MOST_DAYS = 3650;

/** "100..500", "100.." or "..500" as the address of a list has it; null for anything else, and for one that holds nothing. */
export function readNumbers(text: string): Numbers | null {
  const [, from, until] = /^(\d{1,9})?\.\.(\d{1,9})?$/.exec(text) ?? [];
  const least = from === undefined ? null : Number(from);
  const most = until === undefined ? null : Number(until);
  if (least === null && most === null) return null;
  return least !== null && most !== null && least > most ? null : { least, most };
}

/** "30d", "2026-01-01..2026-01-31", or the latter with one day only; null for anything else, and for one that holds nothing. */
export function readDays(text: string): Days | null {
  const [, last] = /^(\d{1,4})d$/.exec(text) ?? [];
  if (last !== undefined)
    return Number(last) >= 1 && Number(last) <= MOST_DAYS ? { last: Number(last) } : null;
  const [from = "", until = "", more] = text.split("..");
  if (more !== undefined || !text.includes("..") || (from === "" && until === "")) return null;
  if ((from !== "" && !isLocalDate(from)) || (until !== "" && !isLocalDate(until))) return null;
  if (from !== "" && until !== "" && from > until) return null;
  return { from: from || null, until: until || null };
}

/** The inverse of `readNumbers`. */
export const writeNumbers = ({ least, most }: Numbers): string => `${least ?? ""}..${most ?? ""}`;

/** The inverse of `readDays`. */
export const writeDays = (days: Days): string =>
  "last" in days ? `${days.last}d` : `${days.from ?? ""}..${days.until ?? ""}`;
