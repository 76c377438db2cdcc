import { entries } from "@/lib/platform/auth/entries";

type Branch = {
  readonly next: Map<string, Branch>;
  rest: Branch | null;
  pattern: string | null;
  /** The page of all paths below that no other has. */
  every: string | null;
};

const branch = (): Branch => ({ next: new Map(), rest: null, pattern: null, every: null });

/** The patterns of every page and route there is, as a tree of their path's words. */
function grow(patterns: readonly string[]): Branch {
  const root = branch();
  for (const pattern of patterns) {
    let at = root;
    const isEvery = pattern.includes("/[...");
    const words = pattern
      .split("/")
      .filter(Boolean)
      .slice(0, isEvery ? -1 : undefined);
    for (const word of words) at = along(at, word);
    if (isEvery) at.every = pattern;
    else at.pattern = pattern;
  }
  return root;
}

/** The branch that a word of a pattern leads to, made where it is missing. */
function along(at: Branch, word: string): Branch {
  if (/^[[:{]/.test(word)) {
    at.rest ??= branch();
    return at.rest;
  }
  const next = at.next.get(word) ?? branch();
  at.next.set(word, next);
  return next;
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
  let every: string | null = null;
  for (const word of path.split("/")) {
    if (word === "") continue;
    every = at.every ?? every;
    at = at.next.get(word) ?? at.rest;
    if (!at) return every;
  }
  return at.pattern ?? every;
}
