import { isLink } from "@/lib/activities/schema/page";

/** A stretch of text; `href` is an address that `isLink` lets through. */
export type Span = {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly href?: string;
};

/** What a merchant's text is made of: this and nothing else is rendered, so nothing in it can be a tag (S-23). */
export type TextNode =
  | { readonly type: "paragraph" | "heading"; readonly spans: readonly Span[] }
  | { readonly type: "bullets" | "numbers"; readonly items: readonly (readonly Span[])[] };

const INLINE = /\*\*([^*\n]+)\*\*|_([^_\n]+)_|\[([^\]\n]+)\]\(([^)\s]+)\)/g;

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    const [whole, bold, italic, label, href] = match;
    if (match.index > from) spans.push({ text: line.slice(from, match.index) });
    if (bold !== undefined) spans.push({ text: bold, bold: true });
    else if (italic !== undefined) spans.push({ text: italic, italic: true });
    else if (label !== undefined && href && isLink(href)) spans.push({ text: label, href });
    else spans.push({ text: whole });
    from = match.index + whole.length;
  }
  if (from < line.length) spans.push({ text: line.slice(from) });
  return spans;
}

/**
 * A text as it is typed: blank lines part paragraphs, `- ` and `1. ` begin points of a list, `# ` a heading; in a line
 * `**bold**`, `_italic_` and `[words](address)`. Whatever else stands in it, tags too, is words. An address that is none
 * stays words as well.
 */
export function parseText(text: string): TextNode[] {
  const nodes: TextNode[] = [];
  let open: TextNode | null = null;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const point = /^\s*(?:([-*•])|\d{1,2}[.)])\s+(.*)$/.exec(line);
    const heading = /^#{1,3}\s+(.*)$/.exec(line);
    if (point) {
      const type = point[1] ? "bullets" : "numbers";
      const before = open?.type === type ? open.items : [];
      if (before.length > 0) nodes.pop();
      open = { type, items: [...before, spansOf(point[2] ?? "")] };
      nodes.push(open);
    } else if (heading) {
      nodes.push({ type: "heading", spans: spansOf(heading[1] ?? "") });
      open = null;
    } else if (line.trim() === "") {
      open = null;
    } else if (open?.type === "paragraph") {
      nodes.pop();
      open = { type: "paragraph", spans: [...open.spans, { text: "\n" }, ...spansOf(line)] };
      nodes.push(open);
    } else {
      open = { type: "paragraph", spans: spansOf(line) };
      nodes.push(open);
    }
  }
  return nodes;
}
