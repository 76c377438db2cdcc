/** A value in one order of keys, so that equal terms compare equal however they were stored. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, canonical(part)]),
  );
}

/** A value as text that is equal exactly where the values are, however their keys were ordered. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(canonical(value)) ?? "";
}
