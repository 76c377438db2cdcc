/** So many are remembered, the newest. */
const KEPT = 50;

/** The id in a pop-up's key, which is `id:revision`. */
export const idOf = (key: string): string => key.split(":")[0] ?? "";

/** The first that is not remembered as it is now: who closed one is offered it again once it was edited. */
export const firstOpen = (keys: readonly string[], closed: readonly string[]): string | null =>
  keys.find((key) => !closed.includes(key)) ?? null;

/** What is remembered with one more; of one pop-up its latest revision alone. */
export const withKey = (kept: readonly string[], key: string): readonly string[] =>
  [key, ...kept.filter((one) => one && idOf(one) !== idOf(key))].slice(0, KEPT);

/** Whether somebody presses Escape, for nothing else: neither to end a word being composed nor for what has heard it. */
export const isEscape = (event: Pick<KeyboardEvent, "key" | "isComposing" | "defaultPrevented">): boolean =>
  event.key === "Escape" && !event.isComposing && !event.defaultPrevented;
