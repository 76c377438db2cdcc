import type { Refusal } from "@/lib/kernel/result";
import { whenWords } from "@/lib/platform/when-words";

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** A refusal's parameters as its words take them: instants become clock times of `timeZone`. */
export function wordValues(refusal: Refusal, timeZone: string, locale: string, now: Date) {
  const values: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(refusal.params ?? {})) {
    if (value === null) continue;
    const isInstant = typeof value === "string" && INSTANT.test(value);
    values[key] = isInstant ? whenWords(new Date(value), now, timeZone, locale) : value;
  }
  return values;
}
