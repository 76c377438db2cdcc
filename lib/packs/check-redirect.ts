import { safePath } from "@/lib/platform/safe-path";

/** Where a buyer may be sent: a path of this site, or another site's page. */
export type Redirect =
  | { readonly type: "own"; readonly path: string }
  | { readonly type: "out"; readonly url: string; readonly host: string };

/**
 * Where `text` leads, if anybody may be sent there (S-26): a path of this merchant's pages, of activities or links, or an
 * https address of one of `hosts` (exactly it, no subdomain) without name, password or port. Null = it leads elsewhere, or
 * could be read in two ways. Asked when it is saved and again whenever somebody goes there.
 */
export function checkRedirect(
  text: string | null,
  { slug, hosts }: { readonly slug: string; readonly hosts: readonly string[] },
): Redirect | null {
  if (text === null || text.length > 500) return null;
  if (text.startsWith("/")) {
    const path = safePath(text, [`/m/${slug}`, "/a", "/s"]);
    return path ? { type: "own", path } : null;
  }
  // Nothing that a browser would drop, decode or read as another host: the address is plain, and stays as it is written.
  if (!/^https:\/\/[a-z0-9.-]+(?:[/?#][\x21\x23-\x5b\x5d-\x7e]*)?$/i.test(text) || !URL.canParse(text))
    return null;
  const url = new URL(text);
  const isPlain = url.protocol === "https:" && url.port === "" && url.username === "" && url.password === "";
  const host = url.hostname;
  if (!isPlain || !hosts.includes(host) || text.slice(8).split(/[/?#]/, 1)[0]?.toLowerCase() !== host)
    return null;
  return { type: "out", url: url.href, host };
}
