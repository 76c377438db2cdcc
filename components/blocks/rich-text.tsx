import type { ReactNode } from "react";
import { parseText, type Span, type TextNode } from "@/lib/activities/rules/page-text";

type RichTextProps = {
  text: string;
  /** The merchant's slug: whose text it is. */
  shop: string;
  headingLevel?: 2 | 3;
};

/** A merchant's text, drawn from its model: words, lists and links, and never a tag of theirs. */
export function RichText({ text, shop, headingLevel = 3 }: RichTextProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className="pg-text">
      {numbered(parseText(text)).map(({ key, value }) => drawNode(value, key, shop, Heading))}
    </div>
  );
}

// Texts have no identity: their places are their keys.
const numbered = <T,>(values: readonly T[]) => values.map((value, at) => ({ key: `n${at}`, value }));

function drawNode(node: TextNode, key: string, shop: string, Heading: "h2" | "h3"): ReactNode {
  if (node.type === "heading") return <Heading key={key}>{drawSpans(node.spans, shop)}</Heading>;
  if (node.type === "paragraph") return <p key={key}>{drawSpans(node.spans, shop)}</p>;
  const items = numbered(node.items).map((item) => <li key={item.key}>{drawSpans(item.value, shop)}</li>);
  if (node.type === "bullets") return <ul key={key}>{items}</ul>;
  return (
    <ol key={key} start={node.start === 1 ? undefined : node.start}>
      {items}
    </ol>
  );
}

function drawSpans(spans: readonly Span[], shop: string): ReactNode {
  return numbered(spans).map(({ key, value: { text, bold, italic, href } }) => {
    if (href)
      return (
        <SafeLink key={key} href={href} shop={shop}>
          {text}
        </SafeLink>
      );
    if (bold) return <strong key={key}>{text}</strong>;
    return italic ? <em key={key}>{text}</em> : text;
  });
}

type SafeLinkProps = { href: string; shop: string; className?: string; children: ReactNode };

/**
 * A link a merchant wrote. One that leads to another site says where to, and is looked at again when it is pressed: to a host
 * the merchant allowed it leads on, before any other it stops and names it (S-26).
 */
export function SafeLink({ href, shop, className = "p-link", children }: SafeLinkProps) {
  const host = hostOf(href);
  return (
    <a href={wayOf(shop, href)} className={className} rel={host ? "nofollow" : undefined}>
      {children}
      {host ? <small className="pg-host"> ({host})</small> : null}
    </a>
  );
}

/** Where a link a merchant wrote begins: on this site it leads there, elsewhere by the page that looks at it again. */
export const wayOf = (shop: string, href: string) =>
  hostOf(href) ? `/m/${encodeURIComponent(shop)}/out?${new URLSearchParams({ to: href })}` : href;

/** The host of an address that leads elsewhere; null = this site. Hosts in other scripts show as they are asked for. */
export function hostOf(href: string): string | null {
  return href.startsWith("/") || !URL.canParse(href) ? null : new URL(href).host;
}
