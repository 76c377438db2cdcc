import { entries } from "@/lib/platform/auth/entries";

type Branch = { readonly next: Map<string, Branch>; rest: Branch | null; pattern: string | null };

const branch = (): Branch => ({ next: new Map(), rest: null, pattern: null });

/** The patterns of every page and route there is, as a tree of their path's words. */
function grow(patterns: readonly string[]): Branch {
  const root = branch();
  for (const pattern of patterns) {
    let at = root;
    for (const word of pattern.split("/").filter(Boolean)) {
      if (/^[[:{]/.test(word)) {
        at.rest ??= branch();
        at = at.rest;
        continue;
      }
      const next: Branch = at.next.get(word) ?? branch();
      at.next.set(word, next);
      at = next;
    }
    at.pattern = pattern;
  }
  return root;
}

let tree: Branch | null = null;
/** Paths asked a moment ago: a rush asks the same one over and over. */
const recent = new Map<string, string | null>();

/**
 * The pattern of the page or route a path belongs to, such as `/a/[slug]`; null for any other path. Only patterns of
 * ours come out, never a word of the path itself: paths carry codes and tokens, and there is no end of them.
 */
export function routePattern(path: string): string | null {
  tree ??= grow(
    Object.keys(entries).flatMap((entry) => /^(?:page:|(?:route|api):\w+ )(\/.*)$/.exec(entry)?.[1] ?? []),
  );
  const known = recent.get(path);
  if (known !== undefined) return known;
  const pattern = find(tree, path);
  if (recent.size >= 1000) recent.clear();
  if (path.length <= 200) recent.set(path, pattern);
  return pattern;
}

function find(root: Branch, path: string): string | null {
  let at: Branch | null = root;
  for (const word of path.split("/")) {
    if (word === "") continue;
    at = at.next.get(word) ?? at.rest;
    if (!at) return null;
  }
  return at.pattern;
}
