/** Who looks at a page: how their browser calls itself, and from where they ask. */
export type Looker = { readonly userAgent: string; readonly address: string };

/** Called once for each time the page is given to somebody. */
export type CountLook = (by: Looker) => void;

declare global {
  var __scripKeptPages: Map<string, CountLook | null> | undefined;
}

function kept(): Map<string, CountLook | null> {
  globalThis.__scripKeptPages ??= new Map();
  return globalThis.__scripKeptPages;
}

/** Says, before a page is rendered, that it will be given to many: its looks are to be counted by `takeLook`. */
export function expectLook(requestId: string): void {
  kept().set(requestId, null);
}

/** For a page: hands over how its looks are counted, if it is being rendered for many; false = count this one. */
export function handLook(requestId: string, count: CountLook): boolean {
  if (!kept().has(requestId)) return false;
  kept().set(requestId, count);
  return true;
}

/** What the page handed over, once; null when it is not counted. */
export function takeLook(requestId: string): CountLook | null {
  const count = kept().get(requestId) ?? null;
  kept().delete(requestId);
  return count;
}
