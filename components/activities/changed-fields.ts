export type FieldChange = { field: string; before: unknown; after: unknown };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Fields that are told by the entry's own title, or that mean nothing to people. */
const unsaid = new Set(["poolId", "status", "kind"]);

/** The fields an audit entry changed, where it says both what was and what is; the making of a thing changes none. */
export function changedFields(entry: { before: unknown; after: unknown }): FieldChange[] {
  const { before, after } = entry;
  if (!isRecord(before) || !isRecord(after)) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !unsaid.has(field) && JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}
