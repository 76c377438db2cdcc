import { canonicalText } from "@/lib/kernel/canonical-text";

/**
 * The fields of `after` whose value differs from `before`'s, as they were and as they are, for an audit row; null when
 * none does. Values are compared as JSON, however their keys are ordered.
 */
export function changedFields<T extends Readonly<Record<string, unknown>>>(
  before: Readonly<Record<string, unknown>>,
  after: T,
): { before: Record<string, unknown>; after: Record<string, unknown> } | null {
  const keys = Object.keys(after).filter((key) => canonicalText(before[key]) !== canonicalText(after[key]));
  if (keys.length === 0) return null;
  const pick = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(keys.map((key) => [key, from[key]]));
  return { before: pick(before), after: pick(after) };
}
