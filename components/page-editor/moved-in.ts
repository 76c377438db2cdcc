/** Which block stands elsewhere in `shown` (without hidden ones), and where in the whole page that is; null = none. */
export function movedIn(
  slots: readonly { readonly id: string }[],
  shown: readonly string[],
): { id: string; to: number } | null {
  const before = slots.filter((slot) => shown.includes(slot.id)).map((slot) => slot.id);
  const from = before.findIndex((id, at) => id !== shown[at]);
  if (from === -1 || before.length !== shown.length) return null;
  const forward = before[from + 1] === shown[from];
  const id = forward ? before[from] : shown[from];
  if (id === undefined) return null;
  const rest = slots.filter((slot) => slot.id !== id);
  const next = shown[shown.indexOf(id) + 1];
  const to = next === undefined ? rest.length : rest.findIndex((slot) => slot.id === next);
  return { id, to };
}
