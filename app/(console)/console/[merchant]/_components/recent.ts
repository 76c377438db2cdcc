/** A page of one thing that somebody looked at, for the command menu. */
export type Recent = { readonly path: string; readonly label: string };

const MOST = 8;
/** Pages of a coupon, a pack, an activity, a product or a store; never of a member: what is kept here outlives the sign-in. */
const kept =
  /^\/console\/[^/]+(?:\/s\/[^/]+)?\/(?:coupons|packs|activities|products|stores)\/(?!new(?:\/|$))[^/]+$/;
const keyOf = (slug: string, person: string) => `scrip:recent:${slug}:${person}`;

/** What of `stored` is a list of pages. */
export function readRecent(stored: string | null): Recent[] {
  try {
    const list: unknown = JSON.parse(stored ?? "[]");
    if (!Array.isArray(list)) return [];
    return list
      .filter((one): one is Recent => typeof one?.path === "string" && typeof one?.label === "string")
      .filter(({ path }) => kept.test(path))
      .slice(0, MOST);
  } catch {
    return [];
  }
}

/** `list` with the page just looked at in front, each page once. */
export function withRecent(list: readonly Recent[], page: Recent): Recent[] {
  return [page, ...list.filter(({ path }) => path !== page.path)].slice(0, MOST);
}

/** What somebody looked at last in this browser, newest first. */
export function recentOf(slug: string, person: string): Recent[] {
  try {
    return readRecent(localStorage.getItem(keyOf(slug, person)));
  } catch {
    return [];
  }
}

/** Remembers the page at `pathname` once it has stood a moment; gives what takes that back. */
export function noteRecent(slug: string, person: string, pathname: string): () => void {
  if (!kept.test(pathname)) return () => undefined;
  const timer = setTimeout(() => {
    const label = document.querySelector("main h1")?.textContent?.trim().slice(0, 80);
    if (!label) return;
    try {
      const list = withRecent(recentOf(slug, person), { path: pathname, label });
      localStorage.setItem(keyOf(slug, person), JSON.stringify(list));
    } catch {
      // A browser that keeps nothing has no recent pages.
    }
  }, 1000);
  return () => clearTimeout(timer);
}
