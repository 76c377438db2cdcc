import type { ReactNode } from "react";
import { parseText, type Span, type TextNode } from "@/lib/activities/rules/page-text";

/** A merchant's text, drawn from its model: words, lists and links, and never a tag of theirs. */
export function RichText({ text, headingLevel = 3 }: { text: string; headingLevel?: 2 | 3 }) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className="pg-text">
      {numbered(parseText(text)).map(({ key, value }) => drawNode(value, key, Heading))}
    </div>
  );
}

// Texts have no identity: their places are their keys.
const numbered = <T,>(values: readonly T[]) => values.map((value, at) => ({ key: `n${at}`, value }));

function drawNode(node: TextNode, key: string, Heading: "h2" | "h3"): ReactNode {
  if (node.type === "heading") return <Heading key={key}>{drawSpans(node.spans)}</Heading>;
  if (node.type === "paragraph") return <p key={key}>{drawSpans(node.spans)}</p>;
  const items = numbered(node.items).map((item) => <li key={item.key}>{drawSpans(item.value)}</li>);
  return node.type === "bullets" ? <ul key={key}>{items}</ul> : <ol key={key}>{items}</ol>;
}

function drawSpans(spans: readonly Span[]): ReactNode {
  return numbered(spans).map(({ key, value: { text, bold, italic, href } }) => {
    if (href)
      return (
        <SafeLink key={key} href={href}>
          {text}
        </SafeLink>
      );
    if (bold) return <strong key={key}>{text}</strong>;
    return italic ? <em key={key}>{text}</em> : text;
  });
}

/** A link a merchant wrote; whoever leads elsewhere says where to (S-26). */
export function SafeLink(props: { href: string; className?: string; children: ReactNode }) {
  const { href, className = "p-link", children } = props;
  const host = hostOf(href);
  return (
    <a href={href} className={className} rel={host ? "nofollow noreferrer" : undefined}>
      {children}
      {host ? <small className="pg-host"> ({host})</small> : null}
    </a>
  );
}

/** The host of an address that leads elsewhere; null = this site. Hosts in other scripts show as they are asked for. */
export function hostOf(href: string): string | null {
  return href.startsWith("/") || !URL.canParse(href) ? null : new URL(href).host;
}
