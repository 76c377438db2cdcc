import { useEffect, useState } from "react";

const known = new Map<string, Promise<readonly string[]>>();

/** The style sheets of members' pages: whatever one of them links to. */
async function findStyles(slug: string): Promise<readonly string[]> {
  const answer = await fetch(`/m/${encodeURIComponent(slug)}`, { credentials: "omit" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const links = page.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"][href^="/_next/"]');
  return [...links].map((link) => link.getAttribute("href") ?? "").filter((href) => href !== "");
}

/** The addresses of the style sheets that a member's page of this merchant has; empty until they are known. */
export function useMemberStyles(slug: string): readonly string[] {
  const [styles, setStyles] = useState<readonly string[]>([]);
  useEffect(() => {
    let isHere = true;
    const asked = known.get(slug) ?? findStyles(slug);
    known.set(slug, asked);
    asked.then(
      (found) => {
        if (isHere) setStyles(found);
      },
      () => known.delete(slug),
    );
    return () => {
      isHere = false;
    };
  }, [slug]);
  return styles;
}
