import { isLocalDate, isOrdinary } from "@/lib/kernel/time";

/** The place in a list after which the next page begins: the sort value and the id of the last row shown. */
export type Cursor = { readonly value: string; readonly id: string };

/** A cursor as an opaque, URL-safe word. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.value, cursor.id])).toString("base64url");
}

/** The cursor in a word, or null when somebody made the word up: the list then begins at its first page. */
export function decodeCursor(word: string | null | undefined): Cursor | null {
  if (!word || word.length > 500) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(word, "base64url").toString("utf8"));
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const [value, id] = parsed;
    const texts = typeof value === "string" && typeof id === "string" && !`${value}${id}`.includes("\u0000");
    return texts ? { value, id } : null;
  } catch {
    return null;
  }
}

/** Whether a cursor's value is an instant as the database writes and reads one: an ISO date, and maybe a time. */
export function isInstantText(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]{5,18}(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/.test(value) &&
    isLocalDate(value.slice(0, 10)) &&
    isOrdinary(new Date(value))
  );
}
