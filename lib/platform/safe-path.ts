/**
 * A path of this site that somebody may be sent to after signing in, or null (S-26). Only a path, never another host:
 * what a browser would read as one (`//evil`, `/\evil`, control characters, a scheme) is refused. The path must lie
 * under one of `roots` after `..` is resolved. Query is kept, fragment dropped.
 */
export function safePath(text: string | null | undefined, roots: readonly string[]): string | null {
  if (!text || text.length > 2000 || !text.startsWith("/") || /^\/[/\\]/.test(text)) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u0020\u007f\\]/.test(text) || /%(?:2f|5c|0[0-9a-f]|1[0-9a-f])/i.test(pathOf(text)))
    return null;
  const base = "http://site.invalid";
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (!url || url.origin !== base || url.pathname.includes("//")) return null;
  const isUnder = roots.some((root) => url.pathname === root || url.pathname.startsWith(`${root}/`));
  return isUnder ? `${url.pathname}${url.search}` : null;
}

function pathOf(text: string): string {
  return text.split(/[?#]/, 1)[0] ?? "";
}
