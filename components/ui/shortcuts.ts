/** A single key or a chord; `single` ones can be turned off (WCAG 2.1.4). */
export type Shortcut = { readonly id: string; readonly keys: readonly string[]; readonly single: boolean };

/** Every key of the console that is not a screen of its own: the sheet prints this list. */
export const shortcuts: readonly Shortcut[] = [
  { id: "menu", keys: ["Ctrl", "K"], single: false },
  { id: "save", keys: ["Ctrl", "S"], single: false },
  { id: "undo", keys: ["Ctrl", "Z"], single: false },
  { id: "close", keys: ["Esc"], single: false },
  { id: "sheet", keys: ["?"], single: true },
  { id: "search", keys: ["/"], single: true },
  { id: "filter", keys: ["F"], single: true },
  { id: "create", keys: ["C"], single: true },
  { id: "previous", keys: ["["], single: true },
  { id: "next", keys: ["]"], single: true },
];

/** Keys that press or enter what the page marks with `data-key`. */
const marked = ["/", "f", "c", "[", "]"];

export type KeyFacts = {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
};
export type KeyIntent =
  | { readonly type: "menu" }
  | { readonly type: "sheet" }
  | { readonly type: "leader" }
  | { readonly type: "mark"; readonly key: string }
  | { readonly type: "go"; readonly letter: string };

/**
 * What a key asks for. `afterG`: whether G was the key before; `typing`: whether somebody writes or something is open, so
 * that only chords count; `single`: whether single keys are turned on.
 */
export function intentOf(
  event: KeyFacts,
  state: { afterG: boolean; typing: boolean; single: boolean },
): KeyIntent | null {
  const key = event.key.toLowerCase();
  const chord = event.ctrlKey || event.metaKey;
  if (chord && !event.altKey && !event.shiftKey && key === "k") return { type: "menu" };
  if (chord || event.altKey || state.typing || !state.single) return null;
  if (state.afterG && /^[a-z]$/.test(key)) return { type: "go", letter: key };
  if (key === "?") return { type: "sheet" };
  if (key === "g" && !event.shiftKey) return { type: "leader" };
  return marked.includes(key) && (!event.shiftKey || key === "/") ? { type: "mark", key } : null;
}
